package cotinga.api;

import org.jspecify.annotations.Nullable;

/** The parameters of a read, by the names that the contract gives them. */
interface Query {
    /** The decoded value of a parameter; null without one. */
    @Nullable
    String parameter(String name);
}
