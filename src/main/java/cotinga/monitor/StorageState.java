package cotinga.monitor;

import cotinga.store.sql.BackupState;
import java.util.Map;
import java.util.Optional;

/**
 * The state of the directories at one moment.
 *
 * @param disks by the names of the settings of the directories
 * @param backups empty when this process makes none
 */
public record StorageState(Map<String, Observation.Disk> disks, Optional<BackupState> backups) {}
