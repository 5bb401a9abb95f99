package cotinga.upstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.UnaryOperator;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.jspecify.annotations.Nullable;

/** A body that is read once, through a stream with a limit. */
final class LimitedEntity extends HttpEntityWrapper {
    private final UnaryOperator<InputStream> limit;
    private @Nullable InputStream content;

    LimitedEntity(HttpEntity entity, UnaryOperator<InputStream> limit) {
        super(entity);
        this.limit = limit;
    }

    @Override
    public InputStream getContent() throws IOException {
        if (content == null) {
            content = limit.apply(super.getContent());
        }
        return content;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (InputStream in = getContent()) {
            in.transferTo(out);
        }
    }

    @Override
    public boolean isRepeatable() {
        return false;
    }

    @Override
    public void close() throws IOException {
        getContent().close();
    }
}
