package cotinga.settings;

import cotinga.cluster.Role;
import cotinga.store.sql.Database;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What this instance does beside others on the same database.
 *
 * @param instance its name, which no other instance has
 * @param isShared whether several instances can use the database
 */
public record ClusterSettings(Role role, String instance, boolean isShared) {
    private static final String ROLE = "cotinga.role";
    private static final String ROLES = "all, writer or reader";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,40}");
    private static final int DIGITS = 6;

    static ClusterSettings read(SettingReader reader, StoreSettings store) {
        boolean isShared = Database.isOnServer(store.url());
        Role role = reader.required(ROLE, Role.ALL, ROLES, ClusterSettings::role);
        if (role != Role.ALL && !isShared) {
            reader.reject(
                    ROLE,
                    role.name().toLowerCase(Locale.ROOT),
                    "all, as an embedded database has one instance; set cotinga.database.url to a PostgreSQL database");
        }
        Optional<String> name = reader.optional(
                "cotinga.instance",
                "a name of up to 40 letters, digits, dots, underscores and hyphens",
                text -> Optional.of(text).filter(NAME.asMatchPredicate()));
        return new ClusterSettings(role, unique(name), isShared);
    }

    private static Optional<Role> role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    /** A process must not be taken for one that had its name before. */
    private static String unique(Optional<String> name) {
        return "cotinga-" + name.map(text -> text + "-").orElse("")
                + UUID.randomUUID().toString().substring(0, DIGITS);
    }
}
