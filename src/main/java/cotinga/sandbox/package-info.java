/**
 * A stand-in for both upstreams: synthetic CFTC files and price charts, so that everything works without the internet.
 */
@NullMarked
package cotinga.sandbox;

import org.jspecify.annotations.NullMarked;
