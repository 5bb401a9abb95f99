package cotinga.store.copy;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The types of columns, and the form in which a value is the same in every database. */
enum ColumnType {
    INTEGER(Integer.class, Types.INTEGER, "integer", "int4"),
    LONG(Long.class, Types.BIGINT, "bigint", "int8"),
    BOOLEAN(Boolean.class, Types.BOOLEAN, "boolean", "bool"),
    /** H2 has no negative zero; adding zero makes it a positive one. */
    DOUBLE(Double.class, Types.DOUBLE, value -> (Double) value + 0.0, "double precision", "float8"),
    /** PostgreSQL stores no NUL; malformed lines of earlier builds can contain it. */
    TEXT(
            String.class,
            Types.VARCHAR,
            value -> ((String) value).replace('\0', '\uFFFD'),
            "character varying",
            "varchar"),
    DATE(LocalDate.class, Types.DATE, "date"),
    /** PostgreSQL stores no offset. */
    MOMENT(
            OffsetDateTime.class,
            Types.TIMESTAMP_WITH_TIMEZONE,
            value -> ((OffsetDateTime) value).withOffsetSameInstant(ZoneOffset.UTC),
            "timestamp with time zone",
            "timestamptz");

    private final Class<?> javaType;
    private final int jdbcType;
    private final UnaryOperator<Object> form;
    private final Set<String> names;

    ColumnType(Class<?> javaType, int jdbcType, String... names) {
        this(javaType, jdbcType, UnaryOperator.identity(), names);
    }

    ColumnType(Class<?> javaType, int jdbcType, UnaryOperator<Object> form, String... names) {
        this.javaType = javaType;
        this.jdbcType = jdbcType;
        this.form = form;
        this.names = Set.of(names);
    }

    /** The type with a name of H2 or PostgreSQL. */
    static ColumnType named(String name, String column) throws SQLException {
        return Arrays.stream(values())
                .filter(type -> type.names.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new SQLException("found the type " + name + " of the column " + column
                        + ", expected one that can be copied; add it to ColumnType"));
    }

    /** A value in the form that is the same in every database. */
    @Nullable
    Object read(ResultSet row, int place) throws SQLException {
        Object value = row.getObject(place, javaType);
        return value == null ? null : form.apply(value);
    }

    void write(PreparedStatement statement, int place, @Nullable Object value) throws SQLException {
        statement.setObject(place, value, jdbcType);
    }
}
