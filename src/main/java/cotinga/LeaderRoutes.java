package cotinga;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.RoutePolicySupport;

/** The policy of the routes that run only while this instance leads: they start when it begins to lead, and stop when it ceases. */
final class LeaderRoutes extends RoutePolicySupport {
    private final List<Route> routes = new CopyOnWriteArrayList<>();
    private volatile boolean isStarted;

    @Override
    public void onInit(Route route) {
        route.setAutoStartup(isStarted);
        routes.removeIf(earlier -> earlier.getId().equals(route.getId())); // of a route that was loaded again
        routes.add(route);
    }

    /** Starts the routes that have not started, in the order of their files. If one cannot start, the others do. */
    void startRoutes() {
        isStarted = true;
        forEach(route -> route.getCamelContext().getRouteController().startRoute(route.getId()));
    }

    /** Stops the routes. Their work has ended before. */
    void stopRoutes() {
        isStarted = false;
        forEach(route -> route.getCamelContext().getRouteController().stopRoute(route.getId()));
    }

    private interface Action {
        void on(Route route) throws Exception;
    }

    private void forEach(Action action) {
        RuntimeCamelException failure = null;
        for (Route route : routes) {
            try {
                action.on(route);
            } catch (Exception e) {
                if (failure == null) {
                    failure = new RuntimeCamelException("the route " + route.getId() + " fails", e);
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
