package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that lies about the names of its files writes nothing outside the folder of its run, on any system. */
final class FetchedNameTest {
    private static final List<String> HOSTILE = List.of(
            "../x",
            "../../x",
            "..",
            ".",
            "...",
            "/etc/x",
            "//host/share/x",
            "a/x",
            "a/../../x",
            "./x",
            "..\\x",
            "..\\..\\x",
            "\\x",
            "\\\\host\\share\\x",
            "\\\\?\\C:\\x",
            "a\\..\\..\\x",
            "C:x",
            "C:\\x",
            "C:/x",
            "x:stream",
            "x::$DATA",
            "~/x",
            "~root",
            "$HOME",
            "${HOME}",
            "%APPDATA%",
            "`id`",
            "$(id)",
            "-rf",
            "--",
            ".profile",
            ".ssh",
            "x\0",
            "x\n../y",
            "x\r",
            "x\t",
            "\u001b[2Jx",
            "\u202ex",
            "..\u2044x",
            "\uff0e\uff0e\uff0fx",
            "\ud800x",
            "..%2fx",
            "%2e%2e%2fx",
            "..%c0%afx",
            " x",
            "x ",
            "|x",
            "x;y",
            "x&y",
            "x<y",
            "x\"y",
            "x*",
            "x?",
            "x".repeat(5000));

    /** Where in a name it stands. */
    private static final List<UnaryOperator<String>> POSITIONS = List.of(
            name -> name + ".json",
            name -> name + ".log",
            name -> name,
            name -> "1" + name + ".json",
            name -> name + "/1.json");

    private static final List<String> DEVICES = List.of("con", "PRN", "aux", "Nul", "com1", "LPT9", "nul.tar");

    @TempDir
    private Path home;

    @Test
    void stayInTheirFolderOrAreNotKept() throws IOException {
        Path folder = Files.createDirectories(home.resolve("run/history")).toRealPath();
        int refused = 0;
        int inside = 0;
        for (String name : HOSTILE) {
            for (UnaryOperator<String> position : POSITIONS) {
                String whole = position.apply(name);
                Optional<Path> kept = FetchedName.in(folder, whole);
                if (kept.isPresent()) {
                    Files.writeString(kept.get(), "x");
                    assertThat(kept.get().toRealPath().getParent())
                            .as("%s", whole)
                            .isEqualTo(folder);
                    inside++;
                } else {
                    refused++;
                }
            }
        }
        for (String device : DEVICES) {
            assertThat(FetchedName.in(folder, device + ".json")).as(device).isEmpty();
            refused++;
        }
        try (Stream<Path> all = Files.walk(home)) {
            assertThat(all.filter(Files::isRegularFile)).allMatch(file -> folder.equals(file.getParent()));
        }
        System.out.println("names of nodes: " + (refused + inside) + " (" + HOSTILE.size() + " rules, "
                + POSITIONS.size() + " positions), " + refused + " refused, " + inside + " harmless");
        assertThat(refused).isGreaterThanOrEqualTo(200);
    }

    @Test
    void ofModelsAndLogsAreKept() {
        for (String name :
                List.of("1.json", "1024.json", "slave1.log", "gpu-1.lab.example.log", "slurm-17.log", "节点1.log")) {
            assertThat(FetchedName.in(home, name)).as(name).contains(home.resolve(name));
        }
        for (String name : List.of("weights.bin", "slave1.pid", "token", "1.json.part")) {
            assertThat(FetchedName.in(home, name)).as(name).isEmpty();
        }
    }

    @Test
    void ofRunsAreNoWayUp() {
        for (String path : List.of("/shared/runs/a-1", "/a", "/shared/runs/-x", "/shared/runs/.x", "/r/实验-1")) {
            assertThat(FetchedName.isOfFolder(path)).as(path).isTrue();
        }
        for (String path :
                List.of("/shared/runs/..", "/..", "/", "", "/.", "/shared/...", "/a/b c", "/a/b\\..\\c", "/a/b:c")) {
            assertThat(FetchedName.isOfFolder(path)).as(path).isFalse();
        }
    }
}
