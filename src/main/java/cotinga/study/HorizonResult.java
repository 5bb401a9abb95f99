package cotinga.study;

/**
 * The result of a study at one horizon.
 *
 * @param horizon the horizon
 * @param summary the returns after the episodes
 * @param baseRate the returns after all weeks
 * @param nullModel the comparison with the same condition at other times
 */
public record HorizonResult(Horizon horizon, Summary summary, BaseRate baseRate, NullModel nullModel) {}
