package cotinga.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import cotinga.report.WeekColumn;
import cotinga.store.weeks.ColumnLists;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlFilesTest {
    private static final Path FILES = Path.of("src/main/resources/sql");
    private static final Path ROUTES = Path.of("routes");
    private static final Path SOURCES = Path.of("src/main/java");

    /** Statements about the file of the embedded database. */
    private static final Set<String> ONLY_OF_H2 = Set.of("back-up", "checkpoint", "database-path");

    /** Statements about the server, and about several instances. */
    private static final Set<String> ONLY_OF_POSTGRESQL =
            Set.of("end-sessions", "fencing-number", "listen", "notify", "other-sessions", "server-clock");

    /** How a parameter begins in a statement of a route; in other statements, it begins with a colon. */
    private static final String PARAMETER_IN_ROUTES = ":?";

    @Test
    void everyFileBeginsWithADescription() throws IOException {
        for (String name : names()) {
            assertThat(Files.readAllLines(FILES.resolve(name + ".sql")).get(0))
                    .as(name)
                    .matches("-- [A-Z].*\\.");
        }
    }

    @Test
    void everyFileIsOneStatement() throws IOException {
        for (String name : names()) {
            assertThat(ColumnLists.statement(name).text())
                    .as(name)
                    .doesNotContain(";")
                    .doesNotContain("--");
        }
    }

    @Test
    void everyFileIsUsed() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> sources = Files.walk(SOURCES);
                Stream<Path> routes = Files.walk(ROUTES)) {
            for (Path source :
                    Stream.concat(sources, routes).filter(Files::isRegularFile).toList()) {
                code.append(Files.readString(source));
            }
        }
        for (String name : names()) {
            assertThat(code.toString())
                    .as(name)
                    .containsAnyOf(
                            "Sql.named(\"" + name + "\")",
                            "ColumnLists.statement(\"" + name + "\")",
                            "resource:classpath:sql/" + name + ".sql");
        }
    }

    @Test
    void parametersAreNamedOnly() throws IOException {
        for (String name : names()) {
            assertThat(Files.readString(FILES.resolve(name + ".sql")))
                    .as(name)
                    .doesNotContainPattern(Pattern.compile("^[^-].*(?<!:)\\?", Pattern.MULTILINE));
        }
    }

    @Test
    void everyFileIsValidForTheDatabase(@TempDir Path folder) throws Exception {
        try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2)) {
            Database.migrate(database);
            try (Connection connection = database.getConnection()) {
                for (String name : names()) {
                    if ((TestDatabase.isPostgres() ? ONLY_OF_H2 : ONLY_OF_POSTGRESQL).contains(name)) {
                        continue;
                    }
                    String source = Files.readString(FILES.resolve(name + ".sql"));
                    Sql sql = Sql.parse(name, ColumnLists.fill(name, source.replace(PARAMETER_IN_ROUTES, ":")));
                    try (NamedStatement statement = sql.prepare(connection)) {
                        assertThat(statement.jdbc().getParameterMetaData().getParameterCount())
                                .as(name)
                                .isEqualTo(sql.parameters().size());
                    }
                }
            }
        }
    }

    @Test
    void keepsQuotedTextAndCasts() {
        Sql sql = Sql.parse(
                "x",
                "-- Says :nothing?\nSELECT 'a:b -- ''c:d', x::text FROM t WHERE y = :y -- rest\n AND z IN (:z, :y)");

        assertThat(sql.text()).isEqualTo("SELECT 'a:b -- ''c:d', x::text FROM t WHERE y = ? \n AND z IN (?, ?)");
        assertThat(sql.parameters()).containsExactly("y", "z", "y");
        assertThat(sql.places("y")).containsExactly(1, 3);
    }

    @Test
    void fillsInTheColumnsOfAWeekInTheOrderOfTheirArrays() {
        List<String> columns = Stream.concat(WeekColumn.storeNames().stream(), WeekColumn.concentrationNames().stream())
                .toList();

        assertThat(Sql.parse("x", ColumnLists.fill("x", "SELECT {week_columns} FROM t"))
                        .text())
                .isEqualTo("SELECT " + String.join(", ", columns) + " FROM t");
        assertThat(Sql.parse("x", ColumnLists.fill("x", "VALUES ({week_parameters})"))
                        .parameters())
                .isEqualTo(columns);
        Sql update = Sql.parse("x", ColumnLists.fill("x", "UPDATE t SET {week_assignments}"));
        assertThat(update.text()).isEqualTo("UPDATE t SET " + String.join(" = ?, ", columns) + " = ?");
        assertThat(update.parameters()).isEqualTo(columns);
    }

    @Test
    void rejectsAPlaceholderThatNamesNoList() {
        assertThatThrownBy(() -> ColumnLists.fill("x", "SELECT {week_column} FROM t"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sql/x.sql has the placeholder {week_column}: expected one of"
                        + " [payload_columns_of_3_groups, payload_columns_of_4_groups, payload_columns_of_5_groups,"
                        + " week_assignments, week_columns, week_parameters]");
    }

    /** The lists would otherwise be written out once more, and could differ. */
    @Test
    void noFileWritesTheColumnsOfAWeekOut() throws IOException {
        for (String name : names()) {
            assertThat(Files.readString(FILES.resolve(name + ".sql")))
                    .as(name)
                    .doesNotContain("net_8_long", "g1_change_long");
        }
    }

    @Test
    void reportsAnUnknownParameter() {
        assertThatThrownBy(() -> Sql.parse("x", "SELECT :a").places("b"))
                .hasMessage("sql/x.sql has no parameter 'b': expected one of [a]");
    }

    @Test
    void reportsAMissingFile() {
        assertThatThrownBy(() -> Sql.named("nothing"))
                .hasMessage("no statement 'nothing': expected the resource /sql/nothing.sql");
    }

    @Test
    void rejectsParametersThatAreNotAdjacent(@TempDir Path folder) throws Exception {
        try (HikariDataSource database = TestDatabase.open(TestDatabase.url(folder), "sa", "", 2);
                Connection connection = database.getConnection();
                NamedStatement statement = Sql.parse("x", "SELECT :a, :b, :c").prepare(connection)) {
            assertThat(statement.placeOf(List.of("b", "c"))).isEqualTo(2);
            assertThatThrownBy(() -> statement.placeOf(List.of("a", "c")))
                    .hasMessage("sql/x.sql does not have the parameters [a, c] one after the other: found [a, b, c]");
            assertThatThrownBy(() -> statement.placeOf(List.of("c", "d")))
                    .hasMessageContaining("does not have the parameters [c, d]");
        }
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(FILES)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .map(name -> name.replaceFirst("\\.sql$", ""))
                    .sorted()
                    .toList();
            assertThat(names).isNotEmpty();
            return names;
        }
    }
}
