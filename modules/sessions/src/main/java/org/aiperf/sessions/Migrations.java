package org.aiperf.sessions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import org.jdbi.v3.core.Handle;

/**
 * Numbered scripts bring a database to the schema of this version: script n leads from schema n−1 to n, and SQLite's
 * {@code user_version} says how far a file has come. A script runs whole or not at all.
 */
final class Migrations {
    static final int LATEST = 1;

    private Migrations() {}

    /** @throws SessionsException if the database was written by a newer version */
    static void run(Path database, Handle handle) throws IOException, SQLException {
        int version = version(handle);
        if (version > LATEST) {
            throw new SessionsException(
                    database,
                    "was written by a newer AIPerf Workbench (schema " + version + ", this one knows up to " + LATEST
                            + "); update the workbench or name another file");
        }
        for (int next = version + 1; next <= LATEST; next++) {
            apply(handle, next);
        }
    }

    private static void apply(Handle handle, int number) throws IOException, SQLException {
        String script = script(number);
        handle.useTransaction(transaction -> {
            boolean isDoneByAnother = version(transaction) >= number;
            if (!isDoneByAnother) {
                try (Statement statement = transaction.getConnection().createStatement()) {
                    statement.executeUpdate(script);
                    statement.executeUpdate("PRAGMA application_id = " + DatabaseHeader.APPLICATION_ID);
                    statement.executeUpdate("PRAGMA user_version = " + number);
                }
            }
        });
    }

    private static int version(Handle handle) {
        return handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    }

    private static String script(int number) throws IOException {
        try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + number + ".sql")) {
            if (in == null) {
                throw new IOException("the migration to schema " + number + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
