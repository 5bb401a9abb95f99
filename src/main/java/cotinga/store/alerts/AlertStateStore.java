package cotinga.store.alerts;

import cotinga.store.sql.NamedStatement;
import cotinga.store.sql.ResultColumns;
import cotinga.store.sql.Sql;
import cotinga.store.sql.Transaction;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;

/** Which conditions operators know of, and the messages that wait for their endpoints. */
public final class AlertStateStore {
    private static final Sql REPORTED_CONDITIONS = Sql.named("reported-conditions");
    private static final Sql INSERT_REPORTED_CONDITION = Sql.named("insert-reported-condition");
    private static final Sql DELETE_REPORTED_CONDITION = Sql.named("delete-reported-condition");
    private static final Sql ALERT_MESSAGES = Sql.named("alert-messages");
    private static final Sql INSERT_ALERT_MESSAGE = Sql.named("insert-alert-message");
    private static final Sql DELETE_SENT_MESSAGES = Sql.named("delete-sent-messages");
    private static final Sql WAITING_MESSAGES = Sql.named("waiting-messages");
    private static final Sql INSERT_WAITING_MESSAGE = Sql.named("insert-waiting-message");
    private static final Sql UPDATE_WAITING_MESSAGE = Sql.named("update-waiting-message");
    private static final Sql DELETE_WAITING_MESSAGE = Sql.named("delete-waiting-message");

    private final DataSource database;

    public AlertStateStore(DataSource database) {
        this.database = database;
    }

    /** Identifies a condition. */
    public record ConditionKey(String kind, String subject) {}

    /** Identifies a message that waits for an endpoint, which is known by its name. */
    public record WaitingKey(String endpoint, String message) {}

    /**
     * A message.
     *
     * @param content as JSON
     */
    public record Message(String type, Instant createdAt, String content) {}

    /**
     * What is stored.
     *
     * @param conditions the text of each condition
     * @param messages by their ids, in the order in which they are sent
     * @param waiting how often the endpoint has not accepted the message
     */
    public record State(
            Map<ConditionKey, String> conditions, Map<String, Message> messages, Map<WaitingKey, Integer> waiting) {
        /** Before the first alert. */
        public static final State EMPTY = new State(Map.of(), Map.of(), Map.of());
    }

    /** Reads everything. */
    public State read() {
        return Transaction.read(database, "read the state of alerts", connection -> {
            Map<ConditionKey, String> conditions = new LinkedHashMap<>();
            Map<String, Message> messages = new LinkedHashMap<>();
            Map<WaitingKey, Integer> waiting = new LinkedHashMap<>();
            try (NamedStatement statement = REPORTED_CONDITIONS.prepare(connection);
                    ResultSet rows = statement.query()) {
                while (rows.next()) {
                    conditions.put(
                            new ConditionKey(ResultColumns.text(rows, "kind"), ResultColumns.text(rows, "subject")),
                            ResultColumns.text(rows, "message"));
                }
            }
            try (NamedStatement statement = ALERT_MESSAGES.prepare(connection);
                    ResultSet rows = statement.query()) {
                while (rows.next()) {
                    messages.put(
                            ResultColumns.text(rows, "id"),
                            new Message(
                                    ResultColumns.text(rows, "type"),
                                    ResultColumns.instant(rows, "created_at"),
                                    ResultColumns.text(rows, "content")));
                }
            }
            try (NamedStatement statement = WAITING_MESSAGES.prepare(connection);
                    ResultSet rows = statement.query()) {
                while (rows.next()) {
                    waiting.put(
                            new WaitingKey(
                                    ResultColumns.text(rows, "endpoint"), ResultColumns.text(rows, "message_id")),
                            rows.getInt("attempts"));
                }
            }
            return new State(conditions, messages, waiting);
        });
    }

    /**
     * Stores what has changed, all or nothing; without a change, no statement is executed.
     *
     * @param before what is stored
     * @param now what is stored afterwards. Texts of conditions and contents of messages that are stored already do not change
     */
    public void write(State before, State now) {
        if (before.conditions().keySet().equals(now.conditions().keySet())
                && before.waiting().equals(now.waiting())) {
            return;
        }
        Transaction.write(database, "store the state of alerts", connection -> {
            writeConditions(connection, before, now);
            writeMessages(connection, before, now);
            return true;
        });
    }

    private static void writeConditions(Connection connection, State before, State now) throws SQLException {
        for (ConditionKey key : before.conditions().keySet()) {
            if (!now.conditions().containsKey(key)) {
                try (NamedStatement deletion = DELETE_REPORTED_CONDITION.prepare(connection)) {
                    set(deletion, key).update();
                }
            }
        }
        for (Map.Entry<ConditionKey, String> condition : now.conditions().entrySet()) {
            if (!before.conditions().containsKey(condition.getKey())) {
                try (NamedStatement insertion = INSERT_REPORTED_CONDITION.prepare(connection)) {
                    set(insertion, condition.getKey())
                            .set("message", condition.getValue())
                            .update();
                }
            }
        }
    }

    private static void writeMessages(Connection connection, State before, State now) throws SQLException {
        for (Map.Entry<String, Message> message : now.messages().entrySet()) {
            if (!before.messages().containsKey(message.getKey())) {
                insert(connection, message.getKey(), message.getValue());
            }
        }
        for (Map.Entry<WaitingKey, Integer> waiting : now.waiting().entrySet()) {
            Integer stored = before.waiting().get(waiting.getKey());
            if (!Objects.equals(stored, waiting.getValue())) {
                try (NamedStatement change =
                        (stored == null ? INSERT_WAITING_MESSAGE : UPDATE_WAITING_MESSAGE).prepare(connection)) {
                    set(change, waiting.getKey())
                            .set("attempts", waiting.getValue())
                            .update();
                }
            }
        }
        List<WaitingKey> over = before.waiting().keySet().stream()
                .filter(key -> !now.waiting().containsKey(key))
                .toList();
        for (WaitingKey key : over) {
            try (NamedStatement deletion = DELETE_WAITING_MESSAGE.prepare(connection)) {
                set(deletion, key).update();
            }
        }
        if (!over.isEmpty()) {
            try (NamedStatement deletion = DELETE_SENT_MESSAGES.prepare(connection)) {
                deletion.update();
            }
        }
    }

    private static void insert(Connection connection, String id, Message message) throws SQLException {
        try (NamedStatement insertion = INSERT_ALERT_MESSAGE.prepare(connection)) {
            insertion
                    .set("id", id)
                    .set("type", message.type())
                    .set("created_at", message.createdAt())
                    .set("content", message.content())
                    .update();
        }
    }

    private static NamedStatement set(NamedStatement statement, ConditionKey key) throws SQLException {
        return statement.set("kind", key.kind()).set("subject", key.subject());
    }

    private static NamedStatement set(NamedStatement statement, WaitingKey key) throws SQLException {
        return statement.set("endpoint", key.endpoint()).set("message_id", key.message());
    }
}
