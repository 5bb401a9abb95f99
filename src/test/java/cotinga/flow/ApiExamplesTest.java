package cotinga.flow;

import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;

import cotinga.RunningApplication;
import cotinga.base.Sha256;
import cotinga.cftc.Archive;
import cotinga.cftc.ReportText;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of {@code docs/api.md} does what the page shows. */
class ApiExamplesTest {
    private static final Path PAGE = Path.of("docs/api.md");
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(console|python|sql)\\n(.*?)^```$");
    private static final Pattern READ_CSV = Pattern.compile("read_csv\\([\"']http://localhost:8080([^\"']+)[\"']");
    private static final String LEFT_OUT = "…";
    private static final String KEY = "a key for operators";
    private static final String EURO = "099741";

    @AutoClose
    private Flow flow;

    private RunningApplication service;

    /**
     * A command with the output that is shown below it.
     *
     * @param answer its lines
     */
    private record Example(String command, List<String> answer) {}

    @BeforeEach
    void start(@TempDir Path directory) {
        flow = new Flow(directory)
                .variants(LEGACY_FO, TFF_FO)
                .years(2026, 2026)
                .set("cotinga.api.keys", "ops:admin:" + Sha256.of(KEY.getBytes(StandardCharsets.UTF_8)))
                .release(
                        Archive.yearly(TFF_FO, 2026),
                        euro("2026-06-09", 812_345, 30_500, 41_200),
                        euro("2026-06-02", 801_020, 31_100, 40_050),
                        euro("2026-05-26", 798_410, 29_870, 38_900),
                        CftcFiles.week(TFF_FO, "13874+", "2026-06-09", 2_345_678)
                                .with(
                                        ReportText.columns(TFF_FO.type()).get(0),
                                        "S&P 500 Consolidated - CHICAGO MERCANTILE EXCHANGE"))
                .release(Archive.yearly(LEGACY_FO, 2026), CftcFiles.week(LEGACY_FO, "001602", "2026-06-09", 401_200));
        flow.releasePrices(EURO, "6E=F", Map.of("2026-06-01", 1.14, "2026-06-08", 1.16, "2026-06-12", 1.15));
        flow.watchlists("currencies,099741,tff,fo,open_interest>800000,Large open interest");
        service = flow.servePublished();
        service.refreshPrices();
    }

    @Test
    void everyCommandReturnsWhatThePageShows() throws IOException {
        Map<String, String> variables = new HashMap<>(Map.of("KEY", KEY));
        List<Example> examples =
                blocks("console").flatMap(ApiExamplesTest::examples).toList();
        assertThat(examples).hasSizeGreaterThan(20);

        SoftAssertions softly = new SoftAssertions();
        for (Example example : examples) {
            CurlCommand curl = new CurlCommand(example.command, variables);
            HttpResponse<String> answer = service.ask(curl.method(), curl.path(), curl.body(), curl.headers());
            answer.headers().firstValue("ETag").ifPresent(tag -> variables.put("ETAG", tag));

            List<String> shown = new ArrayList<>(example.answer);
            if (curl.showsHeaders()) {
                assertHead(softly, example, shown, answer);
            }
            softly.assertThat(curl.shown(answer.body()))
                    .as(example.command)
                    .matches(shown.stream().map(ApiExamplesTest::pattern).collect(Collectors.joining("\r?\n"))
                            + (shown.isEmpty() || !shown.get(shown.size() - 1).endsWith(LEFT_OUT) ? "" : "(?s:.*)"));
        }
        softly.assertAll();
    }

    @Test
    void pandasAndDuckDbCanReadEveryTable() throws IOException {
        List<String> paths = Stream.concat(blocks("python"), blocks("sql"))
                .flatMap(block -> READ_CSV.matcher(block).results())
                .map(found -> found.group(1))
                .toList();
        assertThat(paths).hasSizeGreaterThan(2);

        for (String path : paths) {
            HttpResponse<String> answer = service.ask("GET", path, "", "Accept", "*/*");
            assertThat(answer.headers().firstValue("Content-Type")).as(path).contains("text/csv; charset=utf-8");
            try (CsvReader<NamedCsvRecord> lines = CsvReader.builder()
                    .allowMissingFields(false)
                    .allowExtraFields(false)
                    .skipEmptyLines(false)
                    .ofNamedCsvRecord(answer.body())) {
                List<NamedCsvRecord> rows = lines.stream().toList();
                assertThat(rows).as(path).isNotEmpty();
                assertThat(rows.get(0).getHeader())
                        .as(path)
                        .doesNotHaveDuplicates()
                        .doesNotContain("");
            }
        }
    }

    /** The response has the status and every header that is shown. The remaining lines are the body. */
    private static void assertHead(
            SoftAssertions softly, Example example, List<String> shown, HttpResponse<String> answer) {
        softly.assertThat(shown.remove(0)).as(example.command).startsWith("HTTP/1.1 " + answer.statusCode() + " ");
        while (!shown.isEmpty() && !shown.get(0).isEmpty()) {
            String[] header = shown.remove(0).split(": ", 2);
            softly.assertThat(answer.headers().firstValue(header[0]).orElse("none"))
                    .as(example.command + ": " + header[0])
                    .matches(pattern(header[1]));
        }
        if (!shown.isEmpty()) {
            shown.remove(0);
        }
    }

    private static String pattern(String line) {
        return Arrays.stream(line.split(LEFT_OUT, -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
    }

    private static Stream<String> blocks(String kind) {
        try {
            Matcher block = BLOCK.matcher(Files.readString(PAGE));
            return block.results().filter(found -> found.group(1).equals(kind)).map(found -> found.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Example> examples(String block) {
        List<Example> examples = new ArrayList<>();
        for (String line : block.lines().toList()) {
            if (line.startsWith("$ ")) {
                examples.add(new Example(line.substring(2), new ArrayList<>()));
            } else {
                examples.get(examples.size() - 1).answer.add(line);
            }
        }
        return examples.stream();
    }

    private static ReportText.Line euro(String reportDate, int openInterest, int dealersLong, int dealersShort) {
        List<String> columns = ReportText.columns(TFF_FO.type());
        return CftcFiles.week(TFF_FO, EURO, reportDate, openInterest)
                .with(columns.get(0), "EURO FX - CHICAGO MERCANTILE EXCHANGE")
                .with(columns.get(4), "CME")
                .with("Dealer_Positions_Long_All", String.valueOf(dealersLong))
                .with("Dealer_Positions_Short_All", String.valueOf(dealersShort));
    }
}
