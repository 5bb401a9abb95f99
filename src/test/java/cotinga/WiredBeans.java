package cotinga;

import cotinga.progress.ProgressDisplay;
import cotinga.settings.SettingTexts;
import cotinga.settings.Settings;
import cotinga.store.sql.EmptyDatabase;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.RoutePolicySupport;

/** The application's beans on an empty database, with the settings of the routes but without the routes. */
public final class WiredBeans implements AutoCloseable {
    private static final String THREAD_POOLS = "camel.threadpool.config[";
    private static final String POOL_SIZE = "].poolSize";

    private final Beans beans;
    private final Properties properties = new Properties();

    /**
     * Creates the beans, in folders below one directory.
     *
     * @param withApi whether they include those that only the API needs, which take long to create
     */
    public WiredBeans(Map<String, String> settings, Path directory, Clock clock, boolean withApi) {
        Path data = directory.resolve("data");
        EmptyDatabase.copyInto(data, "cotinga");
        Map<String, String> all = new HashMap<>(settings);
        all.putAll(EmptyDatabase.settings(data));
        all.put("cotinga.data.directory", data.toString());
        all.put("cotinga.export.directory", directory.resolve("export").toString());
        SettingTexts texts =
                SettingTexts.of(directory, false, RunningApplication.asEnvironment(all), System.getProperties());
        Settings validated = Settings.of(texts, clock);
        beans = Beans.open(
                new StartUp(),
                validated,
                validated.clock(clock),
                withApi,
                RunningApplication.noSchedules(),
                ProgressDisplay.log(clock, Duration.ofMinutes(10)));
        properties.putAll(validated.forRoutes());
    }

    /** The settings of the routes. */
    public Properties properties() {
        return properties;
    }

    /** Binds the beans to the names that routes use. */
    public void bindTo(Registry registry) {
        Map<String, Object> byName = new HashMap<>(beans.byName());
        byName.put("leader", new RoutePolicySupport() {}); // here every route starts at once
        byName.forEach(registry::bind);
    }

    /** Configures a context as the application configures its own: errors, log, thread pools and streams. */
    public void configure(CamelContext camel) {
        camel.setStreamCaching(false);
        camel.getCamelContextExtension().addInterceptStrategy(new ErrorsAsFailures());
        StepLogContext.install(camel);
        properties.stringPropertyNames().stream()
                .filter(key -> key.startsWith(THREAD_POOLS) && key.endsWith(POOL_SIZE))
                .forEach(key -> {
                    int size = Integer.parseInt(properties.getProperty(key));
                    ThreadPoolProfile pool = new ThreadPoolProfile(
                            key.substring(THREAD_POOLS.length(), key.length() - POOL_SIZE.length()));
                    pool.setPoolSize(size);
                    pool.setMaxPoolSize(size);
                    camel.getExecutorServiceManager().registerThreadPoolProfile(pool);
                });
    }

    @Override
    public void close() {
        beans.stop();
        beans.close();
    }
}
