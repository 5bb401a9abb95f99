package cotinga.study;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A run of consecutive weeks of a market that satisfy the condition. It is preceded and followed by a week that does not, that is
 * undefined, or that does not exist.
 *
 * @param firstWeek the index of its first week
 * @param weeks the number of its weeks
 * @param entry the session whose close is the entry; null if none follows the publication of the first week within 7 days
 * @param returns one for each horizon of the study, in the same order
 */
public record Episode(int firstWeek, int weeks, @Nullable LocalDate entry, List<EpisodeReturn> returns) {
    public Episode {
        returns = List.copyOf(returns);
    }
}
