package cotinga.alert;

import cotinga.store.alerts.AlertStateStore;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps in the database what operators know of and which messages wait for them, so that a restart repeats and loses nothing. The state in
 * memory is what counts, because alerts must not need the database: every change is stored after it was made, beside the sending, and again
 * when the database answers. What has begun and the messages about it are stored together.
 */
public final class AlertState {
    private final AlertStateStore store;
    private final Alerts alerts;
    private final ReentrantLock storing = new ReentrantLock();
    private AlertStateStore.State stored = AlertStateStore.State.EMPTY;
    private volatile boolean isRead;
    private final AtomicBoolean isDue = new AtomicBoolean();
    private final AtomicBoolean isFailing = new AtomicBoolean();

    public AlertState(AlertStateStore store, Alerts alerts) {
        this.store = store;
        this.alerts = alerts;
    }

    /**
     * Takes what the database has, as another process may have reported something meanwhile; only changes that this process has made and not
     * stored yet stay. Called when this process begins to observe and to send.
     *
     * @throws cotinga.store.sql.StoreException if the database does not answer. Then {@link #store()} reads it later
     */
    public void begin() {
        isRead = false;
        store();
    }

    /**
     * Stores what has changed. If another thread is storing, which can take long while the database does not answer, that thread does it
     * again, and this call returns at once.
     *
     * @return whether that works again
     * @throws cotinga.store.sql.StoreException if the database does not answer. The next call makes up for it
     */
    public boolean store() {
        boolean worksAgain = false;
        isDue.set(true);
        while (isDue.get() && storing.tryLock()) {
            try {
                isDue.set(false);
                storeChanges();
                worksAgain |= isFailing.getAndSet(false);
            } finally {
                storing.unlock();
            }
        }
        return worksAgain;
    }

    private void storeChanges() {
        try {
            if (!isRead) {
                read();
            }
            AlertStateStore.State now = alerts.state();
            store.write(stored, now);
            stored = now;
        } catch (RuntimeException e) {
            isRead = false; // it may have been stored nevertheless
            throw e;
        }
    }

    private void read() {
        isRead = true;
        AlertStateStore.State read = store.read();
        alerts.merge(stored, read);
        stored = read;
    }

    /** Records that the state could not be stored; returns whether this is the first failure. */
    public boolean storeFailed() {
        return !isFailing.getAndSet(true);
    }

    /**
     * What holds after changes here and elsewhere.
     *
     * @param before what was stored
     * @param read what is stored
     * @param here what this process has
     */
    static <K, V> Map<K, V> merged(Set<K> before, Map<K, V> read, Map<K, V> here) {
        Map<K, V> all = new LinkedHashMap<>(read);
        before.stream().filter(key -> !here.containsKey(key)).forEach(all::remove);
        here.forEach((key, value) -> {
            if (all.containsKey(key) || !before.contains(key)) {
                all.put(key, value);
            }
        });
        return all;
    }
}
