package cotinga.store.sql;

/** Is notified of the transactions of a database. */
public interface TransactionListener {
    /** Ignores them. */
    TransactionListener NONE = doing -> IgnoredTransaction.ONLY;

    /**
     * A transaction begins, before it has a connection.
     *
     * @param doing what it does, such as {@code read the runs}
     * @return is closed at its end, in the same thread
     */
    Running begin(String doing);

    /** A transaction until its end. */
    interface Running extends AutoCloseable {
        /** It was rolled back. */
        void failed(Throwable failure);

        @Override
        void close();
    }

    /** A transaction that nobody is notified of. */
    enum IgnoredTransaction implements Running {
        ONLY;

        @Override
        public void failed(Throwable failure) {}

        @Override
        public void close() {}
    }
}
