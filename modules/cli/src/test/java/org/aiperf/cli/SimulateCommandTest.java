package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SimulateCommandTest {
    private static final String[] SMALL = {
        "simulate", "--nodes", "8", "--accelerators", "2", "--seconds", "600", "--faults", "crash:nodes=25%,every=2m"
    };

    @TempDir
    private Path folder;

    @Test
    void theSameCommandGivesTheSameLine() throws IOException {
        Run once = Run.json(SMALL);

        assertThat(once.exit()).as(once.err()).isEqualTo(ExitCode.DONE);
        JsonNode result = once.lastLine();
        assertThat(result.path("efficiency").asDouble()).isBetween(0.3, 1.0);
        assertThat(result.path("score").asDouble()).isPositive();
        assertThat(result.path("trials").asInt()).isPositive();
        assertThat(result.path("virtualSeconds").asDouble()).isBetween(600.0, 611.0);
        assertThat(result.path("lostAttempts").asInt()).isPositive();
        assertThat(Run.json(SMALL).out()).isEqualTo(once.out());
    }

    @Test
    void costsAndPlanAreTakenFromFiles() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), "name: mine\ntrials: 5\n");
        Path costs = Files.writeString(folder.resolve("costs.yaml"), "machine: mine\nwaitingShare: 0.5\n");

        Run run = Run.json(
                "simulate", "--nodes", "2", "--seconds", "300", "--plan", plan.toString(), "--costs", costs.toString());

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lastLine().path("costs").asText()).isEqualTo("mine");
        assertThat(run.lastLine().path("endReason").asText()).isEqualTo("its 5 trials are finished");
        assertThat(run.lastLine().path("efficiency").asDouble()).isLessThan(0.7);
    }

    @Test
    void aParityPlanIsSimulatedWithoutItsData() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), "name: big\npreset: parity\n");

        Run run = Run.json("simulate", "--nodes", "4", "--accelerators", "8", "--plan", plan.toString());

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lastLine().path("virtualSeconds").asDouble()).isGreaterThanOrEqualTo(3600);
    }

    @Test
    void everyProblemIsSaidAtOnce() throws IOException {
        Path plan = Files.writeString(folder.resolve("plan.yaml"), "trails: 5\n");
        Path costs = Files.writeString(folder.resolve("costs.yaml"), "latencySeconds: soon\n");

        Run run = Run.json(
                "simulate",
                "--nodes",
                "0",
                "--accelerators",
                "1000",
                "--seconds",
                "1",
                "--faults",
                "quake:at=1s;drop:share=7",
                "--plan",
                plan.toString(),
                "--costs",
                costs.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.lastLine().path("problems")).hasSize(7);
        assertThat(run.errors())
                .anyMatch(line -> line.startsWith("--nodes: is 0"))
                .anyMatch(line -> line.contains("'quake' is no kind of fault"))
                .anyMatch(line -> line.contains("costs.yaml:1: latencySeconds: 'soon' is not a number"))
                .anyMatch(line -> line.contains("plan.yaml:1: trails: is not a known key; did you mean 'trials'?"));
    }
}
