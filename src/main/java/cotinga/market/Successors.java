package cotinga.market;

import cotinga.base.DataFile;
import cotinga.base.DataFileException;
import cotinga.report.MarketCode;
import cotinga.report.Predecessor;
import cotinga.report.ReportType;
import java.io.Reader;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which market continues another, read from a file with the header {@code code,report_type,successor,from,factor,reason,source}. From the
 * report date {@code from} on, {@code successor} continues {@code code} in a report type. The factor says how many contracts of the
 * successor one contract of the code equals: the size of the old contract divided by the size of the new one.
 */
public final class Successors {
    private static final String FORM = "code,report_type,successor,from,factor,reason,source";
    private static final Pattern FACTOR = Pattern.compile("[0-9]{1,3}([.][0-9]{1,6})?");
    private static final String CONSOLIDATED = "+";

    private final Map<Market, Link> predecessors = new HashMap<>();

    /** A market in all subtypes of a report. */
    private record Market(ReportType type, String code) {}

    /** The predecessor of a market, and the row that names it. */
    private record Link(Predecessor predecessor, DataFile.Row row) {}

    private Successors(DataFile file) {
        file.requireHeader(FORM);
        Set<Market> continued = new HashSet<>();
        file.rows().stream().skip(1).forEach(row -> add(row, continued));
        predecessors.forEach(this::requireOrder);
    }

    /** The successors that ship with the application. */
    public static Successors shipped() {
        return new Successors(DataFile.readShipped(Successors.class, "successors.csv"));
    }

    /**
     * Reads the successors of a file that replaces the shipped one.
     *
     * @throws DataFileException if the file cannot be read or has an invalid row
     */
    public static Successors load(Path file) {
        return new Successors(DataFile.read(file));
    }

    /**
     * Reads the successors of a text.
     *
     * @param source the name of the text in messages
     * @throws DataFileException if a row is invalid
     */
    public static Successors load(Reader reader, String source) {
        return new Successors(DataFile.read(reader, source));
    }

    /** The markets that a market continues, the last one first, each with the factor of the contracts of this market. */
    public List<Predecessor> predecessorsOf(ReportType type, String code) {
        List<Predecessor> found = new ArrayList<>();
        double factor = 1;
        for (Link link = link(type, code); link != null; link = link(type, link.predecessor.code())) {
            Predecessor predecessor = link.predecessor;
            factor *= predecessor.factor();
            found.add(new Predecessor(predecessor.code(), predecessor.before(), factor));
        }
        return List.copyOf(found);
    }

    private @Nullable Link link(ReportType type, String code) {
        return predecessors.get(new Market(type, code));
    }

    private void add(DataFile.Row row, Set<Market> continued) {
        row.requireForm(FORM);
        ReportType type = type(row);
        String code = code(row, 0);
        String successor = code(row, 2);
        if (successor.endsWith(CONSOLIDATED) && !code.endsWith(CONSOLIDATED)) {
            throw row.unexpected(
                    "the consolidated successor '" + successor + "' of '" + code + "'",
                    "a successor that does not add up several contracts");
        }
        if (row.field(5).isEmpty() || row.field(6).isEmpty()) {
            throw row.unexpected("an empty field", "a reason, and the source of the row");
        }
        if (!continued.add(new Market(type, code))) {
            throw row.unexpected("'" + code + "' again", "one successor of each market; remove one of the two rows");
        }
        Link link = new Link(new Predecessor(code, from(row), factor(row)), row);
        if (predecessors.putIfAbsent(new Market(type, successor), link) != null) {
            throw row.unexpected(
                    "the successor '" + successor + "' again",
                    "one predecessor of each market, as a week comes from one market; remove one of the two rows");
        }
    }

    private static ReportType type(DataFile.Row row) {
        return ReportType.find(row.field(1))
                .orElseThrow(() ->
                        row.unexpected("the report type '" + row.field(1) + "'", "one of " + ReportType.knownKeys()));
    }

    private static String code(DataFile.Row row, int field) {
        String code = row.field(field);
        if (!MarketCode.isValid(code)) {
            throw row.unexpected("the contract code '" + code + "'", MarketCode.FORM);
        }
        return code;
    }

    private static LocalDate from(DataFile.Row row) {
        try {
            return LocalDate.parse(row.field(3));
        } catch (DateTimeParseException noDate) {
            throw row.unexpected("the date '" + row.field(3) + "'", "a report date such as 2011-06-14");
        }
    }

    private static double factor(DataFile.Row row) {
        String factor = row.field(4);
        if (!FACTOR.matcher(factor).matches() || Double.parseDouble(factor) == 0) {
            throw row.unexpected("the factor '" + factor + "'", "a positive number below 1000 such as 4 or 0.1");
        }
        return Double.parseDouble(factor);
    }

    /** Rejects a market that succeeds its own predecessor too early, which every cycle contains. */
    private void requireOrder(Market successor, Link link) {
        Link earlier = link(successor.type, link.predecessor.code());
        if (earlier != null && !earlier.predecessor.before().isBefore(link.predecessor.before())) {
            throw link.row.unexpected(
                    "'%s' from %s, and its predecessor '%s' from %s"
                            .formatted(
                                    successor.code,
                                    link.predecessor.before(),
                                    link.predecessor.code(),
                                    earlier.predecessor.before()),
                    "a later date for each further successor, and no market that continues itself");
        }
    }
}
