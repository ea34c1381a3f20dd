package org.aiperf.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What a campaign is made of, and how a part of it is chosen. */
final class FaultPointsTest {
    @Test
    void thereAreFortyWithNamesOfTheirOwn() {
        assertThat(FaultPoints.all())
                .hasSize(FaultsBenchmark.POINTS)
                .extracting(FaultPoint::name)
                .doesNotHaveDuplicates();
        System.out.println("fault points: " + FaultPoints.all().size());
    }

    @Test
    void aPartOfThemIsChosenByWordsOfTheirNames() throws Exception {
        FaultOptions options =
                FaultOptions.of(List.of("--points", "SSH cut,slurmctld", "--cluster", "namespaces", "--seeds", "2"));
        assertThat(options.points())
                .isNotEmpty()
                .allMatch(
                        point -> point.name().startsWith("SSH") || point.name().startsWith("slurmctld"));
        assertThat(options.clusters()).containsExactly("namespaces");
        assertThat(options.seeds()).isEqualTo(2);
    }

    @Test
    void whatIsNotUnderstoodIsSaidAllAtOnce() {
        assertThatThrownBy(() -> FaultOptions.of(
                        List.of("--cluster", "moon", "--seed", "--points", "no such point", "--seeds", "none")))
                .hasMessageContaining("--cluster moon")
                .hasMessageContaining("--seeds")
                .hasMessageContaining("no such point")
                .hasMessageContaining("--seeds none");
    }
}
