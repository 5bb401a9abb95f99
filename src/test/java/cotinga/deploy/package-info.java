/** Tests of the files in {@code deploy/}, and of the commands in {@code docs/operations.md}. */
@NullMarked
package cotinga.deploy;

import org.jspecify.annotations.NullMarked;
