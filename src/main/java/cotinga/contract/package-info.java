/** The API's contract, {@code openapi.yaml}: which operations there are, and whether a request is one of them. */
@NullMarked
package cotinga.contract;

import org.jspecify.annotations.NullMarked;
