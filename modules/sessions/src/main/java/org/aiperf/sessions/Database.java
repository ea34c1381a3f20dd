package org.aiperf.sessions;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.sqlite.JDBC;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.SynchronousMode;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.sqlite.SQLiteOpenMode;

/** The SQLite file: made, checked and brought up to date, and where connections to it come from. */
final class Database {
    /** How long a writer waits for another one, in this program or in another, before it gives up. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private Database() {}

    /** Makes the file if there is none; refuses what is not a session database and leaves it as it is. */
    static Jdbi open(Path file) throws SessionsException {
        try {
            createIfMissing(file);
            refuseStrangers(file);
            Jdbi jdbi = Jdbi.create(() -> connect(file));
            try (Handle handle = jdbi.open()) {
                Migrations.run(file, handle);
                // Set once the schema stands, so that the header on the disk says whose file this is from the start.
                handle.execute("PRAGMA journal_mode = WAL");
                handle.createQuery("SELECT count(*) FROM session")
                        .mapTo(Long.class)
                        .one();
            }
            return jdbi;
        } catch (SessionsException e) {
            throw e;
        } catch (IOException | SQLException | JdbiException e) {
            throw SessionsException.of(file, e);
        }
    }

    private static void createIfMissing(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean isPosix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = isPosix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        try {
            Files.createFile(file, ownerOnly);
        } catch (FileAlreadyExistsException e) {
            if (!Files.isRegularFile(file)) {
                throw new SessionsException(file, "is not a file; name another one for the sessions");
            }
        }
    }

    private static void refuseStrangers(Path file) throws IOException {
        DatabaseHeader header = DatabaseHeader.read(file);
        if (header.isEmpty()) {
            return;
        }
        if (!header.isSqlite()) {
            throw new SessionsException(file, "is not a database; name another file for the sessions, or move it away");
        }
        if (!header.isOurs()) {
            throw new SessionsException(file, "is the database of another program; name another file for the sessions");
        }
        boolean isAtRest = Files.notExists(file.resolveSibling(file.getFileName() + "-wal"));
        boolean isCutShort = isAtRest && header.isSound() && Files.size(file) % header.pageSize() != 0;
        if (!header.isSound() || isCutShort) {
            throw new SessionsException(file, "is damaged; move it away, and a new one will be made");
        }
        if (!Files.isWritable(file)) {
            throw new SessionsException(file, "cannot be written; give yourself write permission to it");
        }
    }

    private static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        config.setSynchronous(SynchronousMode.FULL);
        // A transaction that reads first and writes later cannot wait for another writer: SQLite refuses it at once.
        config.setTransactionMode(TransactionMode.IMMEDIATE);
        config.resetOpenMode(SQLiteOpenMode.CREATE);
        // As a URI a path may hold any character; as a plain name a question mark would start parameters.
        return JDBC.createConnection("jdbc:sqlite:" + file.toAbsolutePath().toUri(), config.toProperties());
    }
}
