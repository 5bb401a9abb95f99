package cotinga.cftc.socrata;

import static cotinga.report.ReportVariant.CIT_CO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import cotinga.cftc.ArchiveException;
import cotinga.cftc.MalformedLine;
import cotinga.cftc.ReportDates;
import cotinga.cftc.ReportText;
import cotinga.flow.StandInSocrata;
import cotinga.report.ReportType;
import cotinga.report.ReportVariant;
import cotinga.report.Subtype;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final LocalDate LATEST = LocalDate.of(2026, 12, 31);

    private final List<Week> weeks = new ArrayList<>();
    private final List<MalformedLine> malformed = new ArrayList<>();

    /** A row of the service: the Australian dollar on 2025-08-05. Values that were not disclosed have no key. */
    @Test
    void readsARowOfTheService() throws IOException {
        String given;
        try (InputStream stream = RowFileTest.class.getResourceAsStream("tff-row.jsonl")) {
            given = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        RowFile.Reading reading = read(TFF_FO, given, line(row(TFF_FO, "099741")));

        Week week = weeks.get(0);
        assertThat(week.code().value()).isEqualTo("232741");
        assertThat(LocalDate.ofEpochDay(week.reportDate())).isEqualTo("2025-08-05");
        assertThat(week.name()).isEqualTo("AUSTRALIAN DOLLAR - CHICAGO MERCANTILE EXCHANGE");
        assertThat(week.exchange()).isEqualTo("CME");
        assertThat(week.counts()[WeekColumn.OPEN_INTEREST]).isEqualTo(163_900);
        assertThat(week.counts()[WeekColumn.OPEN_INTEREST_CHANGE]).isEqualTo(4_220);
        assertThat(week.counts()[WeekColumn.group(2, WeekColumn.SPREAD)]).isEqualTo(3_056);
        assertThat(week.counts()[WeekColumn.group(0, WeekColumn.CHANGE_SHORT)]).isEqualTo(-690);
        assertThat(week.counts()[WeekColumn.group(0, WeekColumn.TRADERS_LONG)]).isEqualTo(13);
        assertThat(week.counts()[WeekColumn.group(0, WeekColumn.TRADERS_SHORT)]).isEqualTo(WeekColumn.MISSING);
        assertThat(week.concentrations()).containsExactly(42.9, 55.2, 54.3, 66.0, 42.9, 52.4, 53.7, 62.9);
        assertThat(reading.weeksByDate())
                .containsEntry(LocalDate.of(2025, 8, 5), 1)
                .hasSize(2);
    }

    @ParameterizedTest
    @EnumSource
    void readsEveryNumberIntoTheColumnOfTheFiles(ReportVariant variant) throws IOException {
        read(variant, line(row(variant, "099741")));

        List<String> columns = ReportText.columns(variant.type());
        int[] counts = weeks.get(0).counts();
        assertThat(counts[WeekColumn.REPORTABLE_SHORT])
                .isEqualTo(columns.indexOf(
                        variant.type() == ReportType.LEGACY
                                ? "Total Reportable Positions-Short (All)"
                                : "Tot_Rept_Positions_Short_All"));
        int groups = variant.type().groups().size();
        for (int group = 0; group < WeekColumn.MAX_GROUPS; group++) {
            assertThat(counts[WeekColumn.group(group, WeekColumn.LONG)] == WeekColumn.MISSING)
                    .as("group %s", group)
                    .isEqualTo(group >= groups);
        }
        if (variant == CIT_CO) {
            assertThat(weeks.get(0).concentrations()).containsOnly(Double.NaN);
        } else {
            assertThat(weeks.get(0).concentrations()).doesNotContain(Double.NaN).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void requestsColumnsThatTheFilesAlsoHave(ReportType type) {
        DatasetColumns columns = DatasetColumns.of(type);

        assertThat(columns.names()).doesNotHaveDuplicates().allMatch(name -> name.matches("[A-Za-z0-9_]+"));
        assertThat(columns.fileNames().stream().map(RowFileTest::normal))
                .doesNotHaveDuplicates()
                .isSubsetOf(Stream.concat(ReportText.columns(type).stream(), Stream.of("FutOnly_or_Combined"))
                        .map(RowFileTest::normal)
                        .toList());
        assertThat(new RowQuery(ReportVariant.of(type, Subtype.CO), LATEST, LATEST).query(0))
                .hasSizeLessThan(4_000);
    }

    @Test
    void readsColumnsWhateverTheirCase() throws IOException {
        Map<String, String> lowerCase = new LinkedHashMap<>();
        row(CIT_CO, "001602").forEach((name, value) -> lowerCase.put(name.toLowerCase(Locale.ROOT), value));
        read(CIT_CO, line(row(CIT_CO, "001602")), line(lowerCase));

        assertThat(weeks).hasSize(2);
        assertThat(weeks.get(1).counts()).isEqualTo(weeks.get(0).counts()).contains(8, 9, 10, 17, 18);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "1e3", "many", "[1]", "3000000000"})
    void quarantinesARowWithAnInvalidNumber(String number) throws IOException {
        Map<String, String> bad = row(TFF_FO, "099741");
        bad.put("open_interest_all", number);

        read(TFF_FO, line(row(TFF_FO, "097741")), line(bad));

        assertThat(weeks).hasSize(1);
        assertThat(malformed).singleElement().satisfies(line -> {
            assertThat(line.line()).isEqualTo(2);
            assertThat(line.reason()).startsWith("'Open_Interest_All' is '" + number + "', expected a whole number");
            assertThat(line.text()).startsWith("{\"market_and_exchange_names\":");
        });
    }

    @Test
    void keepsNamesThatAreNotAscii() throws IOException {
        Map<String, String> row = row(TFF_FO, "099741");
        row.put("market_and_exchange_names", "CAFÉ – BOLSA");
        read(TFF_FO, line(row));
        assertThat(weeks.get(0).name()).isEqualTo("CAFÉ – BOLSA");
    }

    @Test
    void rejectsRowsThatAllLackAColumn() {
        Map<String, String> row = row(TFF_FO, "099741");
        row.remove("lev_money_positions_long");
        row.put("lev_money_positions_long_all", "1");

        assertThatThrownBy(() -> read(TFF_FO, line(row)))
                .isInstanceOf(ArchiveException.class)
                .hasMessage(
                        "rows.jsonl: found 1 row without 'lev_money_positions_long', expected all stored columns of a"
                                + " tff report. The CFTC may have renamed columns of the dataset. Install a newer Cotinga.");
    }

    @Test
    void rejectsRowsOfTheOtherSubtype() {
        assertThatThrownBy(() -> read(TFF_CO, line(row(TFF_FO, "099741"))))
                .hasMessageContaining("found 'FutOnly' in line 1, expected 'Combined' in every line of tff/co");
        Map<String, String> combined = row(LEGACY_FO, "099741");
        combined.put("futonly_or_combined", "Combined");
        assertThatThrownBy(() -> read(LEGACY_FO, line(combined)))
                .hasMessageContaining("found 'Combined' in line 1, expected 'FutOnly' in every line of legacy/fo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"message\":\"x\"}", "[{\"a\":\"1\"}", "[{\"a\":\"1\"},7]", "<html>", "[{\"a\":"})
    void rejectsAPageThatIsNotAnArrayOfRowsAndWritesNothing(String page) {
        StringWriter lines = new StringWriter();

        assertThatThrownBy(() -> RowPage.writeLines(
                        new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8)), "rows.jsonl", lines))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("expected a JSON array of rows.");
        assertThat(lines.toString()).isEmpty();
    }

    private RowFile.Reading read(ReportVariant variant, String... lines) throws IOException {
        byte[] text = Stream.of(lines)
                .map(String::strip)
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8);
        return new RowFile(variant, "rows.jsonl", LATEST, ReportDates.ANY)
                .read(() -> new ByteArrayInputStream(text), weeks::add, malformed::add);
    }

    private static Map<String, String> row(ReportVariant variant, String code) {
        return StandInSocrata.row(variant, code, "2026-06-02", 1_000);
    }

    private static String line(Map<String, String> row) {
        try {
            return JSON.writeValueAsString(row);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String normal(String name) {
        return name.replaceAll("[\\s_=]+", "");
    }
}
