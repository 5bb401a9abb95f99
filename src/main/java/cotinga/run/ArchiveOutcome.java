package cotinga.run;

import cotinga.base.Counted;
import cotinga.cftc.Archive;
import cotinga.store.weeks.LoadResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The outcome of one archive in a run.
 *
 * @param load what was stored, if the archive was parsed
 * @param bytes the size of the download, if it was stored
 * @param message counts and examples of duplicates, or what was found and what was expected
 * @param isWarning whether it is logged as a warning
 */
public record ArchiveOutcome(
        Archive archive, Kind kind, Optional<LoadResult> load, long bytes, String message, boolean isWarning) {
    /** The kinds of outcomes. */
    public enum Kind {
        /** New content was stored. */
        STORED("stored"),
        /** The CFTC has no newer content than the stored content. */
        UNCHANGED("unchanged"),
        /** The CFTC does not have the file, as expected. */
        NOT_YET("not yet"),
        /** The CFTC does not have the file, and should. */
        MISSING("missing"),
        /** The download cannot be used; nothing of it was stored. */
        FAILED("failed"),
        /** The CFTC did not respond, or rejected the request. */
        UNREACHABLE("unreachable"),
        /** A local failure (disk full, database error) prevented the load; it says nothing about the file. */
        LOCAL_FAILURE("not stored because of a local failure");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        /** The kind as a summary shows it after a number. */
        String words() {
            return words;
        }
    }

    /**
     * An archive whose weeks are stored.
     *
     * @param warnings what an operator should know about the stored file
     */
    public static ArchiveOutcome stored(Archive archive, LoadResult load, long bytes, List<String> warnings) {
        String message = String.format(
                Locale.ROOT,
                "%s read, %,d new, %,d changed, %,d malformed",
                Counted.of(load.weeksRead(), "week"),
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
            message += ", " + load.outranked() + " skipped because a newer file has them";
        }
        if (load.duplicates() > 0) {
            message += ", " + Counted.of(load.duplicates(), "duplicate") + "; "
                    + String.join("; ", load.duplicateExamples());
        }
        if (load.differences() > 0) {
            message += ", " + load.differences() + (load.differences() == 1 ? " differs" : " differ")
                    + " between the CFTC's files and the fall-back: "
                    + String.join("; ", load.differenceExamples());
        }
        if (!warnings.isEmpty()) {
            message += "; warning: " + String.join("; ", warnings);
        }
        boolean isWarning = load.differences() > 0 || !warnings.isEmpty();
        return new ArchiveOutcome(archive, Kind.STORED, Optional.of(load), bytes, message, isWarning);
    }

    public static ArchiveOutcome unchanged(Archive archive) {
        return new ArchiveOutcome(archive, Kind.UNCHANGED, Optional.empty(), 0, "unchanged", false);
    }

    public static ArchiveOutcome absent(Archive archive, boolean normal) {
        return new ArchiveOutcome(
                archive,
                normal ? Kind.NOT_YET : Kind.MISSING,
                Optional.empty(),
                0,
                "404 for " + archive.path() + (normal ? ", which is normal" : ", expected a file"),
                false);
    }

    /**
     * An archive that could not be stored.
     *
     * @param kind the kind of failure
     */
    public static ArchiveOutcome failed(Archive archive, Kind kind, Throwable failure) {
        return new ArchiveOutcome(archive, kind, Optional.empty(), 0, Failures.reason(failure), true);
    }

    /** Whether the run is incomplete because of this archive. */
    boolean isFlaw() {
        return switch (kind) {
            case MISSING, FAILED, UNREACHABLE, LOCAL_FAILURE -> true;
            case STORED, UNCHANGED, NOT_YET -> false;
        };
    }
}
