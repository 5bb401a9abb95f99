package cotinga.store;

import java.util.List;

/**
 * What the loading of an archive did.
 *
 * @param weeksRead weeks that the file holds, each of a duplicate pair counted
 * @param inserted weeks that were not stored before
 * @param changed weeks whose stored content was another
 * @param vanished stored weeks of the archive's years that its new edition lacks
 * @param returned weeks that had vanished and are there again
 * @param unchanged weeks that were stored with the same content
 * @param outranked weeks that differ from what is stored, where that came from a newer archive and was kept
 * @param malformed lines put into quarantine
 * @param duplicates lines that a later line of the same file, for the same week, took the place of
 * @param duplicateExamples the first of these, such as {@code legacy/fo 088691 2021-05-04: lines 12 and 90, the later was kept}
 * @param differences weeks whose content differs between the fall-back and a file of the CFTC
 * @param differenceExamples the first of these, with the first number that differs
 */
public record LoadResult(
        int weeksRead,
        int inserted,
        int changed,
        int vanished,
        int returned,
        int unchanged,
        int outranked,
        int malformed,
        int duplicates,
        List<String> duplicateExamples,
        int differences,
        List<String> differenceExamples) {

    public LoadResult {
        duplicateExamples = List.copyOf(duplicateExamples);
        differenceExamples = List.copyOf(differenceExamples);
    }

    /** How many weeks were stored with new content. */
    public int written() {
        return inserted + changed + returned;
    }
}
