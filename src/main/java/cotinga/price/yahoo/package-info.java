/** Yahoo's chart API: its URLs, and the parsing of charts and errors into prices. The routes send the requests and retry them. */
@NullMarked
package cotinga.price.yahoo;

import org.jspecify.annotations.NullMarked;
