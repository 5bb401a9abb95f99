package cotinga.routes.isolation;

import cotinga.cluster.Leader;
import cotinga.cluster.Leadership;
import java.sql.Connection;
import java.util.Optional;

/** The leadership of an instance that begins and stops to lead when a test says so. At first it does not lead, and nobody else does. */
public final class SwitchedLeadership implements Leadership {
    public volatile boolean isLeading;
    public volatile Optional<Leader> other = Optional.empty();

    @Override
    public boolean isInContact() {
        return true;
    }

    @Override
    public boolean isLeading() {
        return isLeading;
    }

    @Override
    public boolean isAtWork() {
        return isLeading;
    }

    @Override
    public long number() {
        return 0;
    }

    @Override
    public boolean isResponsible() {
        return isLeading;
    }

    @Override
    public boolean tryToLead() {
        return isLeading;
    }

    @Override
    public void follow(Work work) {}

    @Override
    public Optional<Leader> leader() {
        return other;
    }

    @Override
    public Optional<String> newerBuild() {
        return Optional.empty();
    }

    @Override
    public void standDown() {}

    @Override
    public void require(Connection connection) {}

    @Override
    public void close() {}
}
