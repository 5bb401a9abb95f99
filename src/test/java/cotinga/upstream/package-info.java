/** Tests of the limits, redirects and proxies of upstream exchanges. Runs against a whole upstream are tested in {@code flow}. */
@NullMarked
package cotinga.upstream;

import org.jspecify.annotations.NullMarked;
