package cotinga.cluster;

/** What an instance does. */
public enum Role {
    /** It serves, and leads or stands by to lead. */
    ALL,
    /** It leads or stands by to lead, and serves only status and administration. */
    WRITER,
    /** It serves, and never leads. */
    READER;

    /** Whether it may lead. */
    public boolean mayLead() {
        return this != READER;
    }

    /** Whether it serves published data. */
    public boolean serves() {
        return this != WRITER;
    }
}
