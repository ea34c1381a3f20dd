package org.aiperf.sessions;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.CorruptLogException;
import org.aiperf.runs.EventCodec;
import org.aiperf.runs.LifecycleEvent;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.Recorded;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/** Adds the events of one run to its session. Two programs may record one run at once: each event is kept once. */
public final class SessionWriter implements AutoCloseable {
    private final Path database;
    private final Handle handle;
    private final long session;
    private final EventCodec codec;
    private final ToDoubleFunction<SearchRun> score;
    private SearchRun folded = SearchRun.EMPTY;

    SessionWriter(Path database, Handle handle, long session, EventCodec codec, ToDoubleFunction<SearchRun> score) {
        this.database = database;
        this.handle = handle;
        this.session = session;
        this.codec = codec;
        this.score = score;
    }

    /** The session that is written, as {@link Session#id}. */
    public long sessionId() {
        return session;
    }

    /**
     * Keeps events in order, all of them or none, and returns once they are on the disk. Events that are kept already
     * are passed over, so a feed may be replayed from its start.
     *
     * @throws SessionsException if an event is missing before one of these, or the database cannot be written
     */
    public synchronized void append(List<Recorded> events) throws SessionsException {
        try {
            folded = handle.inTransaction(transaction -> {
                List<Recorded> byOthers = decoded(StoredEvents.linesAfter(transaction, session, lastSequence(folded)));
                SearchRun before = folded.after(byOthers);
                List<Recorded> fresh = following(lastSequence(before), events);
                insert(transaction, fresh);
                SearchRun after = before.after(fresh);
                if (fresh.stream().anyMatch(SessionWriter::changesSummary)) {
                    summarise(transaction, after);
                }
                return after;
            });
        } catch (SessionsException e) {
            throw e;
        } catch (IOException | JdbiException e) {
            throw SessionsException.of(database, e);
        }
    }

    private static long lastSequence(SearchRun run) {
        return run.run().lastSequence();
    }

    private List<Recorded> decoded(List<String> lines) throws CorruptLogException {
        return lines.isEmpty() ? List.of() : codec.decodeAll(lines);
    }

    private List<Recorded> following(long last, List<Recorded> events) throws SessionsException {
        List<Recorded> fresh = new ArrayList<>(events.size());
        long expected = last + 1;
        for (Recorded event : events) {
            if (event.sequence() > expected) {
                throw new SessionsException(
                        database,
                        "session " + session + " lacks event " + expected + " before event " + event.sequence()
                                + "; read the run again from its first event");
            }
            if (event.sequence() == expected) {
                fresh.add(event);
                expected++;
            }
        }
        return fresh;
    }

    /** By plain JDBC, because named bindings would take longer than everything else about a row. */
    private void insert(Handle transaction, List<Recorded> events) throws SessionsException {
        try (PreparedStatement row = transaction
                .getConnection()
                .prepareStatement("INSERT INTO event (session_id, sequence, at, type, json) VALUES (?, ?, ?, ?, ?)")) {
            for (Recorded event : events) {
                row.setLong(1, session);
                row.setLong(2, event.sequence());
                row.setLong(3, event.atMillis());
                row.setString(4, event.event().getClass().getSimpleName());
                row.setString(5, codec.encode(event));
                row.addBatch();
            }
            row.executeBatch();
        } catch (SQLException e) {
            throw SessionsException.of(database, e);
        }
    }

    private static boolean changesSummary(Recorded recorded) {
        return recorded.event() instanceof LifecycleEvent || recorded.event() instanceof EpochFinished;
    }

    private void summarise(Handle transaction, SearchRun run) {
        String endReason = run.run().endReason();
        transaction
                .createUpdate("""
                        UPDATE session
                        SET started_at = :startedAt, state = :state, end_reason = :endReason,
                            trials = :trials, score = :score
                        WHERE id = :id""")
                .bind("startedAt", run.run().startedAtMillis())
                .bind("state", (endReason == null ? Session.State.RUNNING : Session.State.ENDED).name())
                .bind("endReason", endReason == null ? "" : endReason)
                .bind("trials", run.run().count(Outcome.FINISHED))
                .bind("score", score.applyAsDouble(run))
                .bind("id", session)
                .execute();
    }

    @Override
    public synchronized void close() {
        handle.close();
    }
}
