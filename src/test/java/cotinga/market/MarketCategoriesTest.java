package cotinga.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cotinga.base.DataFileException;
import cotinga.report.MarketCategory;
import cotinga.report.ReportType;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MarketCategoriesTest {
    private static final String CATEGORIES =
            """
            # a comment, with a comma
            category,metals,Metals,commodities
            category,rates,Rates,financials

            category,grains,Grains,commodities
            category,other,Other,either
            """;

    @Test
    void listsTheCategoriesInTheOrderOfTheFile() {
        assertThat(categories("").all())
                .containsExactly(
                        new MarketCategory("metals", "Metals"),
                        new MarketCategory("rates", "Rates"),
                        new MarketCategory("grains", "Grains"),
                        new MarketCategory("other", "Other"));
    }

    @Test
    void findsACategoryByItsKey() {
        assertThat(categories("").ofKey("rates")).contains(new MarketCategory("rates", "Rates"));
        assertThat(categories("").ofKey("Rates")).isEmpty();
    }

    @Test
    void prefersAContractCodeToACommodityCodeAndThatToAKeyword() {
        MarketCategories categories = categories("keyword,GOLD,metals\ncommodity code,088,rates\ncode,088691,grains\n");

        assertThat(categories.categoryOf("088691", "GOLD - COMEX").key()).isEqualTo("grains");
        assertThat(categories.categoryOf("088692", "GOLD - COMEX").key()).isEqualTo("rates");
        assertThat(categories.categoryOf("089691", "GOLD - COMEX").key()).isEqualTo("metals");
        assertThat(categories.categoryOf("089691", "NICKEL - COMEX").key()).isEqualTo("other");
    }

    @Test
    void usesTheFirstMatchingKeyword() {
        MarketCategories categories =
                categories("keyword,CORN YIELD,grains\nkeyword,YIELD,rates\nkeyword,CORN,metals\n");

        assertThat(categories.categoryOf("S00001", "IOWA CORN YIELD - CBT").key())
                .isEqualTo("grains");
        assertThat(categories.categoryOf("S00001", "CORN BELT YIELD - CBT").key())
                .isEqualTo("rates");
    }

    @ParameterizedTest
    @CsvSource({
        "GOLD - COMEX, metals",
        "GOLD, metals",
        "gold mini - COMEX, metals",
        "GOLD-SYN - COMEX, metals",
        "(GOLD) - COMEX, metals",
        "KILO_GOLD_100 - COMEX, metals",
        "GOLDMAN-SACHS - CME, other",
        "MARIGOLD - CME, other",
        "GOLD2 - CME, other",
        "UNICORN - CBT, other",
        "POP CORN - CBT, grains",
        "10-YEAR NOTE - CBT, rates",
        "10 YEAR NOTE - CBT, rates",
        "110 YEAR NOTE - CBT, other",
        "S&P 500 - CME, rates",
    })
    void matchesKeywordsAtTheBoundariesOfWords(String name, String category) {
        MarketCategories categories =
                categories("keyword,Gold,metals\nkeyword,CORN,grains\nkeyword,10-YEAR,rates\nkeyword,S&P,rates\n");

        assertThat(categories.categoryOf("S00001", name).key()).isEqualTo(category);
    }

    @Test
    void foldsCaseWithoutRegardToTheLocale() {
        MarketCategories categories = categories("keyword,silver mini,metals\n");

        assertThat(categories.categoryOf("S00001", "Silver MINI - Comex").key()).isEqualTo("metals");
    }

    @Test
    void ignoresKeywordsInTheExchange() {
        MarketCategories categories = categories("keyword,GOLD,metals\n");

        assertThat(categories.categoryOf("S00001", "POWER - GOLD EXCHANGE").key())
                .isEqualTo("other");
        assertThat(categories
                        .categoryOf("S00001", "GOLD - POINT - OTHER EXCHANGE")
                        .key())
                .isEqualTo("metals");
    }

    @Test
    void putsAMarketWithoutANameUnderOther() {
        assertThat(categories("keyword,GOLD,metals\n").categoryOf("S00001", "").key())
                .isEqualTo("other");
    }

    @Test
    void acceptsACodeThatIsShorterThanACommodityCode() {
        assertThat(categories("commodity code,088,metals\n")
                        .categoryOf("08", "")
                        .key())
                .isEqualTo("other");
    }

    @Test
    void acceptsRulesAboveTheCategoryThatTheyName() {
        MarketCategories categories = MarketCategories.load(
                new StringReader(
                        "keyword,GOLD,metals\ncategory,metals,Metals,commodities\ncategory,other,Other,either\n"),
                "mine.csv");

        assertThat(categories.categoryOf("S00001", "GOLD").key()).isEqualTo("metals");
    }

    @Test
    void choosesThePrimaryReportByTheKindOfTheCategory() {
        MarketCategories categories = categories("");
        Set<ReportType> all = Set.of(ReportType.values());

        assertThat(categories.primaryReport(new MarketCategory("metals", "Metals"), all))
                .contains(ReportType.DISAGG);
        assertThat(categories.primaryReport(new MarketCategory("rates", "Rates"), all))
                .contains(ReportType.TFF);
    }

    @Test
    void rejectsAnUnknownCategory() {
        assertThatThrownBy(() -> categories("").kindOf(new MarketCategory("silk", "Silk")))
                .hasMessage("'silk' is not a category, expected one of metals, rates, grains, other");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "code,088691,metal | found the category 'metal', expected one of metals, rates, grains, other; a new one needs a row 'category,<key>,<display name>,<kind>'",
                "code,8691,metals | found the contract code '8691', expected six characters out of 0-9, A-Z and +",
                "commodity code,88,metals | found the commodity code '88', expected three characters out of 0-9, A-Z and +",
                "commodity code,088a,metals | found the commodity code '088a', expected three characters out of 0-9, A-Z and +",
                "keyword,,metals | found the keyword '', expected at least one letter or digit",
                "keyword,#&,metals | found the keyword '#&', expected at least one letter or digit",
                "keyword,GOLD | found 2 fields in 'keyword,GOLD', expected keyword,<words>,<key of a category>",
                "code,088691,metals,x | found 4 fields in 'code,088691,metals,x', expected code,<contract code>,<key of a category>",
                "keywords,GOLD,metals | found a row 'keywords', expected one of category, code, commodity code, keyword as its first field",
                "category,Silk,Silk,commodities | found the key 'Silk', expected lower-case letters, digits and hyphens, a letter first",
                "category,silk,,commodities | found no display name for 'silk', expected category,<key>,<display name>,<kind>",
                "category,silk,Silk,goods | found the kind 'goods', expected one of commodities, financials, either",
                "category,metals,Metal,commodities | found 'metals' again (an earlier row says 'metals'), expected one row for each; remove one of the two",
            })
    void rejectsAnInvalidRow(String row, String problem) {
        assertThatThrownBy(() -> categories(row + "\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessage("mine.csv line 7: " + problem);
    }

    @Test
    void rejectsADuplicateCode() {
        assertThatThrownBy(() -> categories("code,088691,metals\ncode,088691,rates\n"))
                .hasMessage("mine.csv line 8: found '088691' again (an earlier row says 'metals'),"
                        + " expected one row for each; remove one of the two");
        assertThatThrownBy(() -> categories("commodity code,088,metals\n# apart\ncommodity code,088,metals\n"))
                .hasMessageStartingWith("mine.csv line 9: found '088' again");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORK", "pork", "PORK BELLIES", "FRZN-PORK"})
    void rejectsAKeywordHiddenByAnEarlierOne(String hidden) {
        assertThatThrownBy(() -> categories("keyword,PORK,metals\nkeyword," + hidden + ",rates\n"))
                .hasMessage("mine.csv line 8: found the keyword '" + hidden
                        + "', which can never decide after 'PORK' of line 7,"
                        + " expected it before that line, or not at all");
    }

    @Test
    void rejectsAFileWithoutTheCategoryOther() {
        assertThatThrownBy(() ->
                        MarketCategories.load(new StringReader("category,metals,Metals,commodities\n"), "mine.csv"))
                .hasMessage("mine.csv: found no category 'other', expected a row 'category,other,Other,either'"
                        + " for the markets without a rule");
    }

    @Test
    void namesFileLineAndFactsInTheException() {
        assertThatThrownBy(() -> categories("keyword,GOLD,silk\n"))
                .isInstanceOfSatisfying(DataFileException.class, exception -> {
                    assertThat(exception.finding().place()).isEqualTo("mine.csv line 7");
                    assertThat(exception.finding().found()).isEqualTo("the category 'silk'");
                    assertThat(exception.finding().expected()).startsWith("one of metals, rates");
                });
    }

    @Test
    void loadsAFileWithByteOrderMarkAndWindowsLineEnds(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("mine.csv");
        Files.writeString(
                file,
                "\uFEFF"
                        + (CATEGORIES + "keyword,\"GOLD\" , metals \n")
                                .replace("# a comment, with a comma\n", "")
                                .replace("\n", "\r\n"));

        assertThat(MarketCategories.load(file).categoryOf("S00001", "GOLD").key())
                .isEqualTo("metals");
    }

    @Test
    void rejectsAMissingFile(@TempDir Path folder) {
        Path file = folder.resolve("none.csv");

        assertThatThrownBy(() -> MarketCategories.load(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageStartingWith(file + ": found an unreadable file (NoSuchFileException: ");
    }

    @Test
    void rejectsAFileThatIsNotUtf8(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("latin.csv");
        Files.write(file, "category,other,Übrige,either\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> MarketCategories.load(file))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("MalformedInputException")
                .hasMessageContaining("expected a readable UTF-8 file");
    }

    @Test
    void rejectsAFileWithStrayQuotes() {
        assertThatThrownBy(() -> categories("keyword,\"GOLD\"en,metals\n"))
                .isInstanceOf(DataFileException.class)
                .hasMessageContaining("line 7")
                .hasMessageContaining("closing quote");
    }

    private static MarketCategories categories(String rules) {
        return MarketCategories.load(new StringReader(CATEGORIES + rules), "mine.csv");
    }
}
