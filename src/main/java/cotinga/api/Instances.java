package cotinga.api;

import cotinga.cluster.Leadership;
import cotinga.cluster.Role;
import java.util.Locale;

/** What this instance is beside others on the same database. */
public final class Instances {
    private static final long SECONDS_TO_TAKE_OVER = 5;

    private final String name;
    private final Role role;
    private final Leadership leadership;

    public Instances(String name, Role role, Leadership leadership) {
        this.name = name;
        this.role = role;
        this.leadership = leadership;
    }

    /** This instance in the status. */
    public StatusAnswer.Instance status() {
        return new StatusAnswer.Instance(
                name,
                role.name().toLowerCase(Locale.ROOT),
                leadership.isLeading(),
                leadership.leader().map(StatusAnswer.Leader::of).orElse(null),
                leadership.newerBuild().orElse(null));
    }

    /**
     * Requires that this instance serves published data.
     *
     * @throws RequestException if it is a writer
     */
    public void requireServing() {
        if (!role.serves()) {
            throw RequestException.unavailable(
                    "Not served here",
                    "This instance is a writer, which serves only /api/v1/cot/status and /api/v1/admin; send the request to a reader",
                    SECONDS_TO_TAKE_OVER);
        }
    }
}
