package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {
    private static final String HOME = "aiperf.home";

    @TempDir
    Path home;

    private final Optional<String> before = Optional.ofNullable(System.getProperty(HOME));

    @BeforeEach
    void startAfresh() {
        System.setProperty(HOME, home.toString());
        CountingBenchmark.measured = 0;
        CountingBenchmark.interruptions = 0;
    }

    @AfterEach
    void restore() {
        before.ifPresentOrElse(value -> System.setProperty(HOME, value), () -> System.clearProperty(HOME));
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        CountingBenchmark.interruptions = 1;

        Run interrupted = Run.json("bench", "counting");
        assertThat(interrupted.exit()).isEqualTo(ExitCode.FAILED);
        assertThat(CountingBenchmark.measured).isEqualTo(1);

        Run resumed = Run.json("bench", "counting");
        assertThat(resumed.exit()).isEqualTo(ExitCode.DONE);
        assertThat(CountingBenchmark.measured).isEqualTo(3);
        JsonNode figures = resumed.lastLine().get("figures");
        assertThat(figures.get("u1.measuredAt").asDouble()).isEqualTo(1);
        assertThat(figures.get("u3.measuredAt").asDouble()).isEqualTo(3);
        assertThat(figures.get("peer").isNull()).isTrue();
    }

    @Test
    void printsAFinishedOneAgainAndMeasuresOnlyWhenStartedAfresh() {
        Run.json("bench", "counting");

        assertThat(Run.of("bench", "counting").out()).contains("u3.measuredAt").contains("peer");
        assertThat(CountingBenchmark.measured).isEqualTo(3);

        Run.json("bench", "counting", "--fresh");
        assertThat(CountingBenchmark.measured).isEqualTo(6);
    }

    @Test
    void namesWhatThereIsAndWhatMayHaveBeenMeant() {
        assertThat(Run.of("bench").out()).contains("counting").contains("how often it measures");

        Run misspelt = Run.of("bench", "countign");
        assertThat(misspelt.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(misspelt.errors()).singleElement().asString().contains("counting");
    }
}
