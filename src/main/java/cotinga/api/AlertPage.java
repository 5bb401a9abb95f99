package cotinga.api;

import java.util.List;

/** A page of alerts, the earliest first. */
public record AlertPage(List<AlertAnswer> items, long total, int limit, int offset) {}
