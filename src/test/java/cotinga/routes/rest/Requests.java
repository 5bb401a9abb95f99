package cotinga.routes.rest;

import cotinga.api.Coding;
import cotinga.api.Freshness;
import cotinga.api.IfNoneMatch;
import cotinga.api.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Requests as the gateway gives them to routes. */
final class Requests {
    static final String ID = "request-1";
    static final String PATH = "/api/v1/cot/requested";

    private Requests() {}

    /** A request without parameters. */
    static Request plain() {
        return request(Map.of(), Optional.empty());
    }

    /** A request with decoded parameters, such as {@code report_type=tff&subtype=fo}. */
    static Request with(String parameters) {
        return request(
                Stream.of(parameters.split("&"))
                        .map(parameter -> parameter.split("=", 2))
                        .collect(Collectors.toMap(entry -> entry[0], entry -> entry[1])),
                Optional.empty());
    }

    /** A cacheable read at a moment. */
    static Request at(Freshness.Moment moment) {
        return request(Map.of(), Optional.of(moment.validator(PATH, "", Coding.IDENTITY)));
    }

    /** A request for a page. */
    static Request at(String path) {
        return new Request(ID, null, path, Map.of(), preferences(Coding.IDENTITY), Optional.empty());
    }

    private static Request request(Map<String, String> parameters, Optional<Freshness.Validator> validator) {
        return new Request(ID, null, PATH, parameters, preferences(Coding.IDENTITY), validator);
    }

    /** The same request from a client that prefers a coding and has representations with these entity tags. */
    static Request from(Request request, Coding coding, String... known) {
        return new Request(
                request.id(),
                request.operation(),
                request.path(),
                request.parameters(),
                preferences(coding, known),
                request.validator());
    }

    private static Request.Preferences preferences(Coding coding, String... known) {
        return new Request.Preferences(null, coding, new IfNoneMatch(List.of(known)));
    }
}
