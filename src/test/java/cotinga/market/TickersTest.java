package cotinga.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import cotinga.report.MarketCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TickersTest {
    @Test
    void shipsTheSymbolsOf117Markets() {
        Tickers tickers = Tickers.shipped();

        assertThat(tickers.codes()).hasSize(117).allMatch(MarketCode::isValid);
        assertThat(tickers.symbols()).hasSize(80);
        assertThat(tickers.symbolsOf(tickers.codes())).containsExactlyElementsOf(tickers.symbols());
    }

    @ParameterizedTest
    @CsvSource({
        "133741, BTC-USD",
        "180LM1, HBAR-USD",
        "099741, 6E=F",
        "082744, CNH=X",
        "399741, EURJPY=X",
        "067651, CL=F",
        "025651, ZK=F",
        "001602, ZW=F",
        "135731, RS=F",
        "088691, GC=F",
        "13874+, ES=F",
        "12460+, YM=F",
        "1170E1, ^VIX",
        "058643, LBS=F",
        "043602, ZN=F",
        "134742, SR1=F",
    })
    void knowsTheSymbolOfAMarket(String code, String symbol) {
        assertThat(Tickers.shipped().symbolOf(code)).contains(symbol);
    }

    @Test
    void hasNoSymbolForAnUnknownMarket() {
        assertThat(Tickers.shipped().symbolOf("S00001")).isEmpty();
    }

    @Test
    void returnsEachSymbolOnceInTheOrderOfTheMarkets() {
        assertThat(Tickers.shipped().symbolsOf(List.of("023651", "067651", "S00001", "067411", "023655", "088691")))
                .containsExactly("NG=F", "CL=F", "GC=F");
    }

    @Test
    void everySymbolBelongsToAMarketThatHasACategory() {
        MarketCategories categories = MarketCategories.shipped();

        assertThat(Tickers.shipped().codes())
                .allSatisfy(code ->
                        assertThat(categories.categoryOf(code, "").key()).isNotEqualTo("other"));
    }

    @Test
    void loadsAFileThatReplacesTheShippedOne(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.csv");
        Files.writeString(file, "# mine\ncode,symbol\n\n088691, XAUUSD\n");

        Tickers tickers = Tickers.load(file);

        assertThat(tickers.codes()).containsExactly("088691");
        assertThat(tickers.symbolOf("088691")).contains("XAUUSD");
    }

    @Test
    void acceptsAFileWithoutAnySymbol() {
        assertThat(tickers("").symbols()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "88691,GC=F | found the contract code '88691', expected six characters out of 0-9, A-Z and +",
                "088691, | found the symbol '', expected 1 to 32 letters, digits or ^ = . & _ -",
                "088691,../GC | found the symbol '../GC', expected 1 to 32 letters, digits or ^ = . & _ -",
                "088691,GC F | found the symbol 'GC F', expected 1 to 32 letters, digits or ^ = . & _ -",
                "088691 | found 1 fields in '088691', expected code,symbol",
                "088691,GC=F,x | found 3 fields in '088691,GC=F,x', expected code,symbol",
            })
    void rejectsAnInvalidRow(String row, String problem) {
        assertThatThrownBy(() -> tickers("084691,SI=F\n" + row + "\n")).hasMessage("mine.csv line 3: " + problem);
    }

    @Test
    void rejectsADuplicateCode() {
        assertThatThrownBy(() -> tickers("088691,GC=F\n088691,SI=F\n"))
                .hasMessage("mine.csv line 3: found '088691' again (an earlier row says 'GC=F'),"
                        + " expected one row for each contract code; remove one of the two");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "088691,GC=F\n", "code;symbol\n088691;GC=F\n", "symbol,code\n"})
    void rejectsAFileWithoutItsHeader(String text) {
        assertThatThrownBy(() -> Tickers.load(new StringReader(text), "mine.csv"))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith("mine.csv: found the header '")
                .hasMessageEndingWith("expected the header 'code,symbol' above the rows");
    }

    @Test
    void rejectsAMissingFile(@TempDir Path folder) {
        assertThatThrownBy(() -> Tickers.load(folder.resolve("none.csv")))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("none.csv: found an unreadable file (NoSuchFileException");
    }

    private static Tickers tickers(String rows) {
        return Tickers.load(new StringReader("code,symbol\n" + rows), "mine.csv");
    }
}
