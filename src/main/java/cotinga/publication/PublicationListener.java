package cotinga.publication;

import java.time.Duration;

/** Is notified of each publication of this process. */
@FunctionalInterface
public interface PublicationListener {
    /**
     * A data version was published and its files are complete.
     *
     * @param took from the first market to the manifest
     * @param files the number of files; 0 if files are not exported or could not be written
     * @param bytes their size
     */
    void published(Duration took, int files, long bytes);
}
