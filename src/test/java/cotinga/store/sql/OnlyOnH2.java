package cotinga.store.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** A test of what only the embedded database has or does. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@DisabledIfSystemProperty(
        named = TestDatabase.PRODUCT,
        matches = TestDatabase.POSTGRESQL,
        disabledReason = "only the embedded database has this")
public @interface OnlyOnH2 {}
