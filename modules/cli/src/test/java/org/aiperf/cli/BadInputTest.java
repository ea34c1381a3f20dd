package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad input: exit code 2, every problem at once, one line each, and nothing written. */
final class BadInputTest {
    @TempDir
    private Path folder;

    @Test
    void everyProblemOfAPlanIsSaidAtOnceAndNothingIsWritten() throws IOException {
        Path plan = folder.resolve("plan.yaml");
        Files.writeString(plan, """
                name: first
                secnds: 10
                seconds: -1
                data:
                  train: idx:missing/train
                  test: shapes#9-3
                search:
                  initial: resnet15
                """);
        Path out = folder.resolve("out");

        Run run = Run.of("run", plan.toString(), "--out", out.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.out()).isEmpty();
        assertThat(run.errors()).anyMatch(line -> line.startsWith(plan + ":2: secnds:") && line.contains("seconds"));
        assertThat(run.errors()).anyMatch(line -> line.startsWith(plan + ":3: seconds:"));
        assertThat(run.errors()).anyMatch(line -> line.contains("missing/train"));
        assertThat(run.errors()).anyMatch(line -> line.contains("shapes#9-3"));
        assertThat(out).doesNotExist();
    }

    @Test
    void aFolderWithFilesInItIsNotUsedForOutput() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "precious");

        Run run = Run.of("demo", "--headless", "--out", folder.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("has files in it");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void anOutputFolderThatCannotBeMadeIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Run run = Run.of("demo", "--headless", "--out", file.resolve("below").toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("cannot be made");
    }

    @Test
    void everyWrongOptionOfTrainIsSaidAtOnce() {
        Run run = Run.of(
                "train",
                "--architecture",
                "cnn",
                "--data",
                "idx:nowhere/train",
                "--test",
                "nonsense",
                "--epochs",
                "0",
                "--batch",
                "-3");

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).anyMatch(line -> line.startsWith("--epochs: "));
        assertThat(run.errors()).anyMatch(line -> line.startsWith("--batch: "));
        assertThat(run.errors()).anyMatch(line -> line.contains("nowhere/train"));
        assertThat(run.errors()).anyMatch(line -> line.contains("nonsense"));
    }

    @Test
    void aMistypedCommandIsAnsweredWithTheOneThatWasMeant() {
        Run run = Run.of("demp");

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("did you mean 'demo'?");
    }

    @Test
    void withJsonTheProblemsAreTheLastLineOfOutput() throws IOException {
        Run run = Run.json("ops", folder.resolve("no.json").toString(), "--method", "refrence");

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.lastLine().path("problems")).hasSize(2);
        assertThat(run.lastLine().at("/problems/0/fix").asText()).isEqualTo("did you mean 'reference'?");
    }

    @Test
    void aFolderWithoutEventsHasNoScore() {
        Run run = Run.of("score", folder.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("holds no events.ndjson");
    }
}
