package cotinga.cluster;

import cotinga.store.sql.WriteGuard;
import java.util.Optional;

/** Whether this instance leads. Of all instances on a database at most one leads; it alone runs, publishes and alerts. */
public interface Leadership extends WriteGuard, AutoCloseable {
    /** What this instance does when it begins or stops to lead. */
    interface Work {
        /** It leads now. If this fails, it is called again; after three failures the instance lets another one lead. */
        void prepare();

        /** It leads and has prepared its work. If this fails, it is called again as long as the instance leads. */
        void begin();

        /**
         * It does not lead any more, or the database does not answer. Ends what waits for it, so that the other methods return. Called by
         * another thread.
         */
        void abort();

        /** It does not lead any more. Returns when it has ended what it did as the leader. */
        void end();
    }

    /** Whether the database has answered within the last seconds. An embedded database always does, or the process has to be restarted. */
    boolean isInContact();

    /** Whether it leads now. */
    boolean isLeading();

    /** Whether it leads, has begun the work of a leader, and is not stopping. */
    boolean isAtWork();

    /** Its fencing number, which is another one each time it begins to lead; 0 if it does not lead, or in an embedded database. */
    long number();

    /** Whether it leads, or led last as far as it knows: it alerts operators, also while the database does not answer. */
    boolean isResponsible();

    /** Leads if nobody else does; returns whether it leads. */
    boolean tryToLead();

    /** Notifies this instance from now on when it leads; at once if it does. */
    void follow(Work work);

    /** Who leads, as far as it is known; empty if nobody does, or in an embedded database, which has one instance only. */
    Optional<Leader> leader();

    /** The version of a newer build that has led, so that this instance does not lead; empty if there is none. */
    default Optional<String> newerBuild() {
        return Optional.empty();
    }

    /** Does not begin to lead any more: this instance is stopping. */
    void standDown();

    /** Stops to lead, so that another instance can take over at once. The work has ended. */
    @Override
    void close();
}
