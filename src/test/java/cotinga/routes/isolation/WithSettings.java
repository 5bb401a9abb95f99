package cotinga.routes.isolation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Settings for the tests of a class, or for one of them. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface WithSettings {
    /** In a value, the directory of the test. */
    String DIRECTORY = "{directory}";

    /** The settings, each as {@code key=value}. */
    String[] value();
}
