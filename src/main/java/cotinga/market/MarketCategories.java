package cotinga.market;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.report.MarketCategory;
import cotinga.report.MarketCode;
import cotinga.report.ReportType;
import java.io.Reader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The categories of markets and the rules that assign them, read from a file of rows:
 *
 * <pre>
 * category,metals,Metals,commodities    key, display name and {@link MarketKind}
 * code,191691,metals                    one market
 * commodity code,088,metals             all markets whose contract code begins with these three characters
 * keyword,GOLD,metals                   whole words of the name before the exchange, in any case
 * </pre>
 *
 * A contract code takes precedence over a commodity code, and a commodity code over keywords. Of several keywords the first in the file
 * applies. A market without a rule is {@code other}.
 */
public final class MarketCategories {
    private static final String OTHER = "other";
    private static final String CATEGORY_FORM = "category,<key>,<display name>,<kind>";
    private static final Pattern KEY = Pattern.compile("[a-z][a-z0-9-]*");
    private static final int COMMODITY_CODE_LENGTH = 3;
    private static final Pattern COMMODITY_CODE = Pattern.compile("[0-9A-Z+]{" + COMMODITY_CODE_LENGTH + "}");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final String BEFORE_EXCHANGE = " - ";

    private final Map<String, MarketCategory> byKey = new LinkedHashMap<>();
    private final Map<MarketCategory, MarketKind> kinds = new HashMap<>();
    private final Map<String, MarketCategory> byCode = new HashMap<>();
    private final Map<String, MarketCategory> byCommodityCode = new HashMap<>();
    private final List<Keyword> keywords = new ArrayList<>();
    private final MarketCategory other;

    /**
     * A rule for names.
     *
     * @param words upper-case words with one space before, between and after them
     * @param category the category to assign
     * @param line its line in the file
     */
    private record Keyword(String words, MarketCategory category, long line) {}

    private MarketCategories(DataFile file) {
        file.rows().stream().filter(MarketCategories::isCategory).forEach(this::addCategory);
        this.other = ofKey(OTHER)
                .orElseThrow(() -> file.unexpected(
                        "no category '" + OTHER + "'",
                        "a row 'category,other,Other,either' for the markets without a rule"));
        file.rows().stream().filter(row -> !isCategory(row)).forEach(this::addRule);
    }

    /** The categories that ship with the application. */
    public static MarketCategories shipped() {
        return new MarketCategories(DataFile.readShipped(MarketCategories.class, "categories.csv"));
    }

    /**
     * Reads the categories and rules of a file that replaces the shipped one.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static MarketCategories load(Path file) {
        return new MarketCategories(DataFile.read(file));
    }

    /**
     * Reads the categories and rules of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static MarketCategories load(Reader reader, String source) {
        return new MarketCategories(DataFile.read(reader, source));
    }

    /** All categories in the order of the file. */
    public List<MarketCategory> all() {
        return List.copyOf(byKey.values());
    }

    public Optional<MarketCategory> ofKey(String key) {
        return Optional.ofNullable(byKey.get(key));
    }

    /**
     * The category of a market.
     *
     * @param code the contract code
     * @param name the CFTC's "Market and Exchange Names"; may be empty
     */
    public MarketCategory categoryOf(String code, String name) {
        MarketCategory ofCode = byCode.get(code);
        if (ofCode != null) {
            return ofCode;
        }
        MarketCategory ofCommodity = byCommodityCode.get(commodityCode(code));
        return ofCommodity != null ? ofCommodity : categoryOfName(name);
    }

