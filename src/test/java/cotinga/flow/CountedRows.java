package cotinga.flow;

import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.command.CommandContainer;
import org.h2.command.Prepared;
import org.h2.jdbc.JdbcPreparedStatement;
import org.h2.util.HasSQL;
import org.jspecify.annotations.Nullable;

/** Counts the rows that H2 visits for the prepared statements of this process, statement by statement: a driver in place of H2's own. */
final class CountedRows implements Driver, AutoCloseable {
    private static final Pattern SCANS = Pattern.compile("/\\* scanCount: (\\d+) \\*/");

    private final Driver h2 = org.h2.Driver.load();
    private final Map<String, AtomicLong> visited = new ConcurrentHashMap<>();

    CountedRows() throws SQLException {
        DriverManager.deregisterDriver(h2);
        DriverManager.registerDriver(this);
    }

    /** The number of rows visited so far, by the text of the statement. */
    Map<String, Long> byStatement() {
        Map<String, Long> rows = new TreeMap<>();
        visited.forEach((statement, count) -> rows.put(statement, count.get()));
        return rows;
    }

    void forget() {
        visited.clear();
    }

    @Override
    public @Nullable Connection connect(String url, Properties properties) throws SQLException {
        Connection connection = h2.connect(url, properties);
        return connection == null
                ? null
                : (Connection) Proxy.newProxyInstance(
                        getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                            Object result = call(connection, method, arguments);
                            return result instanceof JdbcPreparedStatement statement ? counted(statement) : result;
                        });
    }

    private PreparedStatement counted(JdbcPreparedStatement statement) {
        AtomicBoolean isQueried = new AtomicBoolean();
        return (PreparedStatement) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {PreparedStatement.class}, (proxy, method, arguments) -> {
                    boolean isQuery = method.getName().equals("executeQuery");
                    if ((isQuery || method.getName().equals("close")) && isQueried.getAndSet(isQuery)) {
                        count(statement);
                    }
                    Object result = call(statement, method, arguments);
                    if (method.getName().equals("executeUpdate")) {
                        count(statement);
                    }
                    return result;
                });
    }

    /** The plan of a statement contains the number of rows that its last execution visited; a query visits them as they are read. */
    private void count(JdbcPreparedStatement statement) throws ReflectiveOperationException {
        Object command = value(JdbcPreparedStatement.class, "command", statement);
        if (command instanceof CommandContainer container) {
            Prepared prepared = (Prepared) value(CommandContainer.class, "prepared", container);
            Matcher scans = SCANS.matcher(prepared.getPlanSQL(HasSQL.ADD_PLAN_INFORMATION));
            while (scans.find()) {
                visited.computeIfAbsent(prepared.getSQL(), text -> new AtomicLong())
                        .addAndGet(Long.parseLong(scans.group(1)));
            }
        }
    }

    private static Object value(Class<?> type, String name, Object owner) throws ReflectiveOperationException {
        Field field = type.getDeclaredField(name);
        field.setAccessible(true);
        return field.get(owner);
    }

    private static Object call(Object owner, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(owner, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public boolean acceptsURL(String url) throws SQLException {
        return h2.acceptsURL(url);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return h2.getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return h2.getMajorVersion();
    }

    @Override
    public int getMinorVersion() {
        return h2.getMinorVersion();
    }

    @Override
    public boolean jdbcCompliant() {
        return h2.jdbcCompliant();
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getGlobal();
    }

    @Override
    public void close() throws SQLException {
        DriverManager.deregisterDriver(this);
        DriverManager.registerDriver(h2);
    }
}
