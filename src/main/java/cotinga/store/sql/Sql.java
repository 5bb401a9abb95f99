package cotinga.store.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One statement of the store, from the file {@code sql/<name>.sql}, with parameters called {@code :name}. */
public final class Sql {
    private static final Pattern TOKEN = Pattern.compile("--[^\\n]*|'(?:[^']|'')*'|::|:(?<parameter>[a-z][a-z0-9_]*)");

    private static final String[] IDENTITY = {"id"};

    private final String name;
    private final String text;
    private final List<String> parameters;
    private final Map<String, int[]> places;

    private Sql(String name, String text, List<String> parameters) {
        this.name = name;
        this.text = text;
        this.parameters = List.copyOf(parameters);
        this.places = parameters.stream().distinct().collect(Collectors.toMap(Function.identity(), this::find));
    }

    /** The statement of a file; it is read once, when the class that uses it is loaded. */
    public static Sql named(String name) {
        return named(name, UnaryOperator.identity());
    }

    /**
     * The statement of a file that is not complete.
     *
     * @param completed completes its text
     */
    public static Sql named(String name, UnaryOperator<String> completed) {
        String file = "/sql/" + name + ".sql";
        try (InputStream stream = Sql.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalArgumentException("no statement '" + name + "': expected the resource " + file);
            }
            return parse(name, completed.apply(new String(stream.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** A statement from its text: comments go, each {@code :name} outside of quotes becomes a {@code ?}. */
    public static Sql parse(String name, String source) {
        List<String> parameters = new ArrayList<>();
        StringBuilder text = new StringBuilder(source.length());
        Matcher token = TOKEN.matcher(source);
        while (token.find()) {
            String parameter = token.group("parameter");
            if (parameter != null) {
                parameters.add(parameter);
                token.appendReplacement(text, "?");
            } else if (token.group().startsWith("--")) {
                token.appendReplacement(text, "");
            } else {
                token.appendReplacement(text, Matcher.quoteReplacement(token.group()));
            }
        }
        token.appendTail(text);
        return new Sql(name, text.toString().strip(), parameters);
    }

    String name() {
        return name;
    }

    /** The statement as the database gets it. */
    public String text() {
        return text;
    }

    /** The parameters' names in the order of their question marks; a name can come more than once. */
    public List<String> parameters() {
        return parameters;
    }

    /** The places of a parameter's question marks, the first of all being 1. */
    public int[] places(String parameter) {
        int[] found = places.get(parameter);
        if (found == null) {
            throw new IllegalArgumentException(
                    "sql/" + name + ".sql has no parameter '" + parameter + "': expected one of " + parameters);
        }
        return found;
    }

    /** The place of the first of several adjacent parameters. */
    int placeOf(List<String> run) {
        int first = parameters.indexOf(run.get(0));
        if (first < 0
                || first + run.size() > parameters.size()
                || !parameters.subList(first, first + run.size()).equals(run)) {
            throw new IllegalArgumentException("sql/" + name + ".sql does not have the parameters " + run
                    + " one after the other: found " + parameters);
        }
        return first + 1;
    }

    public NamedStatement prepare(Connection connection) throws SQLException {
        return new NamedStatement(this, connection.prepareStatement(text));
    }

    /** Prepares an insertion that answers the {@code id} it gave. */
    public NamedStatement prepareInsert(Connection connection) throws SQLException {
        return new NamedStatement(this, connection.prepareStatement(text, IDENTITY));
    }

    /**
     * Prepares an insertion of many rows, by the fastest way of the database.
     *
     * @throws IllegalArgumentException if its values are not parameters, one for each column
     */
    public BatchStatement prepareRows(Connection connection) throws SQLException {
        return DatabaseProduct.of(connection).prepareRows(this, connection);
    }

    private int[] find(String parameter) {
        return IntStream.range(0, parameters.size())
                .filter(index -> parameters.get(index).equals(parameter))
                .map(index -> index + 1)
                .toArray();
    }
}
