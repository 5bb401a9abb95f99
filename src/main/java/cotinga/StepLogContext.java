package cotinga;

import cotinga.base.LogContext;
import cotinga.cftc.Archive;
import cotinga.price.PriceRequest;
import cotinga.publication.PublishingRun;
import java.util.List;
import java.util.Map;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.impl.engine.DefaultReactiveExecutor;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.UnitOfWork;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.logging.log4j.ThreadContext;
import org.jspecify.annotations.Nullable;

/**
 * Names the request, run, route, archive and symbol of an exchange in the log lines of its steps. After a step the thread has its earlier
 * values again, so that none is left behind in a pool of threads.
 */
final class StepLogContext implements InterceptStrategy {
    private static final List<String> KEYS =
            List.of(LogContext.REQUEST, LogContext.RUN, LogContext.ROUTE, LogContext.ARCHIVE, LogContext.SYMBOL);

    private StepLogContext() {}

    /** Also puts the loggers of routes below that of Cotinga. */
    static void install(CamelContext camel) {
        camel.getGlobalOptions().put(Exchange.LOG_EIP_NAME, "cotinga.routes.${routeId}");
        camel.getCamelContextExtension().addInterceptStrategy(new StepLogContext());
        camel.getCamelContextExtension().setReactiveExecutor(new Executor());
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode definition, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                Map<String, String> before = ThreadContext.getImmutableContext();
                KEYS.forEach(key -> set(key, value(key, exchange)));
                try {
                    return super.process(exchange, callback);
                } finally {
                    restore(before);
                }
            }
        };
    }

    private static @Nullable String value(String key, Exchange exchange) {
        return switch (key) {
            case LogContext.REQUEST -> exchange.getProperty(LogContext.REQUEST, String.class);
            case LogContext.RUN ->
                exchange.getVariable("run") instanceof PublishingRun run ? String.valueOf(run.id()) : null;
            case LogContext.ROUTE -> route(exchange);
            case LogContext.ARCHIVE ->
                exchange.getVariable("archive") instanceof Archive archive ? archive.label() : null;
            default -> exchange.getVariable("request") instanceof PriceRequest request ? request.symbol() : null;
        };
    }

    private static @Nullable String route(Exchange exchange) {
        UnitOfWork work = exchange.getUnitOfWork();
        Route route = work == null ? null : work.getRoute();
        return route == null ? exchange.getFromRouteId() : route.getRouteId();
    }

    private static void restore(Map<String, String> values) {
        KEYS.forEach(key -> set(key, values.get(key)));
    }

    private static void set(String key, @Nullable String value) {
        String present = ThreadContext.get(key);
        if (value == null) {
            if (present != null) {
                ThreadContext.remove(key);
            }
        } else if (!value.equals(present)) {
            ThreadContext.put(key, value);
        }
    }

    /**
     * Runs what a step has scheduled with the values of that step: Camel's error handlers work between the steps, after the step that
     * failed has returned.
     */
    private static final class Executor extends DefaultReactiveExecutor {
        @Override
        public void schedule(Runnable task) {
            super.schedule(inContext(task));
        }

        @Override
        public void scheduleMain(Runnable task) {
            super.scheduleMain(inContext(task));
        }

        @Override
        public void scheduleSync(Runnable task) {
            super.scheduleSync(inContext(task));
        }

        @Override
        public void scheduleQueue(Runnable task) {
            super.scheduleQueue(inContext(task));
        }

        private static Runnable inContext(Runnable task) {
            Map<String, String> values = ThreadContext.getImmutableContext();
            return () -> {
                Map<String, String> before = ThreadContext.getImmutableContext();
                restore(values);
                try {
                    task.run();
                } finally {
                    restore(before);
                }
            };
        }
    }
}
