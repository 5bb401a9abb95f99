/** Tests of what exchanges with upstreams may cost and where they lead. */
@org.jspecify.annotations.NullMarked
package cotinga.upstream;
