package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTableTest {
    @TempDir
    Path home;

    private final List<String> said = new ArrayList<>();

    @Test
    void keepsFinishedUnitsForTheNextCall() throws Exception {
        BenchmarkTable first = open(false);
        first.keep("pair 1", Map.of("gain", 0.25));
        first.keep("pair 2", Map.of("gain", 0.5));

        BenchmarkTable next = open(false);

        assertThat(next.find("pair 1").orElseThrow()).containsEntry("gain", 0.25);
        assertThat(next.find("pair 2").orElseThrow())
                .containsEntry("gain", 0.5)
                .containsEntry("version", Cli.VERSION)
                .containsKey("machine");
        assertThat(next.find("pair 3")).isEmpty();
        assertThat(said).isEmpty();
    }

    @Test
    void measuresALineThatWasCutShortAgain() throws Exception {
        BenchmarkTable first = open(false);
        first.keep("pair 1", Map.of("gain", 0.25));
        Files.writeString(file(), "{\"unit\":\"pair 2\",\"ga", StandardOpenOption.APPEND);

        BenchmarkTable next = open(false);
        assertThat(next.find("pair 1")).isPresent();
        assertThat(next.find("pair 2")).isEmpty();
        assertThat(said).singleElement().asString().contains("measured again");

        next.keep("pair 2", Map.of("gain", 0.5));
        assertThat(open(false).find("pair 2").orElseThrow()).containsEntry("gain", 0.5);
    }

    @Test
    void forgetsEverythingWhenStartedAfresh() throws Exception {
        open(false).keep("pair 1", Map.of("gain", 0.25));

        assertThat(open(true).find("pair 1")).isEmpty();
        assertThat(open(false).find("pair 1")).isEmpty();
    }

    private BenchmarkTable open(boolean fresh) throws IOException {
        return BenchmarkTable.open(home, "quality", fresh, said::add);
    }

    private Path file() {
        return home.resolve("docs/benchmarks/quality.ndjson");
    }
}