    /** Whether the markets of a category are commodities or financials. */
    public MarketKind kindOf(MarketCategory category) {
        MarketKind kind = kinds.get(category);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "'" + category.key() + "' is not a category, expected one of " + String.join(", ", byKey.keySet()));
        }
        return kind;
    }

    /** The primary report of a market of a category, among those that it has; empty if it has only the supplemental report. */
    public Optional<ReportType> primaryReport(MarketCategory category, Set<ReportType> available) {
        return PrimaryReport.of(kindOf(category), available);
    }

    private MarketCategory categoryOfName(String name) {
        String words = words(withoutExchange(name));
        for (Keyword keyword : keywords) {
            if (words.contains(keyword.words())) {
                return keyword.category();
            }
        }
        return other;
    }

    private static boolean isCategory(DataFile.Row row) {
        return row.field(0).equals("category");
    }

    private void addCategory(DataFile.Row row) {
        row.requireForm(CATEGORY_FORM);
        String key = row.field(1);
        String displayName = row.field(2);
        if (!KEY.matcher(key).matches()) {
            throw row.unexpected("the key '" + key + "'", "lower-case letters, digits and hyphens, a letter first");
        }
        if (displayName.isEmpty()) {
            throw row.unexpected("no display name for '" + key + "'", CATEGORY_FORM);
        }
        MarketKind kind = MarketKind.ofKey(row.field(3))
                .orElseThrow(
                        () -> row.unexpected("the kind '" + row.field(3) + "'", "one of " + MarketKind.knownKeys()));
        MarketCategory category = new MarketCategory(key, displayName);
        putOnce(byKey, key, category, row);
        kinds.put(category, kind);
    }

    private void addRule(DataFile.Row row) {
        switch (row.field(0)) {
            case "code" -> addCode(row);
            case "commodity code" -> addCommodityCode(row);
            case "keyword" -> addKeyword(row);
            default ->
                throw row.unexpected(
                        "a row '" + row.field(0) + "'",
                        "one of category, code, commodity code, keyword as its first field");
        }
    }

    private void addCode(DataFile.Row row) {
        row.requireForm("code,<contract code>,<key of a category>");
        if (!MarketCode.isValid(row.field(1))) {
            throw row.unexpected("the contract code '" + row.field(1) + "'", MarketCode.FORM);
        }
        putOnce(byCode, row.field(1), target(row), row);
    }

    private void addCommodityCode(DataFile.Row row) {
        row.requireForm("commodity code,<first three characters>,<key of a category>");
        if (!COMMODITY_CODE.matcher(row.field(1)).matches()) {
            throw row.unexpected("the commodity code '" + row.field(1) + "'", "three characters out of 0-9, A-Z and +");
        }
        putOnce(byCommodityCode, row.field(1), target(row), row);
    }

    private void addKeyword(DataFile.Row row) {
        row.requireForm("keyword,<words>,<key of a category>");
        String words = words(row.field(1));
        if (words.isBlank()) {
            throw row.unexpected("the keyword '" + row.field(1) + "'", "at least one letter or digit");
        }
        Keyword keyword = new Keyword(words, target(row), row.line());
        keywords.stream()
                .filter(earlier -> words.contains(earlier.words()))
                .findFirst()
                .ifPresent(earlier -> {
                    throw row.unexpected(
                            "the keyword '%s', which can never decide after '%s' of line %d"
                                    .formatted(row.field(1), earlier.words().strip(), earlier.line()),
                            "it before that line, or not at all");
                });
        keywords.add(keyword);
    }

    private MarketCategory target(DataFile.Row row) {
        return ofKey(row.field(2))
                .orElseThrow(() -> row.unexpected(
                        "the category '" + row.field(2) + "'",
                        "one of %s; a new one needs a row '%s'"
                                .formatted(String.join(", ", byKey.keySet()), CATEGORY_FORM)));
    }

    private static void putOnce(
            Map<String, MarketCategory> categories, String key, MarketCategory category, DataFile.Row row) {
        @Nullable MarketCategory earlier = categories.putIfAbsent(key, category);
        if (earlier != null) {
            throw row.unexpected(
                    "'%s' again (an earlier row says '%s')".formatted(key, earlier.key()),
                    "one row for each; remove one of the two");
        }
    }

    private static String commodityCode(String code) {
        return code.substring(0, Math.min(COMMODITY_CODE_LENGTH, code.length()));
    }

    private static String withoutExchange(String name) {
        int exchange = name.lastIndexOf(BEFORE_EXCHANGE);
        return exchange < 0 ? name : name.substring(0, exchange);
    }

    /** The words of a text in upper case with one space before, between and after them: {@code " S P 500 "}. */
    private static String words(String text) {
        return " "
                + BETWEEN_WORDS
                        .matcher(text.toUpperCase(Locale.ROOT))
                        .replaceAll(" ")
                        .strip() + " ";
    }
}
