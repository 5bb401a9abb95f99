package cotinga.run;

/** Is notified of each run of a service that has ended and whose end is recorded. */
public interface RunListener {
    /** A report run has ended. */
    void ended(RunSummary summary);

    /** A price run has ended. */
    void ended(PriceSummary summary);
}
