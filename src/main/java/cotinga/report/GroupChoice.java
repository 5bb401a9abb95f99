package cotinga.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Trader groups of markets of any report type.
 *
 * @param key {@code all}; {@code speculative}, {@code commercial} or {@code small} for the group that shows this side of a market; or
 *     {@code g1} … {@code g5}
 */
public record GroupChoice(String key) {
    /** All groups. */
    public static final GroupChoice ALL = new GroupChoice("all");

    public static final GroupChoice SPECULATIVE = new GroupChoice(Role.SPECULATIVE.key());
    public static final GroupChoice COMMERCIAL = new GroupChoice(Role.COMMERCIAL.key());
    public static final GroupChoice SMALL = new GroupChoice(Role.SMALL.key());

    /** The choice with a key, if there is one. */
    public static Optional<GroupChoice> ofKey(String key) {
        return all().filter(choice -> choice.key.equals(key)).findFirst();
    }

    /** The keys of all choices. */
    public static List<String> keys() {
        return all().map(GroupChoice::key).toList();
    }

    private static Stream<GroupChoice> all() {
        return Stream.concat(
                Stream.of(ALL, SPECULATIVE, COMMERCIAL, SMALL),
                IntStream.rangeClosed(1, WeekColumn.MAX_GROUPS).mapToObj(number -> new GroupChoice("g" + number)));
    }

    /** The chosen groups of a report type; none if it has no such group. */
    public List<TraderGroup> of(ReportType type) {
        if (equals(ALL)) {
            return type.groups();
        }
        if (equals(SPECULATIVE)) {
            return List.of(type.speculativeGroup());
        }
        if (equals(COMMERCIAL)) {
            return List.of(type.commercialGroup());
        }
        return type.groups().stream()
                .filter(group ->
                        equals(SMALL) ? group.role() == Role.SMALL : group.key().equals(key))
                .toList();
    }
}
