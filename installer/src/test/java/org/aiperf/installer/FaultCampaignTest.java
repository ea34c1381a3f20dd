package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.aiperf.bench.faults.FaultsBenchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.namespaces.NamespaceCluster;
import org.aiperf.onemachine.OneMachine;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quick part of {@code aiperf bench faults}: eight of its points, one seed. */
final class FaultCampaignTest {
    private static final List<String> POINTS = List.of(
            "client killed in the middle of an epoch",
            "master killed with a result written and not acknowledged",
            "master killed while the log is written",
            "worker killed with a trial claimed",
            "slurmd killed in the middle of an epoch",
            "slurmctld killed in the middle of an epoch",
            "cable pulled until the worker is given up",
            "SSH cut at authentication");

    @TempDir
    private Path home;

    @Test
    void noTrialIsLostAndNoneIsCountedTwice() throws Exception {
        assumeThat(Boolean.getBoolean("aiperf.show"))
                .as("skipped: takes minutes, runs with -Daiperf.show=true")
                .isTrue();
        boolean hasNamespaces = NamespaceCluster.missing().isEmpty();
        assumeThat(hasNamespaces || OneMachine.missing().isEmpty())
                .as("skipped: Slurm, munge and OpenSSH are not all installed here")
                .isTrue();
        FaultsBenchmark campaign = new FaultsBenchmark();
        campaign.choose(List.of(
                "--cluster",
                hasNamespaces ? "namespaces" : "one-machine",
                "--points",
                String.join(",", POINTS),
                "--seeds",
                "1"));

        Map<String, @Nullable Double> figures =
                campaign.run(BenchmarkTable.open(home, "faults", true, System.out::println));

        assertThat(figures)
                .containsEntry("points", (double) POINTS.size())
                .containsEntry("runs", (double) POINTS.size())
                .containsEntry("lost", 0.0)
                .containsEntry("doubled", 0.0);
    }
}
