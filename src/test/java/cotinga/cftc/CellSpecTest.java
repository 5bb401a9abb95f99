package cotinga.cftc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cotinga.report.ReportType;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Checks the reader against the tables under {@code spec}, with each cell in a line of a file. */
class CellSpecTest {
    /** A valid line, so that the file always has a week. */
    private static final ReportText.Line GOOD =
            ReportText.line(ReportType.LEGACY).withCode("999999");

    @TestFactory
    Stream<DynamicTest> readsCounts() {
        return tests(
                "counts",
                (line, cell) -> line.with("Change in Open Interest (All)", cell),
                week -> count(week.counts()[WeekColumn.OPEN_INTEREST_CHANGE]),
                "'Change in Open Interest (All)' is '",
                "', expected a whole number");
    }

    @TestFactory
    Stream<DynamicTest> readsConcentrations() {
        return tests(
                "concentrations",
                (line, cell) -> line.with("Concentration-Gross LT =8 TDR-Short (All)", cell),
                week -> concentration(week.concentrations()[WeekColumn.GROSS_8_SHORT]),
                "'Concentration-Gross LT =8 TDR-Short (All)' is '",
                "', expected a decimal number");
    }

    @TestFactory
    Stream<DynamicTest> readsCodes() {
        return tests(
                "codes",
                (line, cell) -> line.with("CFTC Contract Market Code", cell),
                week -> week.code().value(),
                "'CFTC Contract Market Code' is '",
                "', expected six characters");
    }

    @TestFactory
    Stream<DynamicTest> readsDates() {
        return tests(
                "dates",
                (line, cells) -> line.with("As of Date in Form YYMMDD", cells.substring(0, cells.indexOf('|')))
                        .with("As of Date in Form YYYY-MM-DD", cells.substring(cells.indexOf('|') + 1)),
                week -> LocalDate.ofEpochDay(week.reportDate()).toString(),
                "",
                "expected ");
    }

    @TestFactory
    Stream<DynamicTest> storesTheColumnsOfEachReport() {
        return Stream.of(ReportType.values())
                .map(type -> dynamicTest(type.key(), () -> {
                    Week week = ReportText.read(
                                    ReportText.variant(type), ReportText.header(type) + "\n" + ReportText.line(type))
                            .week();
                    assertThat(storedColumns(type, week)).containsExactlyInAnyOrderElementsOf(expectedColumns(type));
                }));
    }

    private static Stream<DynamicTest> tests(
            String table,
            BiConsumer<ReportText.Line, String> place,
            Function<Week, String> value,
            String foundReason,
            String expectedReason) {
        return Spec.of(table).stream()
                .map(example -> dynamicTest(example.displayName(), () -> {
                    ReportText.Line line = ReportText.line(ReportType.LEGACY);
                    place.accept(line, example.cell());
                    check(example, line, value, foundReason, expectedReason);
                }));
    }

    private static void check(
            Spec.Example example,
            ReportText.Line line,
            Function<Week, String> value,
            String foundReason,
            String expectedReason)
            throws IOException {
        ReportText.Reading reading = ReportText.readLegacy(line.toString(), GOOD.toString());
        if (example.isMalformed()) {
            assertThat(reading.tally()).isEqualTo(new ReportReader.Tally(2, 1, 1, 0));
            assertThat(reading.malformed()).singleElement().satisfies(malformed -> {
                assertThat(malformed.line()).isEqualTo(2);
                assertThat(malformed.text()).isEqualTo(line.toString().replace('\0', '\uFFFD'));
                assertThat(malformed.reason()).startsWith(foundReason).contains(expectedReason);
            });
        } else {
            assertThat(reading.malformed()).isEmpty();
            assertThat(value.apply(reading.week())).isEqualTo(example.expected());
        }
    }

    private static String count(int count) {
        return count == WeekColumn.MISSING ? "missing" : String.valueOf(count);
    }

    private static String concentration(double concentration) {
        return Double.isNaN(concentration) ? "missing" : String.valueOf(concentration);
    }

    /** The stored columns that are not missing, as {@code name: position in the file}. */
    private static List<String> storedColumns(ReportType type, Week week) {
        Stream<String> counts = IntStream.range(0, WeekColumn.COUNT)
                .filter(index -> week.counts()[index] != WeekColumn.MISSING)
                .mapToObj(index -> WeekColumn.storeNames().get(index) + ": "
                        + ReportText.columns(type).get(week.counts()[index]));
        Stream<String> concentrations = IntStream.range(0, WeekColumn.CONCENTRATIONS)
                .filter(index -> !Double.isNaN(week.concentrations()[index]))
                .mapToObj(index -> WeekColumn.concentrationNames().get(index) + ": "
                        + ReportText.columns(type).get((int) week.concentrations()[index]));
        return Stream.concat(counts, concentrations).collect(Collectors.toList());
    }

    private static List<String> expectedColumns(ReportType type) {
        return Spec.of("columns").stream()
                .filter(example -> example.rule().equals(type.key()))
                .map(example -> example.cell() + ": " + example.expected())
                .toList();
    }
}
