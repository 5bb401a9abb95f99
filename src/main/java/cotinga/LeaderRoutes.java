package cotinga;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.RoutePolicySupport;

/** The policy of the routes that run only while this instance leads: they start when it begins to lead, and stop when it ceases. */
final class LeaderRoutes extends RoutePolicySupport {
    private final List<Route> routes = new CopyOnWriteArrayList<>();

    @Override
    public void onInit(Route route) {
        route.setAutoStartup(false);
        routes.removeIf(earlier -> earlier.getId().equals(route.getId())); // of a route that was loaded again
        routes.add(route);
    }

    /** Starts the routes that have not started, in the order of their files. */
    void startRoutes() {
        for (Route route : routes) {
            try {
                route.getCamelContext().getRouteController().startRoute(route.getId());
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }

    /** Stops the routes. Their work has ended before. */
    void stopRoutes() {
        for (Route route : routes) {
            try {
                route.getCamelContext().getRouteController().stopRoute(route.getId());
            } catch (Exception e) {
                throw RuntimeCamelException.wrapRuntimeCamelException(e);
            }
        }
    }
}
