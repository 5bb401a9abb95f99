package cotinga.store.sql;

import java.time.Instant;
import java.util.Optional;

/**
 * The state of the backups.
 *
 * @param newest empty if there is none
 * @param failure why the last attempt of this process failed, without paths; empty if it succeeded, and before the first one
 */
public record BackupState(Optional<Backup> newest, Optional<String> failure) {

    /**
     * A complete backup.
     *
     * @param at when it was made
     */
    public record Backup(Instant at, long bytes) {}
}
