package org.aiperf.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DamagedDatabaseTest {
    private static final int PAGE = 4096;

    @TempDir
    private Path folder;

    private byte[] soundDatabase(List<Recorded> events) throws IOException {
        Path file = folder.resolve("sound.db");
        try (Sessions sessions = Sessions.open(file, run -> 0);
                SessionWriter writer = sessions.record("r1", "run", "laptop")) {
            writer.append(events);
        }
        return Files.readAllBytes(file);
    }

    @Test
    void aFileCutShortAnywhereIsRefusedAndLeftAsItIs() throws IOException {
        byte[] whole = soundDatabase(SampleRun.steps(400));
        List<Integer> lengths = new ArrayList<>(List.of(1, 15, 16, 50, 99, 100, 101, 511, 512, 4095));
        for (int length = PAGE; length < whole.length; length += PAGE) {
            lengths.add(length);
            lengths.add(length + 1);
        }
        assertThat(lengths).hasSizeGreaterThan(30);
        for (int length : lengths) {
            refuses("cut-" + length + ".db", Arrays.copyOf(whole, length), "");
        }
    }

    @Test
    void aHeaderWithAnyByteFlippedIsRefusedOrReadRight() throws IOException {
        List<Recorded> events = SampleRun.whole();
        byte[] whole = soundDatabase(events);
        int refused = 0;
        for (int i = 0; i < DatabaseHeader.SIZE; i++) {
            byte[] flipped = whole.clone();
            flipped[i] ^= (byte) 0xff;
            Path file = Files.write(folder.resolve("flipped-" + i + ".db"), flipped);
            try (Sessions sessions = Sessions.open(file, run -> 0)) {
                assertThat(sessions.events(sessions.list().getFirst().id()))
                        .as("byte %d", i)
                        .isEqualTo(events);
            } catch (SessionsException e) {
                refused++;
                assertThat(e.getMessage()).as("byte %d", i).doesNotContain("\n");
                assertThat(Files.readAllBytes(file)).as("byte %d", i).isEqualTo(flipped);
            }
        }
        assertThat(refused).isGreaterThan(30);
    }

    @Test
    void damageFurtherInIsOneLineWhenItIsMet() throws IOException {
        byte[] whole = soundDatabase(SampleRun.steps(400));
        int met = 0;
        for (int page = 1; page < whole.length / PAGE; page++) {
            byte[] damaged = whole.clone();
            Arrays.fill(damaged, page * PAGE, (page + 1) * PAGE, (byte) 0xa5);
            Path file = Files.write(folder.resolve("page-" + page + ".db"), damaged);
            try (Sessions sessions = Sessions.open(file, run -> 0)) {
                sessions.events(sessions.list().getFirst().id());
            } catch (SessionsException e) {
                met++;
                assertThat(e.getMessage())
                        .startsWith(file.toString())
                        .contains("damaged")
                        .doesNotContain("\n");
            }
        }
        assertThat(met).isGreaterThanOrEqualTo(whole.length / PAGE - 2);
    }

    @Test
    void otherFilesAreRefused() throws IOException, SQLException {
        refuses("text.db", "name: plan\n".repeat(100).getBytes(StandardCharsets.UTF_8), "is not a database");
        refuses("zeros.db", new byte[3 * PAGE], "is not a database");
        refuses("line.db", "\n".getBytes(StandardCharsets.UTF_8), "is not a database");

        Path foreign = folder.resolve("foreign.db");
        sql(foreign, "CREATE TABLE session (id INTEGER PRIMARY KEY, other TEXT)");
        refuses("copy-of-foreign.db", Files.readAllBytes(foreign), "the database of another program");

        Path ours = folder.resolve("ours-by-name-only.db");
        sql(
                ours,
                "CREATE TABLE x (y)",
                "PRAGMA user_version = 1",
                "PRAGMA application_id = " + DatabaseHeader.APPLICATION_ID);
        assertThatThrownBy(() -> Sessions.open(ours, run -> 0)).isInstanceOf(SessionsException.class);
    }

    @Test
    void aDatabaseOfANewerVersionIsRefusedPolitely() throws IOException, SQLException {
        Path newer = folder.resolve("newer.db");
        Sessions.open(newer, run -> 0).close();
        sql(newer, "PRAGMA user_version = 99");
        refuses("copy-of-newer.db", Files.readAllBytes(newer), "newer AIPerf Workbench (schema 99");
    }

    @Test
    void aFolderInPlaceOfTheFileAndAFileInPlaceOfTheFolderAreOneLine() throws IOException {
        assertThatThrownBy(() -> Sessions.open(folder, run -> 0))
                .isInstanceOf(SessionsException.class)
                .hasMessageContaining("is not a file");

        Path file = Files.writeString(folder.resolve("file"), "kept");
        assertThatThrownBy(() -> Sessions.open(file.resolve("below/sessions.db"), run -> 0))
                .isInstanceOf(SessionsException.class)
                .hasMessageContaining("choose a folder you may write to")
                .hasMessageNotContaining("\n");
        assertThat(file).hasContent("kept");
    }

    @Test
    void aFullDiskIsOneLineAndTheTransactionNeverWas() throws IOException, SQLException {
        Path file = folder.resolve("full.db");
        Sessions.open(file, run -> 0).close();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = 1");
            assertThatThrownBy(() -> {
                        try {
                            statement.execute("CREATE TABLE big AS SELECT zeroblob(100000) AS b");
                        } catch (SQLException e) {
                            throw SessionsException.of(file, e);
                        }
                    })
                    .isInstanceOf(SessionsException.class)
                    .hasMessage(file + ": the disk is full, nothing was stored; free some space and try again");
        }
    }

    private void refuses(String name, byte[] content, String because) throws IOException {
        Path inside = Files.createDirectory(folder.resolve("with-" + name));
        Path file = Files.write(inside.resolve(name), content);
        assertThatThrownBy(() -> Sessions.open(file, run -> 0))
                .as(name)
                .isInstanceOf(SessionsException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageContaining(because)
                .hasMessageNotContaining("\n");
        assertThat(Files.readAllBytes(file)).as(name).isEqualTo(content);
        try (var files = Files.list(inside)) {
            assertThat(files.toList()).as(name).containsExactly(file);
        }
    }

    private static void sql(Path file, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
