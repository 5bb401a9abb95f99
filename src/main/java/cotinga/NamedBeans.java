package cotinga;

import java.util.LinkedHashMap;
import java.util.Map;

/** The beans under the names that routes use. */
final class NamedBeans {
    private final Map<String, Object> beans = new LinkedHashMap<>();

    /**
     * Adds a bean.
     *
     * @throws IllegalStateException if another bean has this name
     */
    void bind(String name, Object bean) {
        if (beans.putIfAbsent(name, bean) != null) {
            throw new IllegalStateException("found two beans named " + name + ", expected one");
        }
    }

    /** Adds beans by their names. */
    void bindAll(Map<String, ?> byName) {
        byName.forEach(this::bind);
    }

    /** The beans in the order in which they were added. */
    Map<String, Object> byName() {
        return beans;
    }
}
