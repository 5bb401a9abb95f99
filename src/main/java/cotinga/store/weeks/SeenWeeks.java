package cotinga.store.weeks;

/** The weeks that one load has handled, each with its line and outcome, in a hash table of primitive numbers. */
final class SeenWeeks {
    /** The outcome of a week. */
    enum Outcome {
        INSERTED,
        CHANGED,
        RETURNED,
        UNCHANGED,
        OUTRANKED
    }

    private long[] ids = new long[1 << 10];
    private int[] lines = new int[ids.length];
    private Outcome[] outcomes = new Outcome[ids.length];
    private int size;

    /** The slot of a week, or -1 when the load has not handled it. */
    int find(long id) {
        int slot = slotOf(id);
        return ids[slot] == 0 ? -1 : slot;
    }

    int line(int slot) {
        return lines[slot];
    }

    Outcome outcome(int slot) {
        return outcomes[slot];
    }

    /** Adds a week, or replaces its line and outcome. */
    void put(long id, int line, Outcome outcome) {
        int slot = slotOf(id);
        if (ids[slot] == 0) {
            ids[slot] = id;
            size++;
        }
        lines[slot] = line;
        outcomes[slot] = outcome;
        if (size * 2 > ids.length) {
            grow();
        }
    }

    private int slotOf(long id) {
        int mask = ids.length - 1;
        int slot = (int) ((id * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (ids[slot] != 0 && ids[slot] != id) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldIds = ids;
        int[] oldLines = lines;
        Outcome[] oldOutcomes = outcomes;
        ids = new long[oldIds.length * 2];
        lines = new int[ids.length];
        outcomes = new Outcome[ids.length];
        for (int old = 0; old < oldIds.length; old++) {
            if (oldIds[old] != 0) {
                int slot = slotOf(oldIds[old]);
                ids[slot] = oldIds[old];
                lines[slot] = oldLines[old];
                outcomes[slot] = oldOutcomes[old];
            }
        }
    }
}
