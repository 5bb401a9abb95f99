package cotinga.store.weeks;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/** Lets something happen between two statements of others. */
public final class Interruption {
    private Interruption() {}

    /** The connections of a source, on which something happens once, before the first statement that contains a text. */
    public static DataSource before(DataSource source, String text, Runnable happening) {
        AtomicBoolean happened = new AtomicBoolean();
        return decorated(DataSource.class, source, (proxy, method, arguments) -> {
            Object result = method.invoke(source, arguments);
            if (!(result instanceof Connection connection)) {
                return result;
            }
            return decorated(Connection.class, connection, (itself, call, with) -> {
                if (call.getName().equals("prepareStatement")
                        && String.valueOf(with[0]).contains(text)
                        && happened.compareAndSet(false, true)) {
                    happening.run();
                }
                return call.invoke(connection, with);
            });
        });
    }

    private static <T> T decorated(Class<T> type, T original, InvocationHandler handler) {
        InvocationHandler unwrapping = (proxy, method, arguments) -> {
            try {
                return handler.invoke(original, method, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(
                Proxy.newProxyInstance(Interruption.class.getClassLoader(), new Class<?>[] {type}, unwrapping));
    }
}
