package cotinga.store.copy;

import static org.assertj.core.api.Assertions.assertThat;

import cotinga.CommandLine;
import cotinga.store.sql.OnlyOnPostgres;
import cotinga.store.sql.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code --copy-to} and {@code --copy-from} print, and with which status they end. */
@OnlyOnPostgres
class CopyCommandTest {
    private static final Map<String, String> USER = Map.of("cotinga.database.user", "sa");

    private Path folder;
    private String server;

    @BeforeEach
    void fill(@TempDir Path directory) throws IOException {
        folder = directory;
        server = TestDatabase.url(folder.resolve("server"));
        try (TestDatabase store = TestDatabase.embeddedIn(Files.createDirectories(folder.resolve("data")))) {
            FullStore.fill(store);
        }
    }

    @Test
    void endsWith0WhenTheCopyIsComplete() throws Exception {
        CommandLine.Ended there = run("--copy-to", server);
        Files.move(folder.resolve("data"), folder.resolve("moved"));
        CommandLine.Ended back = run("--copy-from", server);

        assertThat(there.err()).isEmpty();
        assertThat(there.status()).isZero();
        assertThat(there.out().lines())
                .first()
                .asString()
                .matches("Copied \\d+ rows of \\d+ tables with data version 2 from jdbc:h2:file:" + folder
                        + "/data/cotinga to " + server
                        + " in .*s\\. The count and the SHA-256 of each table are the same in both:");
        assertThat(there.out().lines())
                .contains("  week                            3")
                .last()
                .isEqualTo("To use the copy, set cotinga.database.url=" + server
                        + " with cotinga.database.user and cotinga.database.password, and start Cotinga.");
        assertThat(back.status()).as(back.err()).isZero();
        assertThat(back.out()).endsWith("To use the copy, start Cotinga." + System.lineSeparator());
        assertThat(folder.resolve("data/cotinga.published")).content().contains("version=2\n");
    }

    @Test
    void endsWith1AndOneMessageWhenTheTargetIsNotEmpty() throws Exception {
        run("--copy-to", server);

        CommandLine.Ended again = run("--copy-to", server);

        assertThat(again.status()).isEqualTo(1);
        assertThat(again.out()).isEmpty();
        assertThat(again.err().lines())
                .singleElement()
                .asString()
                .startsWith("cannot copy a store to " + server + ": found rows, by table {");
    }

    @Test
    void endsWith1WhenTheOtherDatabaseCannotBeOpened() throws Exception {
        CommandLine.Ended ended = CommandLine.run(
                folder,
                Map.of("cotinga.database.user", "sa", "cotinga.copy.user", "nobody", "cotinga.copy.password", "secret"),
                "--copy-to",
                server);

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo("cannot open the database " + server
                        + ": FATAL: role \"nobody\" does not exist; check the URL"
                        + " after --copy-to, cotinga.copy.user and cotinga.copy.password" + System.lineSeparator());
    }

    @Test
    void endsWith2OnAWrongUrlOrArgument() throws Exception {
        assertThat(run("--copy-to", "postgresql://host/cotinga"))
                .isEqualTo(wrong("--copy-to is 'postgresql://host/cotinga', expected a JDBC URL such as"
                        + " jdbc:postgresql://host/cotinga"));
        assertThat(run("--copy-from", "jdbc:postgresql://host/cotinga?password=secret"))
                .isEqualTo(wrong("--copy-from cannot be used (it contains a password), expected a JDBC URL such as"
                        + " jdbc:postgresql://host/cotinga without a password; set cotinga.copy.user and"
                        + " cotinga.copy.password instead"));
        String own = TestDatabase.embeddedUrl(folder.resolve("data"));
        assertThat(run("--copy-to", own))
                .isEqualTo(wrong("--copy-to is '" + own + "', which is the configured database, expected another one"));
        assertThat(run("--copy-to").err())
                .startsWith("Unknown argument: --copy-to")
                .contains("--copy-to|--copy-from <URL>");
        assertThat(run("--copy-to", server, "--once").status()).isEqualTo(2);
    }

    private static CommandLine.Ended wrong(String message) {
        return new CommandLine.Ended(2, "", message + System.lineSeparator());
    }

    private CommandLine.Ended run(String... arguments) throws Exception {
        return CommandLine.run(folder, USER, arguments);
    }
}
