package org.aiperf.slurm.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.conf.ConfSource;
import org.aiperf.slurm.conf.NodeList;
import org.aiperf.slurm.conf.SlurmLint;
import org.junit.jupiter.api.Test;

/** A cluster file becomes files that Slurm takes, with every node as it is. */
final class SlurmFilesTest {
    private static final Cluster MIXED = Clusters.of(
            Clusters.slave(
                    "gpu-1",
                    "10.0.0.2",
                    new Hardware(64, 2, 16, 2, 512_000),
                    Clusters.device(Kind.NVIDIA, "NVIDIA A100-SXM4-40GB"),
                    Clusters.device(Kind.NVIDIA, "NVIDIA A100-SXM4-40GB"),
                    Clusters.device(Kind.NVIDIA, "Tesla V100")),
            Clusters.slave("cpu-2", "10.0.0.3", new Hardware(8, 1, 8, 1, 16_000), Clusters.cpu()),
            Clusters.slave("npu", "npu", new Hardware(2, 1, 2, 1, 600), Clusters.device(Kind.ASCEND, "")));

    @Test
    void everyNodeIsDescribedAsItIs() {
        Map<String, String> files = generated(MIXED);

        assertThat(files.keySet()).containsExactly("slurm.conf", "gres.conf", "cgroup.conf", "topology.conf");
        assertThat(files.getOrDefault("slurm.conf", "").lines())
                .contains(
                        "ClusterName=lab",
                        "SlurmctldHost=head(10.0.0.1)",
                        "GresTypes=gpu,npu",
                        "NodeName=gpu-1 NodeAddr=10.0.0.2 CPUs=64 Sockets=2 CoresPerSocket=16 ThreadsPerCore=2"
                                + " RealMemory=486400 Gres=gpu:a100-sxm4-40gb:2,gpu:tesla_v100:1 State=UNKNOWN",
                        "NodeName=cpu-2 NodeAddr=10.0.0.3 CPUs=8 Sockets=1 CoresPerSocket=8 ThreadsPerCore=1"
                                + " RealMemory=15200 State=UNKNOWN",
                        "NodeName=npu CPUs=2 Sockets=1 CoresPerSocket=2 ThreadsPerCore=1 RealMemory=300"
                                + " Gres=npu:1 State=UNKNOWN",
                        "PartitionName=compute Nodes=gpu-1,cpu-2,npu Default=YES MaxTime=INFINITE State=UP"
                                + " OverSubscribe=NO");
        assertThat(files.getOrDefault("gres.conf", "").lines())
                .containsExactly(
                        "# The devices of every node, in the order of the cluster file.",
                        "NodeName=gpu-1 Name=gpu Type=a100-sxm4-40gb File=/dev/nvidia[0-1]",
                        "NodeName=gpu-1 Name=gpu Type=tesla_v100 File=/dev/nvidia2",
                        "NodeName=npu Name=npu File=/dev/davinci0");
        assertThat(files.get("topology.conf")).contains("SwitchName=switch1 Nodes=gpu-1,cpu-2,npu\n");
    }

    @Test
    void parityWritesTheFixedFieldsAndTheLeastCpusForAll() {
        String conf = SlurmFiles.ofParity(MIXED, "lab.yaml", new Problems()).getOrDefault("slurm.conf", "");

        assertThat(conf.lines())
                .contains(
                        "ClusterName=AIPerf",
                        "ControlMachine=head",
                        "ControlAddr=10.0.0.1",
                        "SelectType=select/cons_res",
                        "SelectTypeParameters=CR_CPU_Memory",
                        "DefMemPerNode=1024",
                        "CacheGroups=0",
                        "NodeName=gpu-1 RealMemory=512000 CPUs=2 NodeAddr=10.0.0.2",
                        "NodeName=cpu-2 RealMemory=16000 CPUs=2 NodeAddr=10.0.0.3",
                        "PartitionName=compute Nodes=ALL Default=YES Shared=YES MaxTime=INFINITE State=UP");
        assertThat(conf).doesNotContain("Gres").doesNotContain("Sockets");
        assertThat(lint(Map.of("slurm.conf", conf), MIXED)).isEmpty();
    }

    @Test
    void olderVersionsGetTheirWords() {
        String conf = SlurmFiles.of(
                        MIXED, SlurmLayout.PACKAGED, new SlurmVersion(17, 11, 5), "lab.yaml", new Problems())
                .getOrDefault("slurm.conf", "");

        assertThat(conf)
                .contains("ControlMachine=head\nControlAddr=10.0.0.1\n")
                .contains("SelectType=select/cons_res\n")
                .doesNotContain("SlurmctldHost");
    }

    @Test
    void nodesThatNobodyLookedAtAreNamedAllAtOnce() {
        Node unknown = new Node("a", Role.SLAVE, SshAddress.of("a"), List.of(Clusters.cpu()));
        Node reserved = Clusters.slave("Default", "b", new Hardware(1, 1, 1, 1, 1000), Clusters.cpu());
        Problems problems = new Problems();

        assertThat(SlurmFiles.of(
                        Clusters.of(unknown, reserved),
                        SlurmLayout.PACKAGED,
                        SlurmFiles.ANY_RECENT,
                        "lab.yaml",
                        problems))
                .isEmpty();

        assertThat(problems.list()).hasSize(2).extracting(Problem::file).containsOnly("lab.yaml");
        assertThat(problems.list().getFirst().message()).contains("'a'");
        assertThat(problems.list().getLast().message()).contains("'Default'");
    }

    @Test
    void filesOfRandomClustersLintCleanAndNameTheNodes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int clusters = 300;
        for (int i = 0; i < clusters; i++) {
            Cluster cluster = Clusters.random(random);
            Map<String, String> files = generated(cluster);
            List<String> names = cluster.slaves().stream().map(Node::name).toList();

            assertThat(lint(files, cluster)).as("seed %d", seed).isEmpty();
            assertThat(NodeList.present(files.getOrDefault("slurm.conf", "")))
                    .as("seed %d", seed)
                    .containsExactlyElementsOf(names);
            assertThat(lint(SlurmFiles.ofParity(cluster, "x", new Problems()), cluster))
                    .as("seed %d", seed)
                    .isEmpty();
        }
        System.out.println("files generated of random clusters: " + clusters + ", seed " + seed);
    }

    private static Map<String, String> generated(Cluster cluster) {
        Problems problems = new Problems();
        Map<String, String> files =
                SlurmFiles.of(cluster, SlurmLayout.PACKAGED, SlurmFiles.ANY_RECENT, "lab.yaml", problems);
        assertThat(problems.list()).isEmpty();
        return files;
    }

    private static List<Problem> lint(Map<String, String> files, Cluster cluster) {
        Map<String, Hardware> facts = new HashMap<>();
        cluster.slaves().forEach(node -> facts.put(node.name(), node.hardware().orElseThrow()));
        List<ConfSource> sources = files.entrySet().stream()
                .map(file -> new ConfSource(Path.of("/nowhere", file.getKey()), file.getKey(), file.getValue()))
                .toList();
        return SlurmLint.check(sources, facts).problems();
    }
}
