package cotinga.measure;

/**
 * What to compute a measure of.
 *
 * @param group the number of the trader group; 0 is g1
 * @param window the window in the text of the request, {@link Windows#NONE} without one
 */
record Target(int group, Basis basis, int window) {}
