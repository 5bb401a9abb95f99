package cotinga.api;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A request that the contract allows.
 *
 * @param id identifies it in responses and in the log
 * @param operation the id of its operation in the contract; null for pages, which have none
 * @param path as the client sent it
 * @param parameters the decoded parameters of path and query, by name
 * @param preferences the headers that select a representation
 * @param validator identifies the representation in the current snapshot; empty for what is not cacheable
 */
public record Request(
        String id,
        @Nullable String operation,
        String path,
        Map<String, String> parameters,
        Preferences preferences,
        Optional<Freshness.Validator> validator)
        implements Query {
    public Request {
        parameters = Map.copyOf(parameters);
    }

    /**
     * The headers that select a representation.
     *
     * @param accept the header {@code Accept}; null without one
     * @param coding the content coding that the client prefers
     * @param known the entity tags of the representations that the client has
     */
    public record Preferences(@Nullable String accept, Coding coding, IfNoneMatch known) {}

    @Override
    public @Nullable String parameter(String name) {
        return parameters.get(name);
    }

    /** A parameter of the path, which every request has. */
    String required(String name) {
        return Objects.requireNonNull(parameters.get(name), name);
    }

    /** Whether it is about what was known at an earlier time, which takes longer. */
    public boolean isAboutThePast() {
        return parameters.containsKey(KnownMarkets.KNOWN_AT) || parameters.containsKey(KnownWeeks.AS_OF);
    }

    /** The entity tag, without quotes, of the cacheable representation that it selects. */
    public String tag() {
        return validator.orElseThrow().tag();
    }
}
