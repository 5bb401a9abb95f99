package cotinga.base;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Computes a value at its first use. */
public final class Once<T> implements Supplier<T> {
    private final Supplier<T> computation;
    private @Nullable T value;

    private Once(Supplier<T> computation) {
        this.computation = computation;
    }

    public static <T> Once<T> of(Supplier<T> computation) {
        return new Once<>(computation);
    }

    @Override
    public synchronized T get() {
        if (value == null) {
            value = computation.get();
        }
        return value;
    }
}
