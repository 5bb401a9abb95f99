package cotinga.store.weeks;

import java.util.List;

/**
 * The result of loading an archive.
 *
 * @param weeksRead weeks in the file, both of a duplicate pair counted
 * @param inserted weeks that were not stored before
 * @param changed weeks whose stored content was different
 * @param vanished stored weeks of the archive's years that its new edition lacks
 * @param returned weeks that had vanished and have returned
 * @param unchanged weeks that were stored with the same content
 * @param outranked weeks that differ from the stored content, which came from a newer archive and was kept
 * @param malformed quarantined lines
 * @param duplicates lines that a later line of the same file replaced
 * @param duplicateExamples the first examples, such as {@code legacy/fo 088691 2021-05-04: lines 12 and 90, the later was kept}
 * @param differences weeks whose content differs between the fall-back and a file of the CFTC
 * @param differenceExamples the first examples, each with the first number that differs
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
