package cotinga.routes.isolation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The routes that a {@link RouteTestSupport} tests. Only these are in its context; every other route that they call is a mock. The class
 * fails if its tests leave out a step of one of them.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface IsolatedRoutes {
    /** The ids of the routes. */
    String[] value();

    /** Whether the beans include those that only a service with its API needs, which take long to create. */
    boolean withApi() default false;
}
