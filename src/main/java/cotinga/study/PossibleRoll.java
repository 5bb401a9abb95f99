package cotinga.study;

import java.time.LocalDate;

/**
 * A session whose return may come from the change to the next contract, because it is unusually large.
 *
 * @param session its date
 * @param percent its return against the session before
 */
public record PossibleRoll(LocalDate session, double percent) {}
