package cotinga.price.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cotinga.price.PriceBar;
import cotinga.price.PriceException;
import cotinga.price.PriceOutcome;
import cotinga.price.PriceRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.Period;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFolderTest {
    private static final String HEADER = "date,open,high,low,close,volume\n";
    private static final String REMEDY = ". Correct the file. The stored prices remain until then.";

    private final PriceFolder source = new PriceFolder();

    private final Path folder;

    PriceFolderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void readsTheBarsOfTheRequestedDaysOldestFirst() throws Exception {
        write(
                "GC=F.csv",
                HEADER
                        + "2026-11-18,1,2,0.5,1.00004,7\n"
                        + "2026-11-21,9,9,9,9,9\n"
                        + "2026-11-17,1.5,2e1,+.5,-1.,100000000000\n"
                        + "2026-11-09,9,9,9,9,9\n");

        PriceOutcome outcome = read("GC=F");

        assertThat(outcome.kind()).isEqualTo(PriceOutcome.Kind.ANSWERED);
        assertThat(outcome.series().currency()).isNull();
        assertThat(outcome.series().bars())
                .containsExactly(
                        new PriceBar(LocalDate.of(2026, 11, 17), 1.5, 20, 0.5, -1, OptionalLong.of(100_000_000_000L)),
                        new PriceBar(LocalDate.of(2026, 11, 18), 1, 2, 0.5, 1.0000, OptionalLong.of(7)));
    }

    @Test
    void acceptsColumnsInAnyOrderAndCaseAmongOthers() throws Exception {
        write("GC=F.csv", "\uFEFFVolume,Adj Close,CLOSE, \"LOW\" ,High,Open,Date\r\n7,x,4,1,5,2,2026-11-18\r\n\r\n");

        assertThat(read("GC=F").series().bars())
                .containsExactly(new PriceBar(LocalDate.of(2026, 11, 18), 2, 5, 1, 4, OptionalLong.of(7)));
    }

    @Test
    void emptyCellsAreMissing() throws Exception {
        write(
                "GC=F.csv",
                HEADER + "2026-11-17,,,,4,\n2026-11-18,null,null,null,null,null\n2026-11-19, 1 ,2,3,4,5.00\n");

        assertThat(read("GC=F").series().bars())
                .containsExactly(
                        new PriceBar(
                                LocalDate.of(2026, 11, 17),
                                Double.NaN,
                                Double.NaN,
                                Double.NaN,
                                4,
                                OptionalLong.empty()),
                        new PriceBar(LocalDate.of(2026, 11, 19), 1, 2, 3, 4, OptionalLong.of(5)));
    }

    @Test
    void usesTheLaterOfTwoLinesForOneDay() throws Exception {
        write("GC=F.csv", HEADER + "2026-11-17,1,1,1,1,1\n2026-11-17,2,2,2,2,2\n");

        assertThat(read("GC=F").series().bars()).extracting(PriceBar::close).containsExactly(2.0);
    }

    @ParameterizedTest
    @CsvSource({"GC=F, GC=F.csv", "GC=F, GC%3DF.csv", "^VIX, ^VIX.csv", "^VIX, %5EVIX.csv", "a/b, a%2Fb.csv"})
    void findsAFileByTheSymbolAsItIsOrEncoded(String symbol, String file) throws Exception {
        write(file, HEADER + "2026-11-17,1,1,1,1,1\n");

        assertThat(read(symbol).series().bars()).hasSize(1);
    }

    @Test
    void prefersTheFileWithTheUnencodedName() throws Exception {
        write("GC=F.csv", HEADER + "2026-11-17,1,1,1,1,1\n");
        write("GC%3DF.csv", HEADER + "2026-11-17,2,2,2,2,2\n");

        assertThat(read("GC=F").series().bars()).extracting(PriceBar::close).containsExactly(1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret", "..%2Fsecret", "/etc/x", "sub/secret", "..", "", "*", "a\0b", "sub\\secret"})
    void noSymbolLeadsOutOfTheFolder(String symbol) throws Exception {
        Path inside = Files.createDirectories(folder.resolve("inside"));
        Files.createDirectories(inside.resolve("sub"));
        for (String file : new String[] {"secret.csv", "inside/sub/secret.csv"}) {
            write(file, HEADER + "2026-11-17,1,1,1,1,1\n");
        }

        PriceOutcome outcome = source.read(request(symbol), inside);

        assertThat(outcome.kind()).isEqualTo(PriceOutcome.Kind.UNKNOWN);
    }

    @Test
    void reportsASymbolWithoutAFileAsUnknown() throws Exception {
        assertThat(read("^VIX"))
                .isEqualTo(
                        PriceOutcome.unknown(request("^VIX"), "there is no file %5EVIX.csv in " + folder, Period.ZERO));
    }

    @Test
    void ignoresAFolderWithTheNameOfAFile() throws Exception {
        Files.createDirectory(folder.resolve("GC=F.csv"));

        assertThat(read("GC=F").kind()).isEqualTo(PriceOutcome.Kind.UNKNOWN);
    }

    @Test
    void rejectsAMissingFolder() {
        PriceException rejection = catchThrowableOfType(
                PriceException.class, () -> source.read(request("GC=F"), folder.resolve("nothing")));

        assertThat(rejection)
                .hasMessage("GC=F: found no folder " + folder.resolve("nothing")
                        + ", expected a folder with a CSV file for each symbol."
                        + " Create the folder, or set cotinga.prices.directory to another.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            17.11.2026,1,1,1,1,1      | 'date' is '17.11.2026' | a date such as 2026-11-20
            2026-02-29,1,1,1,1,1      | 'date' is '2026-02-29' | a date such as 2026-11-20
            ,1,1,1,1,1                | 'date' is ''           | a date such as 2026-11-20
            2026-11-17,NaN,1,1,1,1    | 'open' is 'NaN'        | a number such as 1524.5
            2026-11-17,1,0x1,1,1,1    | 'high' is '0x1'        | a number such as 1524.5
            2026-11-17,1,1,1d,1,1     | 'low' is '1d'          | a number such as 1524.5
            2026-11-17,1,1,1,"1,5",1  | 'close' is '1,5'       | a number such as 1524.5
            2026-11-17,1,1,1,1e999,1  | 'close' is '1e999'     | a number such as 1524.5
            2026-11-17,1,1,1,٣,1      | 'close' is '٣'         | a number such as 1524.5
            2026-11-17,1,1,1,1,1.5    | 'volume' is '1.5'      | a whole number such as 214
            2026-11-17,1,1,1,1,-1     | 'volume' is '-1'       | a whole number such as 214
            2026-11-17,1,1            | 3 cells                | a cell for 'low'
            """)
    void namesTheLineAndTheInvalidCell(String line, String found, String expected) throws IOException {
        write("GC=F.csv", HEADER + "2026-11-16,1,1,1,1,1\n" + line + "\n");

        assertThat(rejection("GC=F")).hasMessage("GC=F.csv line 3: found " + found + ", expected " + expected + REMEDY);
    }

    @Test
    void checksLinesOutsideTheRequestedDays() throws IOException {
        write("GC=F.csv", HEADER + "1999-01-04,1,1,1,x,1\n");

        assertThat(rejection("GC=F").finding().place()).isEqualTo("GC=F.csv line 2");
    }

    @Test
    void rejectsAHeaderWithoutAColumn() throws IOException {
        write("GC=F.csv", "date,open,high,low,last,volume\n2026-11-17,1,1,1,1,1\n");

        assertThat(rejection("GC=F"))
                .hasMessage("GC=F.csv line 1: found no column 'close',"
                        + " expected the header date,open,high,low,close,volume, in any order" + REMEDY);
    }

    @Test
    void rejectsAHeaderWithAColumnTwice() throws IOException {
        write("GC=F.csv", "date,open,high,low,close,volume,Close\n");

        assertThat(rejection("GC=F"))
                .hasMessage("GC=F.csv line 1: found two columns 'close', expected each column once" + REMEDY);
    }

    @Test
    void rejectsAnEmptyFile() throws IOException {
        write("GC=F.csv", "");

        assertThat(rejection("GC=F").finding().found()).isEqualTo("an empty file");
    }

    @Test
    void rejectsAFileWithAnUnclosedQuote() throws IOException {
        write("GC=F.csv", HEADER + "\"" + "x".repeat(20_000_000));

        assertThat(rejection("GC=F").finding().found()).startsWith("an unreadable file (");
    }

    @Test
    void hasAName() {
        assertThat(source.name()).isEqualTo("csv");
    }

    private PriceOutcome read(String symbol) throws PriceException {
        return source.read(request(symbol), folder);
    }

    private PriceException rejection(String symbol) {
        return catchThrowableOfType(PriceException.class, () -> read(symbol));
    }

    private static PriceRequest request(String symbol) {
        return new PriceRequest(symbol, LocalDate.of(2026, 11, 10), LocalDate.of(2026, 11, 20), false);
    }

    private void write(String file, String text) throws IOException {
        Files.write(folder.resolve(file), text.getBytes(StandardCharsets.UTF_8));
    }
}
