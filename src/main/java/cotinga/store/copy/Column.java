package cotinga.store.copy;

/** A column of a table. */
record Column(String name, ColumnType type) {}
