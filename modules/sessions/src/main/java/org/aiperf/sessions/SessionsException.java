package org.aiperf.sessions;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.sqlite.SQLiteException;

/** The session database cannot do what was asked. The message is one line for people. */
public final class SessionsException extends IOException {
    SessionsException(Path database, String problem) {
        super(database + ": " + problem);
    }

    private SessionsException(Path database, String problem, Throwable cause) {
        super(database + ": " + problem, cause);
    }

    /** What a failure below means for people. */
    static SessionsException of(Path database, Exception failure) {
        return new SessionsException(database, explanation(failure), failure);
    }

    private static String explanation(Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLiteException e) {
                return explanation(e);
            }
            if (cause instanceof SQLException e) {
                return "the database refused: " + firstLine(e);
            }
            if (cause instanceof FileSystemException e) {
                String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
                return "cannot be made or read (" + e.getFile() + ": " + reason + "); choose a folder you may write to";
            }
        }
        return firstLine(failure);
    }

    private static String explanation(SQLiteException e) {
        return switch (e.getResultCode().code & 0xff) {
            case 5, 6 -> "another program keeps it locked; close that program and try again";
            case 8, 14 -> "cannot be opened for writing; give yourself write permission to the file and its folder";
            case 10 -> "the disk failed to read or write (" + e.getResultCode().name() + "); check the disk";
            case 11, 26 -> "is damaged or not a session database; move it away, and a new one will be made";
            case 13 -> "the disk is full, nothing was stored; free some space and try again";
            default -> "the database refused: " + firstLine(e);
        };
    }

    private static String firstLine(Throwable e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
