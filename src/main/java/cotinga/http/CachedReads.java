package cotinga.http;

import cotinga.api.Answer;
import cotinga.api.Freshness;
import cotinga.api.ReadyAnswers;
import cotinga.api.Request;
import cotinga.api.Response;
import cotinga.api.Responses;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * Answers reads without their routes: a client that has the current representation gets 304, and a response that is in a cache is sent
 * from it.
 */
final class CachedReads {
    private final ReadyAnswers ready;
    private final Responses responses;
    private final RepeatedReads repeated;

    CachedReads(ReadyAnswers ready, Responses responses, RepeatedReads repeated) {
        this.ready = ready;
        this.responses = responses;
        this.repeated = repeated;
    }

    /** Answers a read if it can; otherwise passes it on. */
    void answer(RoutingContext context) {
        if (!isAnswered(context)) {
            context.next();
        }
    }

    /** Answers a read if it can; returns whether it did. */
    boolean isAnswered(RoutingContext context) {
        Request request = AdmittedRequest.of(context);
        if (request == null || request.validator().isEmpty()) {
            return false;
        }
        Freshness.Validator validator = request.validator().get();
        Optional<Answer> cached =
                ready.find(validator.tag()).filter(answer -> !validator.moment().isOver());
        if (cached.isPresent()) {
            Response response = responses.cacheable(request, cached.get());
            ResponseWriter.writeHead(context.response(), response);
            repeated.note(context, request, cached.get());
            context.end(response.body());
            return true;
        }
        if (request.preferences().known().names(validator.tag())) {
            ResponseWriter.write(context, responses.notModified(validator));
            return true;
        }
        return false;
    }
}
