package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DryRunTest {
    @TempDir
    private Path folder;

    @Test
    void aDryRunPredictsTheRunAndLeavesNothing() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), """
                seconds: 600
                data:
                  train: shapes#0-256
                  test: shapes#1000-1100
                """);
        Path out = folder.resolve("out");

        Run run = Run.json("run", plan.toString(), "--dry-run", "--out", out.toString());

        assertThat(run.exit()).as(() -> String.join("\n", run.errors())).isEqualTo(ExitCode.DONE);
        JsonNode predicted = run.lastLine();
        assertThat(predicted.path("operations").asDouble()).isGreaterThan(1e9);
        assertThat(predicted.path("trials").asInt()).isGreaterThan(1);
        assertThat(predicted.path("seconds").asDouble()).isEqualTo(600);
        assertThat(predicted.path("comparable").asBoolean(true)).isFalse();
        assertThat(predicted.path("notComparable")).hasSize(1);
        assertThat(out).doesNotExist();
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(plan);
        }
    }
}
