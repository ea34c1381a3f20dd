package org.aiperf.app.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aiperf.app.clusters.Finding.Kind;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.ClusterProbe.Found;
import org.aiperf.remote.ClusterProbe.NotAsked;
import org.aiperf.remote.ClusterProbe.Outcome;
import org.aiperf.remote.SharedFolderProof;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private static final Accelerator A100 = new Accelerator(Accelerator.Kind.NVIDIA, "A100", 81_920, 8);
    private static final Hardware SMALL = new Hardware(8, 1, 4, 2, 16_000);
    private static final Hardware LARGE = new Hardware(64, 2, 16, 2, 256_000);

    private final Node head = new Node("head", Role.MASTER, SshAddress.of("head"), List.of());
    private final Node gpu = new Node(
            "gpu1",
            Role.SLAVE,
            Optional.empty(),
            Optional.of(SshAddress.of("gpu1")),
            Optional.of(LARGE),
            List.of(A100, A100));
    private final Cluster cluster = new Cluster(
            "lab",
            "/shared",
            Optional.of(new SlurmAccess(Optional.empty(), Optional.empty(), OptionalInt.empty(), true, "/etc/slurm")),
            List.of(head, gpu));

    private static NodeFacts facts(
            List<Accelerator> devices,
            Hardware hardware,
            long clock,
            long unsure,
            boolean java,
            String slurm,
            long free) {
        return new NodeFacts(
                "host",
                "me",
                "Linux 6.1",
                "x86_64",
                hardware.cpus(),
                "CPU",
                hardware.memoryMebibytes(),
                1000,
                devices,
                OptionalLong.of(free),
                java ? Optional.of(new JavaRuntime("/opt/java", 25)) : Optional.empty(),
                OptionalLong.empty(),
                Optional.of(slurm).filter(version -> !version.isEmpty()),
                new Inventory(
                        Optional.empty(),
                        Optional.of(hardware),
                        Optional.empty(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        Optional.of(new Inventory.ClockOffset(clock, unsure)),
                        Optional.empty(),
                        OptionalLong.empty()));
    }

    private List<Kind> kinds(Outcome... outcomes) {
        return Findings.of(cluster, List.of(outcomes)).stream()
                .map(Finding::kind)
                .toList();
    }

    private Found found(Node node, NodeFacts facts) {
        return new Found(node, facts, new SharedFolderProof.Proved());
    }

    private final NodeFacts goodHead = facts(List.of(), SMALL, 10, 5, true, "22.05.8", 1L << 40);
    private final NodeFacts goodGpu = facts(List.of(A100, A100), LARGE, 12, 5, true, "22.05.8", 1L << 40);

    @Test
    void aClusterAsItsFileSaysHasNoFindings() {
        assertThat(kinds(found(head, goodHead), found(gpu, goodGpu))).isEmpty();
        assertThat(kinds(new NotAsked(gpu))).isEmpty();
    }

    @Test
    void eachThingThatIsWrongIsFoundAlone() {
        Found good = found(head, goodHead);
        List<Accelerator> two = List.of(A100, A100);
        assertThat(kinds(good, found(gpu, facts(List.of(A100), LARGE, 12, 5, true, "22.05.8", 1L << 40))))
                .containsExactly(Kind.OTHER_DEVICES);
        assertThat(kinds(good, found(gpu, facts(two, SMALL, 12, 5, true, "22.05.8", 1L << 40))))
                .containsExactly(Kind.LESS_HARDWARE);
        assertThat(kinds(good, found(gpu, facts(two, LARGE, 12, 5, false, "22.05.8", 1L << 40))))
                .containsExactly(Kind.NO_JAVA);
        assertThat(kinds(good, found(gpu, facts(two, LARGE, 12, 5, true, "", 1L << 40))))
                .containsExactly(Kind.NO_SLURM);
        assertThat(kinds(good, found(gpu, facts(two, LARGE, 12, 5, true, "23.11.4", 1L << 40))))
                .containsExactly(Kind.OTHER_SLURM);
        assertThat(kinds(found(head, facts(List.of(), SMALL, 10, 5, true, "22.05.8", 1L << 30)), found(gpu, goodGpu)))
                .containsExactly(Kind.LITTLE_SPACE);
        assertThat(kinds(good, new Found(gpu, goodGpu, new SharedFolderProof.NotShared("gpu1: no; mount it"))))
                .containsExactly(Kind.NOT_SHARED);
    }

    @Test
    void aClockIsComparedWithTheMastersAsFarAsBothAreKnown() {
        Found good = found(head, goodHead);
        assertThat(kinds(good, found(gpu, facts(List.of(A100, A100), LARGE, -4_090, 5, true, "22.05.8", 1L << 40))))
                .containsExactly(Kind.CLOCK);
        assertThat(kinds(good, found(gpu, facts(List.of(A100, A100), LARGE, 1_100, 90, true, "22.05.8", 1L << 40))))
                .isEmpty();
        Finding late = Findings.of(
                        cluster,
                        List.of(
                                good,
                                found(gpu, facts(List.of(A100, A100), LARGE, -4_090, 5, true, "22.05.8", 1L << 40))))
                .getFirst();
        assertThat(late.what(new Messages(Language.ENGLISH))).isEqualTo("clock is −4.10 s against head");
        assertThat(late.what(new Messages(Language.CHINESE))).isEqualTo("时钟与 head 相差 −4.10 s");
    }
}
