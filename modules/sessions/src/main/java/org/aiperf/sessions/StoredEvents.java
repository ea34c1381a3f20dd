package org.aiperf.sessions;

import java.util.List;
import org.jdbi.v3.core.Handle;

/** The table of events: one line of a run's log in each row. */
final class StoredEvents {
    private StoredEvents() {}

    static List<String> linesAfter(Handle handle, long session, long sequence) {
        return handle.createQuery(
                        "SELECT json FROM event WHERE session_id = :session AND sequence > :sequence ORDER BY sequence")
                .bind("session", session)
                .bind("sequence", sequence)
                .mapTo(String.class)
                .list();
    }

    static long lastSequence(Handle handle, long session) {
        return handle.createQuery("SELECT coalesce(max(sequence), 0) FROM event WHERE session_id = :session")
                .bind("session", session)
                .mapTo(Long.class)
                .one();
    }
}
