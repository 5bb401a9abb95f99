package cotinga.run;

import cotinga.cftc.Archive;
import cotinga.store.LoadResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What became of one archive in a run.
 *
 * @param load what was stored, where something was read
 * @param bytes how many were downloaded and used
 * @param message for people: counts and examples of duplicates, or what was found instead of what was expected
 * @param isWarning whether it is logged as a warning
 */
public record ArchiveOutcome(
        Archive archive, Kind kind, Optional<LoadResult> load, long bytes, String message, boolean isWarning) {
    /** The ways in which an archive's turn can end. */
    public enum Kind {
        /** New content was read and stored. */
        STORED,
        /** The CFTC has no newer content than what is stored. */
        UNCHANGED,
        /** The CFTC does not have it, as is to be expected. */
        NOT_YET,
        /** The CFTC does not have it, and should. */
        MISSING,
        /** What came cannot be used; nothing of it was stored. */
        FAILED,
        /** The CFTC gave no answer, or refused to. */
        UNREACHABLE,
        /** This machine could not take it, for want of room or because the store is out of order; it says nothing of the file. */
        LOCAL_FAILURE
    }

    /** @param warnings what someone should know about what was stored */
    static ArchiveOutcome stored(Archive archive, LoadResult load, long bytes, List<String> warnings) {
        String message = String.format(
                Locale.ROOT,
                "%,d weeks read, %,d new, %,d changed, %,d malformed",
                load.weeksRead(),
                load.inserted(),
                load.changed(),
                load.malformed());
        if (load.vanished() > 0) {
            message += String.format(Locale.ROOT, ", %,d vanished", load.vanished());
        }
        if (load.returned() > 0) {
            message += String.format(Locale.ROOT, ", %,d returned", load.returned());
        }
        if (load.outranked() > 0) {
            message += ", " + load.outranked() + " left as a newer file has them";
        }
        if (load.duplicates() > 0) {
            message += ", " + load.duplicates() + " duplicates; " + String.join("; ", load.duplicateExamples());
        }
        if (load.differences() > 0) {
            message += ", " + load.differences() + " differ between the CFTC's files and the fall-back: "
                    + String.join("; ", load.differenceExamples());
        }
        if (!warnings.isEmpty()) {
            message += "; warning: " + String.join("; ", warnings);
        }
        boolean isWarning = load.differences() > 0 || !warnings.isEmpty();
        return new ArchiveOutcome(archive, Kind.STORED, Optional.of(load), bytes, message, isWarning);
    }

    static ArchiveOutcome unchanged(Archive archive) {
        return new ArchiveOutcome(archive, Kind.UNCHANGED, Optional.empty(), 0, "unchanged", false);
    }

    static ArchiveOutcome absent(Archive archive, boolean normal) {
        return new ArchiveOutcome(
                archive,
                normal ? Kind.NOT_YET : Kind.MISSING,
                Optional.empty(),
                0,
                "404 for " + archive.path() + (normal ? ", which is normal" : ", expected a file"),
                false);
    }

    /** @param kind how it failed */
    static ArchiveOutcome failed(Archive archive, Kind kind, Throwable failure) {
        return new ArchiveOutcome(archive, kind, Optional.empty(), 0, Failures.reason(failure), true);
    }

    /** Whether the run is not all that was asked for because of it. */
    boolean isFlaw() {
        return switch (kind) {
            case MISSING, FAILED, UNREACHABLE, LOCAL_FAILURE -> true;
            case STORED, UNCHANGED, NOT_YET -> false;
        };
    }
}
