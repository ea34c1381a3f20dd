package org.aiperf.sessions;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.EventCodec;
import org.aiperf.runs.Recorded;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Every session that this computer keeps. Several threads and several programs may use one database at a time: readers
 * never wait, and writers take turns.
 */
public final class Sessions implements AutoCloseable {
    private static final String COLUMNS =
            "SELECT id, run_id, name, cluster, started_at, state, end_reason, trials, score FROM session ";
    private static final String NEWEST_FIRST = "ORDER BY started_at = 0 DESC, started_at DESC, id DESC ";

    private static final RowMapper<Session> ROW = (row, context) -> new Session(
            row.getLong(1),
            row.getString(2),
            row.getString(3),
            row.getString(4),
            row.getLong(5),
            Session.State.valueOf(row.getString(6)),
            row.getString(7),
            row.getInt(8),
            row.getDouble(9));

    private final Path database;
    private final Jdbi jdbi;
    private final ToDoubleFunction<SearchRun> score;
    private final EventCodec codec = SearchRun.codec();

    /** Held open so that the write-ahead log lives as long as this, not as long as one query. */
    private final Handle keeper;

    private Sessions(Path database, Jdbi jdbi, ToDoubleFunction<SearchRun> score) {
        this.database = database;
        this.jdbi = jdbi;
        this.score = score;
        this.keeper = jdbi.open();
    }

    /**
     * Opens a database, making it and its folders if there is none.
     *
     * @param score of a run so far, in operations per second, by the plan in its first event
     * @throws SessionsException if the file is something else, damaged, of a newer version or cannot be written; it is
     *     left as it was
     */
    public static Sessions open(Path database, ToDoubleFunction<SearchRun> score) throws SessionsException {
        Jdbi jdbi = Database.open(database);
        try {
            return new Sessions(database, jdbi, score);
        } catch (JdbiException e) {
            throw SessionsException.of(database, e);
        }
    }

    /** All of them, the newest first. */
    public List<Session> list() throws SessionsException {
        return ask(handle -> handle.createQuery(COLUMNS + NEWEST_FIRST).map(ROW).list());
    }

    /** The session with this number, else of this run, else the newest of this name. */
    public Optional<Session> find(String idOrNameOrRunId) throws SessionsException {
        boolean isNumber = idOrNameOrRunId.matches("[0-9]{1,18}");
        return ask(handle -> handle.createQuery(COLUMNS + """
                        WHERE id = :id OR run_id = :text OR name = :text
                        ORDER BY id = :id DESC, run_id = :text DESC, started_at = 0 DESC, started_at DESC, id DESC
                        LIMIT 1""")
                .bind("id", isNumber ? Long.parseLong(idOrNameOrRunId) : -1)
                .bind("text", idOrNameOrRunId)
                .map(ROW)
                .findOne());
    }

    /**
     * A writer for the events of a run: a new session, or the one that this run has already, with the name and the
     * cluster it has.
     */
    public SessionWriter record(String runId, String name, String cluster) throws SessionsException {
        long id = ask(handle -> handle.inTransaction(transaction -> {
            transaction
                    .createUpdate("INSERT INTO session (run_id, name, cluster) VALUES (:runId, :name, :cluster)"
                            + " ON CONFLICT (run_id) DO NOTHING")
                    .bind("runId", runId)
                    .bind("name", name)
                    .bind("cluster", cluster)
                    .execute();
            return transaction
                    .createQuery("SELECT id FROM session WHERE run_id = :runId")
                    .bind("runId", runId)
                    .mapTo(Long.class)
                    .one();
        }));
        try {
            return new SessionWriter(database, jdbi.open(), id, codec, score);
        } catch (JdbiException e) {
            throw SessionsException.of(database, e);
        }
    }

    /** Every event of a session in order; none if there is no such session. */
    public List<Recorded> events(long id) throws SessionsException {
        try {
            List<Recorded> events = new ArrayList<>();
            for (String line : ask(handle -> StoredEvents.linesAfter(handle, id, 0))) {
                events.add(codec.decode(line));
            }
            return events;
        } catch (CorruptLogException e) {
            throw new SessionsException(
                    database, "session " + id + " is damaged, or of a newer version: " + e.getMessage());
        }
    }

    /** The sequence number of the last event kept; 0 if there is none. */
    public long lastSequence(long id) throws SessionsException {
        return ask(handle -> StoredEvents.lastSequence(handle, id));
    }

    private <T> T ask(HandleCallback<T, RuntimeException> question) throws SessionsException {
        try {
            return jdbi.withHandle(question);
        } catch (JdbiException e) {
            throw SessionsException.of(database, e);
        }
    }

    /** Writers are closed by whoever opened them. */
    @Override
    public void close() {
        keeper.close();
    }
}
