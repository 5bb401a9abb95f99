/**
 * A simulator of both upstreams: synthetic CFTC files and price charts, so that everything works without the internet. It shares no code
 * with the parsers of the real files.
 */
@NullMarked
package cotinga.sandbox;

import org.jspecify.annotations.NullMarked;
