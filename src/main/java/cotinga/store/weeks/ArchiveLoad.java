package cotinga.store.weeks;

import org.jspecify.annotations.Nullable;

/**
 * An edition of an archive that is about to be stored.
 *
 * @param edition the edition
 * @param runId the run that stores it, if one does
 */
public record ArchiveLoad(ArchiveEdition edition, @Nullable Long runId) {}
