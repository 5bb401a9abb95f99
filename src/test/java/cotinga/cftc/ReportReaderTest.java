package cotinga.cftc;

import static cotinga.cftc.ReportText.header;
import static cotinga.cftc.ReportText.line;
import static cotinga.cftc.ReportText.read;
import static cotinga.cftc.ReportText.readLegacy;
import static cotinga.report.ReportType.CIT;
import static cotinga.report.ReportType.DISAGG;
import static cotinga.report.ReportType.LEGACY;
import static cotinga.report.ReportType.TFF;
import static cotinga.report.ReportVariant.CIT_CO;
import static cotinga.report.ReportVariant.DISAGG_CO;
import static cotinga.report.ReportVariant.DISAGG_FO;
import static cotinga.report.ReportVariant.LEGACY_FO;
import static cotinga.report.ReportVariant.TFF_CO;
import static cotinga.report.ReportVariant.TFF_FO;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cotinga.report.MarketCode;
import cotinga.report.ReportVariant;
import cotinga.report.Week;
import cotinga.report.WeekColumn;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportReaderTest {
    private static final String NAME = "Market and Exchange Names";
    private static final String WHEAT = "WHEAT-SRW - CHICAGO BOARD OF TRADE";

    @ParameterizedTest
    @EnumSource
    void readsAYearlyFile(ReportVariant variant) throws IOException {
        String text = header(variant.type()) + "\r\n" + line(variant) + "\r\n";
        assertWheat(read(variant, text), 2);
    }

    @ParameterizedTest
    @EnumSource
    @DisplayName("“weekly file: the headerless current-week text”")
    void readsTheCurrentWeekWithoutHeader(ReportVariant variant) throws IOException {
        ReportReader reader = new ReportReader(variant, false, "deafut.txt", ReportText.LATEST, ReportDates.ANY);
        assertWheat(read(reader, bytes(line(variant) + "\r\n")), 1);
    }

    @Test
    @DisplayName("“Up to 2014 a space stands between the closing quote and the comma and fields have trailing spaces”")
    void readsLinesOfOldFiles() throws IOException {
        String old = line(LEGACY).toString().replace("TRADE\",", "TRADE\" ,").replace("001602,", "001602 ,");
        assertWheat(readLegacy(old), 2);
    }

    @Test
    @DisplayName("“exchange codes have trailing spaces even inside quotes”")
    void trimsTextInsideQuotes() throws IOException {
        Week week = readLegacy(line(LEGACY)
                        .withRaw("CFTC Market Code in Initials", " \"CBT \" ")
                        .withRaw(NAME, "\"  WHEAT  \"")
                        .toString())
                .week();
        assertThat(week.exchange()).isEqualTo("CBT");
        assertThat(week.name()).isEqualTo("WHEAT");
    }

    @Test
    @DisplayName("“Commas occur inside quoted names”")
    void readsQuotedNames() throws IOException {
        assertThat(nameOf("\"CRUDE OIL, LIGHT SWEET - NYMEX\"")).isEqualTo("CRUDE OIL, LIGHT SWEET - NYMEX");
        assertThat(nameOf("\"SUGAR \"\"NO. 11\"\"\"")).isEqualTo("SUGAR \"NO. 11\"");
        assertThat(nameOf("PLAIN NAME")).isEqualTo("PLAIN NAME");
        assertThat(nameOf("5\" PIPE")).isEqualTo("5\" PIPE");
    }

    @Test
    @DisplayName("An empty name is allowed")
    void readsAnEmptyName() throws IOException {
        assertThat(nameOf("")).isEmpty();
        assertThat(nameOf("\"\"")).isEmpty();
    }

    @Test
    void quarantinesTextWithNul() throws IOException {
        assertThat(readLegacy(
                                line(LEGACY).with(NAME, "WH\0EAT").toString(),
                                line(LEGACY).toString())
                        .reason())
                .isEqualTo("'Market and Exchange Names' is 'WH\uFFFDEAT', expected text without NUL characters");
    }

    @Test
    @DisplayName("“Text is UTF-8 where a field is valid UTF-8, else Latin-1”")
    void decidesTheCharsetOfEachField() throws IOException {
        byte[] text = bytes(header(LEGACY) + "\n"
                + line(LEGACY).with(NAME, "CAFÉ").with("CFTC Market Code in Initials", "CAF#") + "\n");
        text[indexOf(text, '#')] = (byte) 0xC9;
        Week week = read(LEGACY_FO, text).week();
        assertThat(week.name()).isEqualTo("CAFÉ");
        assertThat(week.exchange()).isEqualTo("CAFÉ");
    }

    @Test
    void decodesAFieldAsLatin1UnlessAllOfItIsValidUtf8() throws IOException {
        byte[] text = bytes(header(LEGACY) + "\n" + line(LEGACY).with(NAME, "É#") + "\n");
        text[indexOf(text, '#')] = (byte) 0xC9;
        assertThat(read(LEGACY_FO, text).week().name()).isEqualTo("Ã\u0089É");
    }

    @Test
    void keepsOneTextForNamesAndExchangesThatRepeat() throws IOException {
        String wheat = line(LEGACY).toString();
        String corn = line(LEGACY).with(NAME, "CORN").withCode("002602").toString();
        List<Week> weeks = readLegacy(wheat, corn, wheat).weeks();
        assertThat(weeks.get(2).name()).isSameAs(weeks.get(0).name());
        assertThat(weeks.get(2).exchange()).isSameAs(weeks.get(1).exchange());
        assertThat(weeks.get(2).code()).isSameAs(weeks.get(0).code());
    }

    @Test
    void givesEachWeekItsOwnNumbers() throws IOException {
        List<Week> weeks = readLegacy(
                        line(LEGACY).with("Open Interest (All)", "1").toString(),
                        line(LEGACY).with("Open Interest (All)", "2").toString())
                .weeks();
        assertThat(weeks)
                .extracting(week -> week.counts()[WeekColumn.OPEN_INTEREST])
                .containsExactly(1, 2);
    }

    @Test
    void readsFarMoreMarketsThanThereAre() throws IOException {
        String[] lines = new String[10_500];
        for (int i = 0; i < lines.length; i++) {
            lines[i] = line(LEGACY)
                    .with(NAME, "M" + i)
                    .withCode(String.format(Locale.ROOT, "%06d", i))
                    .toString();
        }
        List<Week> weeks = readLegacy(lines).weeks();
        assertThat(weeks).hasSize(lines.length);
        assertThat(weeks.get(10_499).name()).isEqualTo("M10499");
        assertThat(weeks.get(10_499).code()).isEqualTo(new MarketCode("010499"));
    }

    @Test
    @DisplayName("“CRLF or LF”, a lone CR at the end, a missing end of line and blank lines")
    void readsAnyEndOfLine() throws IOException {
        String line = line(LEGACY).toString();
        String text = "\r\n" + header(LEGACY) + "\r\n" + line + "\n   \n\r\n" + line + "\r" + line;
        assertThat(read(LEGACY_FO, text).weeks()).extracting(Week::line).containsExactly(3, 6, 7);
    }

    @Test
    @DisplayName("“Blank lines are nothing”")
    void doesNotCountBlankLines() throws IOException {
        assertThat(readLegacy("", line(LEGACY).toString(), "  ").tally()).isEqualTo(new ReportReader.Tally(1, 1, 0, 0));
    }

    @Test
    void skipsAByteOrderMark() throws IOException {
        assertWheat(read(LEGACY_FO, "\uFEFF" + header(LEGACY) + "\n" + line(LEGACY)), 2);
    }

    @Test
    @DisplayName("“A line with too few cells, or with non-empty cells too many, is malformed”")
    void quarantinesLinesWithAnotherNumberOfCells() throws IOException {
        ReportText.Reading reading = readLegacy(
                line(LEGACY).toString(),
                line(LEGACY).first(20).toString(),
                line(LEGACY).and("", "  ", "").toString(),
                line(LEGACY).and("", "extra", "cells").toString(),
                ",,",
                ", ,\"\"");
        assertThat(reading.tally()).isEqualTo(new ReportReader.Tally(6, 2, 4, 0));
        assertThat(reading.weeks()).extracting(Week::line).containsExactly(2, 4);
        assertThat(reading.malformed())
                .extracting(malformed -> malformed.line() + ": " + malformed.reason())
                .containsExactly(
                        "3: it has 20 cells, expected 129",
                        "5: it has 132 cells, expected 129 and no text after them: cell 131 is 'extra'",
                        "6: it has 3 cells, expected 129",
                        "7: it has 3 cells, expected 129");
    }

    @Test
    @DisplayName("“Only cells that are stored are checked”")
    void doesNotCheckCellsThatAreNotStored() throws IOException {
        Week week = readLegacy(line(LEGACY)
                        .with("Open Interest (Old)", "n/a")
                        .with("% of OI-Noncommercial-Long (All)", "1e9")
                        .with("Concentration-Gross LT =4 TDR-Long (Old)", "inf")
                        .with("Contract Units", "(CONTRACTS OF 1,000 \"UNITS\")")
                        .toString())
                .week();
        assertThat(week.counts()[WeekColumn.OPEN_INTEREST]).isEqualTo(7);
    }

    @Test
    void reportsTheFirstInvalidCell() throws IOException {
        ReportText.Reading reading = readLegacy(
                line(LEGACY)
                        .with("Open Interest (All)", "n/a")
                        .with("Traders-Total (All)", "many")
                        .toString(),
                line(LEGACY).toString());
        assertThat(reading.malformed())
                .containsExactly(new MalformedLine(
                        "annual.txt",
                        2,
                        "'Open Interest (All)' is 'n/a', expected a whole number of at most ±2147483647, '.' or nothing",
                        line(LEGACY)
                                .with("Open Interest (All)", "n/a")
                                .with("Traders-Total (All)", "many")
                                .toString()));
    }

    @Test
    @DisplayName("“legacy/fo 1986-01-15” is the first report of all, and none is known before its date")
    void quarantinesReportDatesBeforeTheFirstReportAndAfterTheLatest() throws IOException {
        ReportReader reader =
                new ReportReader(LEGACY_FO, false, "deafut.txt", LocalDate.of(2026, 11, 21), ReportDates.ANY);
        String lines = String.join(
                "\n",
                dated("1985-12-31"),
                dated("1986-01-01"),
                dated("2026-11-21"),
                dated("2026-11-22"),
                dated("650105"));
        ReportText.Reading reading = read(reader, bytes(lines));
        assertThat(reading.weeks())
                .extracting(week -> LocalDate.ofEpochDay(week.reportDate()).toString())
                .containsExactly("1986-01-01", "2026-11-21");
        assertThat(reading.malformed())
                .extracting(MalformedLine::reason)
                .containsExactly(
                        "'As of Date in Form YYYY-MM-DD' is '1985-12-31', expected a date from 1986-01-01 to 2026-11-21",
                        "'As of Date in Form YYYY-MM-DD' is '2026-11-22', expected a date from 1986-01-01 to 2026-11-21",
                        "'As of Date in Form YYYY-MM-DD' is '650105', expected a date from 1986-01-01 to 2026-11-21");
    }

    @Test
    void reportsDatesThatDisagreeOrAreMissing() throws IOException {
        ReportText.Reading reading = readLegacy(
                line(LEGACY).with("As of Date in Form YYMMDD", "211221").toString(),
                line(LEGACY)
                        .with("As of Date in Form YYMMDD", "")
                        .with("As of Date in Form YYYY-MM-DD", " ")
                        .toString(),
                line(LEGACY).toString());
        assertThat(reading.malformed())
                .extracting(MalformedLine::reason)
                .containsExactly(
                        "'As of Date in Form YYYY-MM-DD' is '2021-12-28', expected 2021-12-21 as in 'As of Date in Form YYMMDD'",
                        "it has no report date, expected one in 'As of Date in Form YYMMDD' or 'As of Date in Form YYYY-MM-DD'");
    }

    @Test
    void parsesTheLineAfterAnUnclosedQuote() throws IOException {
        String good = line(LEGACY).toString();
        String unclosed = good.replace("TRADE\"", "TRADE");
        String textBehindQuote = good.replace("TRADE\"", "TRADE\"x");
        String quoteInsideQuotes = line(LEGACY).withRaw(NAME, "\"5\" PIPE\"").toString();
        ReportText.Reading reading = readLegacy(
                good, unclosed, good, good, textBehindQuote, good, quoteInsideQuotes, good, good + ",\"", good);
        assertThat(reading.weeks()).extracting(Week::line).containsExactly(2, 4, 5, 7, 9, 11);
        assertThat(reading.malformed())
                .extracting(malformed -> malformed.line() + ": " + malformed.reason())
                .containsExactly(
                        "3: a quote is not closed",
                        "6: something other than a comma follows a closing quote",
                        "8: something other than a comma follows a closing quote",
                        "10: a quote is not closed");
        assertThat(reading.malformed().get(0).text()).isEqualTo(unclosed);
    }

    @Test
    void quarantinesALineThatIsTooLongAndParsesTheNext() throws IOException {
        String good = line(LEGACY).toString();
        ReportText.Reading reading = readLegacy("\"" + "x".repeat(3 << 20), good);
        assertThat(reading.weeks()).extracting(Week::line).containsExactly(3);
        assertThat(reading.reason()).isEqualTo("it has more than 1048576 bytes");
        assertThat(reading.malformed().get(0).text()).hasSize(MalformedLine.MAX_TEXT);
    }

    @Test
    @DisplayName("“headers in mixed case with spaces and slips”")
    void understandsTheSupplementalHeadersOfAllYears() throws IOException {
        String newest = header(CIT);
        assertThat(newest).contains("NComm_Postions_Spread_All_NoCIT", "Change_NonComm_Spead_All_NoCIT");
        String withBlank = newest.replace("Change_Comm_Short_All_NoCIT", "Change_Comm_Short_All_NoCIT ");
        assertWheat(read(CIT_CO, withBlank + "\n" + line(CIT)), 2);
        String until2012 = newest.replace("As_of_Date_In_Form_YYYY-MM-DD", "As_of_Date_In_Form_MM/DD/YYYY")
                .replace("Traders_Tot_Rept_Long_All", "Traders_Tot_Rept_Long_All_NoCIT")
                .replace("Traders_Tot_Rept_Short_All", "Traders_Tot_Rept_Short_All_NoCIT");
        assertWheat(read(CIT_CO, until2012 + "\n" + line(CIT)), 2);
        String corrected = newest.replace("Postions", "Positions").replace("Spead", "Spread");
        assertWheat(read(CIT_CO, corrected + "\n" + line(CIT)), 2);
    }

    @Test
    @DisplayName("“disagg and tff of 2010–2012 say `Report_Date_as_MM_DD_YYYY`”")
    void readsTheOldNameOfTheDateColumn() throws IOException {
        String old = header(DISAGG).replace("Report_Date_as_YYYY-MM-DD", "Report_Date_as_MM_DD_YYYY");
        assertWheat(read(DISAGG_FO, old + "\n" + line(DISAGG)), 2);
        String oldest = header(TFF).replace("Report_Date_as_YYYY-MM-DD", "Report_Date_as_MM_DD_YYYY");
        String line = line(TFF_CO)
                .with("Report_Date_as_YYYY-MM-DD", "12/28/2021 12:00:00 AM")
                .toString();
        assertWheat(read(TFF_CO, oldest + "\n" + line), 2);
    }

    @Test
    @DisplayName("“Match on the trimmed, space-collapsed name”")
    void readsHeadersAsTheyAreSpelled() throws IOException {
        String spelled = header(LEGACY)
                .replace("\"Total Reportable Positions-Long (All)\"", "\" Total  Reportable Positions-Long (All) \"")
                .replace("LT = 4 TDR-Long (All)", "LT 4 TDR-Long (All)")
                .replace("LT =8 TDR-Long (All)", "LT = 8 TDR-Long(All)");
        assertWheat(read(LEGACY_FO, spelled + "\n" + line(LEGACY)), 2);
        assertWheat(read(LEGACY_FO, header(LEGACY).toLowerCase(Locale.ROOT) + "\n" + line(LEGACY)), 2);
        assertWheat(read(LEGACY_FO, header(LEGACY).replace("\",\"", "\" , \"") + " \n" + line(LEGACY)), 2);
        assertWheat(read(DISAGG_FO, header(DISAGG).replace("Swap__", "Swap_") + "\n" + line(DISAGG)), 2);
    }

    @Test
    void findsColumnsByNameAndNotByPosition() throws IOException {
        List<String> columns = new ArrayList<>(ReportText.columns(LEGACY));
        List<String> cells = new ArrayList<>(List.of(line(LEGACY).toString().split(",", -1)));
        Collections.reverse(columns);
        Collections.reverse(cells);
        columns.add("A New Column");
        cells.add("new");
        assertWheat(read(LEGACY_FO, header(columns) + "\n" + String.join(",", cells)), 2);
    }

    @Test
    void doesNotCountColumnsWithoutNameAtTheEndOfAHeader() throws IOException {
        assertWheat(read(LEGACY_FO, header(LEGACY) + ",, \n" + line(LEGACY)), 2);
    }

    @Test
    void acceptsASingleDateColumn() throws IOException {
        String header = header(LEGACY).replace("As of Date in Form YYMMDD", "Whatever");
        assertWheat(read(LEGACY_FO, header + "\n" + line(LEGACY)), 2);
    }

    @Test
    void rejectsAHeaderThatLacksColumnsAndNamesEach() {
        String header = header(LEGACY)
                .replace("Open Interest (All)\",", "Interest\",")
                .replace("As of Date", "Date")
                .replace("Concentration-Net LT =8 TDR-Short (All)", "x");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(LEGACY_FO, header + "\n" + line(LEGACY)))
                .withMessage(
                        "annual.txt: found a header that begins with 'Market and Exchange Names,Date in Form YYMMDD,Date in"
                                + " Form Y…' and lacks 'Open Interest (All)', 'Change in Open Interest (All)',"
                                + " 'Concentration-Net LT =8 TDR-Short (All)', 'As of Date in Form YYMMDD' or 'As of Date in Form"
                                + " YYYY-MM-DD', expected all stored columns of a legacy report. It may be the file of another"
                                + " report, or the CFTC may have changed the format. Inspect the file.");
    }

    @Test
    void rejectsAHeaderWithAColumnTwice() {
        String header = header(LEGACY).replace("Open Interest (Old)", "OPEN INTEREST (ALL)");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(LEGACY_FO, header + "\n" + line(LEGACY)))
                .withMessageStartingWith(
                        "annual.txt: found a header with 2 columns named 'Open Interest (All)', expected one.");
    }

    @Test
    void rejectsTheFileOfAnotherReport() {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(LEGACY_FO, header(DISAGG) + "\n" + line(DISAGG)))
                .withMessageContaining("lacks 'CFTC Market Code in Initials', ");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(
                        new ReportReader(LEGACY_FO, false, "deafut.txt", ReportText.LATEST, ReportDates.ANY),
                        bytes(line(TFF) + "\n")))
                .withMessage("deafut.txt: found no valid line (1 malformed, the first is line 1: it has 87 cells,"
                        + " expected 129), expected weeks of legacy/fo. Download it again. If the error remains, inspect the"
                        + " file.");
    }

    @Test
    @DisplayName("“disagg and tff end with `FutOnly` or `Combined`”")
    void rejectsAFileOfTheOtherSubtype() {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(DISAGG_FO, header(DISAGG) + "\n" + line(DISAGG_FO) + "\n" + line(DISAGG_CO)))
                .withMessage(
                        "annual.txt: found 'Combined' in line 3, expected 'FutOnly' in every line of disagg/fo. The"
                                + " server confuses futures only with combined. Retry later, or set cotinga.cftc.base-url to"
                                + " another server.");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(
                        new ReportReader(TFF_CO, false, "FinComWk.txt", ReportText.LATEST, ReportDates.ANY),
                        bytes(line(TFF_FO) + "\n")))
                .withMessageStartingWith(
                        "FinComWk.txt: found 'FutOnly' in line 1, expected 'Combined' in every line of tff/co.");
    }

    @Test
    void readsTheSubtypeQuotedAndPadded() throws IOException {
        String line = line(TFF).withRaw(ReportText.SUBTYPE, "\" FutOnly \" ").toString();
        assertWheat(read(TFF_FO, header(TFF) + "\n" + line), 2);
    }

    @Test
    void quarantinesALineOfUnknownSubtype() throws IOException {
        ReportText.Reading reading = read(
                TFF_FO,
                header(TFF) + "\n" + line(TFF) + "\n" + line(TFF).with(ReportText.SUBTYPE, "FutOn") + "\n"
                        + line(TFF).with(ReportText.SUBTYPE, ""));
        assertThat(reading.malformed())
                .extracting(MalformedLine::reason)
                .containsExactly(
                        "'FutOnly_or_Combined' is 'FutOn', expected 'FutOnly'",
                        "'FutOnly_or_Combined' is '', expected 'FutOnly'");
        assertThat(reading.weeks()).hasSize(1);
    }

    @Test
    void acceptsFilesWithoutASubtypeColumn() throws IOException {
        String header = header(TFF).replace(ReportText.SUBTYPE, "Whatever");
        assertWheat(read(TFF_FO, header + "\n" + line(TFF_CO)), 2);
    }

    @Test
    void rejectsAHeaderThatIsNotCsv() {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(LEGACY_FO, "\"Market\" and Exchange Names,x\n" + line(LEGACY)))
                .withMessageStartingWith("annual.txt: found a header that is not a line of CSV, expected column names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\r\n\r\n", "\uFEFF"})
    void rejectsAnEmptyText(String text) {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(LEGACY_FO, text))
                .withMessageStartingWith("annual.txt: found no text, expected a header and weeks of legacy/fo.");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> read(
                        new ReportReader(LEGACY_FO, false, "deafut.txt", ReportText.LATEST, ReportDates.ANY),
                        bytes(text)))
                .withMessageStartingWith("deafut.txt: found no weeks, expected weeks of legacy/fo.");
    }

    @Test
    void rejectsAFileWithoutValidLines() {
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readLegacy("x,y", "z"))
                .withMessageStartingWith("annual.txt: found no valid line (2 malformed, the first is line 2: it"
                        + " has 2 cells, expected 129), expected weeks of legacy/fo.");
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> readLegacy())
                .withMessageStartingWith("annual.txt: found no weeks, expected weeks of legacy/fo.");
    }

    @Test
    void closesTheTextAlsoWhenItFails() {
        AtomicBoolean closed = new AtomicBoolean();
        TextSource source = () -> new ByteArrayInputStream(bytes("x")) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        assertThatExceptionOfType(ArchiveException.class)
                .isThrownBy(() -> new ReportReader(LEGACY_FO, true, "annual.txt", ReportText.LATEST, ReportDates.ANY)
                        .read(source, week -> {}, line -> {}));
        assertThat(closed).isTrue();
    }

    /** A line with a report date in one of the two columns. */
    private static String dated(String reportDate) {
        return line(LEGACY)
                .with("As of Date in Form YYMMDD", "")
                .with("As of Date in Form YYYY-MM-DD", reportDate)
                .toString();
    }

    private static String nameOf(String cell) throws IOException {
        return readLegacy(line(LEGACY).withRaw(NAME, cell).toString()).week().name();
    }

    private static void assertWheat(ReportText.Reading reading, int line) {
        assertThat(reading.malformed()).isEmpty();
        assertThat(reading.tally()).isEqualTo(new ReportReader.Tally(1, 1, 0, 0));
        Week week = reading.week();
        assertThat(week.name()).isEqualTo(WHEAT);
        assertThat(week.exchange()).isEqualTo("CBT");
        assertThat(week.code()).isEqualTo(new MarketCode("001602"));
        assertThat(LocalDate.ofEpochDay(week.reportDate())).isEqualTo("2021-12-28");
        assertThat(week.counts()[WeekColumn.OPEN_INTEREST]).isEqualTo(7);
        assertThat(week.line()).isEqualTo(line);
    }

    private static int indexOf(byte[] text, char character) {
        return new String(text, StandardCharsets.ISO_8859_1).indexOf(character);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
