package cotinga;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Texts for users and readers use the standard terms of the field. Each phrase below is private jargon or an inverted sentence that was
 * common here once; the failure message shows what to write instead.
 */
class PlainEnglishTest {
    private static final List<Phrase> PHRASES = List.of(
            phrase("(ask|asks|asked|asking) for", "request, requested"),
            phrase("(ask|asks|asked|asking) (again|anew)", "retry, request again"),
            phrase("later and later", "with exponential back-off"),
            phrase("(go|goes|going|gone|went) on", "resume, continue"),
            phrase("(come|comes|came|coming) to (no|an) end", "is interrupted, ends"),
            phrase("out of order", "local failure (name it: disk full, database error)"),
            phrase("out of reach", "unreachable"),
            phrase("put(s|ting)? away", "archive, move to done/"),
            phrase("(take|takes|taking|took|taken)( it| them)? back", "roll back"),
            phrase("told", "reported, logged, returned, notified"),
            phrase("tell(s|ing)? (what|which|whether|how|where|when|why|who|that|of)", "return, report, log, show"),
            phrase("(look|looks|looked|looking) (at|round|after)", "check, request, manage"),
            phrase("(a|the|each|every|last|first|one|no) looks?", "release check"),
            phrase("(hold|holds|holding|held) back", "withhold, withheld"),
            phrase("(is|are|was|were|be|no|without|with|brings?) news", "has changed, nothing new"),
            phrase("stand-?ins?", "simulator, test server"),
            phrase("(who|whoever) (has|have) a key", "authenticated client"),
            phrase("proves? who", "authenticate"),
            phrase("sane", "valid"),
            phrase(
                    "(its|their|take a|takes a|took a|takes the|wait for the|waits for the|has the) turns?",
                    "lock, queue"),
            phrase("waits? in line", "wait in the queue"),
            phrase("(as|what) (was|is) known then", "as known at that time"),
            phrase("(keep|keeps|keeping|kept|hold|holds) (an|the|its|every|cached) answers?", "cache, be fresh for"),
            phrase("(a|the|each|every|next) sweeps?", "full check"),
            phrase("(what|whatever) (became|becomes|came|comes) of", "the result of"),
            phrase("(breaks|broke|broken|breaking) off", "abort, aborted"),
            phrase("whoever", "a client that, a user who"),
            phrase("passed over", "ignored, skipped"),
            phrase("anew", "again"));

    /** What may separate two words: blanks, and at the end of a line also the beginning of the next line of a comment. */
    private static final String GAP = "(?:\\s|(?<=\\s)(?:[*#]|//|--)(?=\\s))+";

    private static final Pattern TEXT_FILE = Pattern.compile(".*\\.(md|properties|yaml|yml|json|service|java|sql)");

    /** Text blocks, strings, characters, comments to the end of a line, and other comments. */
    private static final Pattern JAVA_TEXT = Pattern.compile("(?s)\"\"\".*?[^\\\\]\"\"\""
            + "|\"[^\"\\\\\\n]*(?:\\\\.[^\"\\\\\\n]*)*\""
            + "|'(?:\\\\.[^'\\n]*|[^'\\\\\\n])'"
            + "|//[^\\n]*"
            + "|/\\*.*?\\*/");

    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");

    /**
     * A phrase that no text uses.
     *
     * @param found its forms
     * @param instead what to write
     */
    private record Phrase(Pattern found, String instead) {}

    private static Phrase phrase(String words, String instead) {
        return new Phrase(
                Pattern.compile("(?<![\\w/.-])(?:" + words.replace(" ", GAP) + ")(?![\\w-])", Pattern.CASE_INSENSITIVE),
                instead);
    }

    /** It contains the phrases. */
    private static final String THIS_FILE = "PlainEnglishTest.java";

    /**
     * One line for each file or folder that is written in plain English.
     * Migrations are left out: another comment would be another checksum.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "application.properties",
                "routes",
                "docs",
                "deploy",
                "src/main/java",
                "src/main/resources/openapi.yaml",
                "src/main/resources/sql",
                "src/test/java"
            })
    void usesStandardTerms(String root) throws IOException {
        List<Path> files = textFiles(root);
        assertThat(files).isNotEmpty();

        List<String> findings = new ArrayList<>();
        for (Path file : files) {
            findings.addAll(findings(file));
        }
        assertThat(findings).isEmpty();
    }

    @Test
    void readsStringsAndCommentsOfJavaOnly(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(
                directory.resolve("Sample.java"),
                """
                /** The answer that was asked
                 * for. */
                class Sample {
                    char quote = '"'; int told; // told once
                    String message = "the CFTC is out "
                            + "of reach";
                    int anew = 1;
                }
                """);

        assertThat(findings(file))
                .containsExactlyInAnyOrder(
                        file + ":1: 'asked for', write: request, requested",
                        file + ":4: 'told', write: reported, logged, returned, notified",
                        file + ":5: 'out of reach', write: unreachable");
    }

    @ParameterizedTest
    @CsvSource({
        "'-- Weeks that a later\n-- file takes\n-- back', 2, takes back",
        "'# Whether it\n# goes on', 2, goes on",
        "'Two lines,\ntold once', 2, told",
    })
    void findsPhrasesAcrossLines(String text, int line, String phrase, @TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("sample.sql"), text);

        assertThat(findings(file))
                .singleElement()
                .asString()
                .startsWith(file + ":" + line + ": '" + phrase + "', write: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Read `look-at-archive` and `data.last_look`, then `held_back`.",
                "The request queue returns insane values in order.",
                "Looking up a key goes online; the task asks forbidden hosts.",
                "{\"kind\": \"news\"}",
            })
    void acceptsNamesAndOtherWords(String text, @TempDir Path directory) throws IOException {
        assertThat(findings(Files.writeString(directory.resolve("sample.md"), text)))
                .isEmpty();
    }

    private static List<Path> textFiles(String root) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(root))) {
            return files.filter(file -> TEXT_FILE.matcher(file.toString()).matches())
                    .filter(file -> !file.endsWith(THIS_FILE))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> findings(Path file) throws IOException {
        String content = Files.readString(file);
        String text = file.toString().endsWith(".java") ? textOfJava(content) : content;
        return PHRASES.stream()
                .flatMap(phrase -> phrase.found.matcher(text).results().map(found -> "%s:%d: '%s', write: %s"
                        .formatted(
                                file,
                                text.substring(0, found.start() + 1).lines().count(),
                                found.group().replaceAll(GAP, " "),
                                phrase.instead)))
                .toList();
    }

    /** The strings and comments at their places, with code blanked out and the parts of a concatenation joined. */
    private static String textOfJava(String content) {
        StringBuilder text = new StringBuilder(content.replaceAll("[^\\n]", "|"));
        JAVA_TEXT
                .matcher(content)
                .results()
                .filter(found -> !found.group().startsWith("'"))
                .forEach(found -> text.replace(found.start(), found.end(), found.group()));
        CONCATENATION
                .matcher(content)
                .results()
                .forEach(found -> text.replace(found.start(), found.end(), blank(found)));
        return text.toString();
    }

    private static String blank(MatchResult found) {
        return found.group().replaceAll("[^\\n]", " ");
    }
}
