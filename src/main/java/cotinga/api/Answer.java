package cotinga.api;

import io.vertx.core.buffer.Buffer;

/** A finished body, ready for the wire. */
public record Answer(Buffer body) implements AnswerCaches.Weighed {
    public static Answer of(byte[] json) {
        return new Answer(Buffer.buffer(json));
    }

    @Override
    public int weight() {
        return body.length();
    }
}
