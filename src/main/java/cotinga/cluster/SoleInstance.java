package cotinga.cluster;

import java.sql.Connection;
import java.util.Optional;

/** The leadership in an embedded database, which has one instance: it always leads. */
public final class SoleInstance implements Leadership {
    @Override
    public boolean isInContact() {
        return true;
    }

    @Override
    public boolean isLeading() {
        return true;
    }

    @Override
    public boolean isAtWork() {
        return true;
    }

    @Override
    public boolean isResponsible() {
        return true;
    }

    @Override
    public boolean tryToLead() {
        return true;
    }

    @Override
    public void follow(Work work) {
        work.begin();
    }

    @Override
    public Optional<Leader> leader() {
        return Optional.empty();
    }

    @Override
    public long number() {
        return 0;
    }

    @Override
    public void standDown() {}

    @Override
    public void require(Connection connection) {}

    @Override
    public void close() {}
}
