package cotinga.study;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The return after an episode at one horizon.
 *
 * @param percent 100·(exit/entry − 1), NaN if there is none
 * @param reason why there is none; null if there is one
 * @param exit the session whose close is the exit; null without a return
 * @param isOverlapping whether it begins before the end of the return of an earlier episode, so that both share some sessions
 * @param hasPossibleRoll whether a session after the entry, up to the exit, is a possible roll
 */
public record EpisodeReturn(
        double percent,
        @Nullable NoReturn reason,
        @Nullable LocalDate exit,
        boolean isOverlapping,
        boolean hasPossibleRoll) {
    public boolean hasReturn() {
        return reason == null;
    }
}
