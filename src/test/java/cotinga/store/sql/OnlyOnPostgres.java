package cotinga.store.sql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A test of what PostgreSQL has or does otherwise. */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@EnabledIfSystemProperty(
        named = TestDatabase.PRODUCT,
        matches = TestDatabase.POSTGRESQL,
        disabledReason = "only PostgreSQL has this")
public @interface OnlyOnPostgres {}
