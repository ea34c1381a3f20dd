package org.aiperf.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostileNamesTest {
    private static final List<String> NAMES = List.of(
            "'; DROP TABLE session; --",
            "' OR '1'='1",
            "\"; DELETE FROM event; --",
            "x') ON CONFLICT DO NOTHING; --",
            ":id",
            ":name :runId",
            "?",
            "?1",
            "@name",
            "$name",
            "<name>",
            "<script>alert(1)</script>",
            "%",
            "_",
            "a%' ESCAPE '\\",
            "\\",
            "\\'",
            "''",
            "\"\"",
            "[session]",
            "`session`",
            "/* */",
            "-- x",
            "line\nbreak\r\n\ttab",
            "nul\0inside",
            "",
            " ",
            "性能测试",
            "🚀 e\u0301 \u202E rtl",
            "NULL",
            "x".repeat(40_000));

    @TempDir
    private Path folder;

    @Test
    void everyNameIsStoredFoundAndReturnedIntact() throws IOException {
        assertThat(NAMES).hasSizeGreaterThanOrEqualTo(30);
        Path file = folder.resolve("sessions.db");
        try (Sessions sessions = Sessions.open(file, run -> 0)) {
            for (String name : NAMES) {
                try (SessionWriter writer = sessions.record("run " + name, name, name)) {
                    writer.append(SampleRun.recorded(List.of(
                            new RunStarted("run " + name, name, name, Map.of(name, name)), new RunEnded(name))));
                }
            }
        }
        try (Sessions sessions = Sessions.open(file, run -> 0)) {
            assertThat(sessions.list()).hasSize(NAMES.size());
            for (String name : NAMES) {
                Session session = sessions.find("run " + name).orElseThrow();
                assertThat(session.name()).isEqualTo(name);
                assertThat(session.cluster()).isEqualTo(name);
                assertThat(session.endReason()).isEqualTo(name);
                assertThat(sessions.find(name)).contains(session);
                assertThat(sessions.events(session.id()).getFirst().event())
                        .isEqualTo(new RunStarted("run " + name, name, name, Map.of(name, name)));
            }
        }
    }
}
