package cotinga.measure;

import java.util.List;

/**
 * A part of a measure. Each is a column.
 *
 * @param name its name behind the key of the measure; empty if the key is its name
 * @param words of {@link Kind#WORD} the possible words; a value is an index in them
 */
record Part(String name, Kind kind, List<String> words) {
    Part {
        words = List.copyOf(words);
    }

    /** The part that has the key of the measure. */
    static Part main(Kind kind) {
        return new Part("", kind, List.of());
    }

    /** The part that has the key of the measure, a word. */
    static Part main(List<String> words) {
        return new Part("", Kind.WORD, words);
    }

    static Part named(String name, Kind kind) {
        return new Part(name, kind, List.of());
    }

    static Part named(String name, List<String> words) {
        return new Part(name, Kind.WORD, words);
    }
}
