package org.aiperf.slurm.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.aiperf.cluster.Hardware;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Files that some version of Slurm takes. An administrator who gets one false alarm reads no second one. */
final class LegalFilesTest {
    private static final String HEAD = """
            ClusterName=test
            SlurmctldHost=head(10.0.0.1)
            """;

    @TestFactory
    Stream<DynamicTest> linesThatSlurmTakes() throws IOException {
        List<String> parts = List.of(read("legal.txt").strip().split("\n\n"));
        return parts.stream()
                .map(text -> DynamicTest.dynamicTest(text, () -> {
                    assertThat(Linted.slurm(HEAD + text).problems()).isEmpty();
                    assertThat(Linted.slurm((HEAD + text).replace("\n", "\r\n")).problems())
                            .as("with CRLF")
                            .isEmpty();
                }));
    }

    @Test
    void partsOfAFileSayNothingAboutWhatTheyLack() {
        assertThat(Linted.file("nodes.conf", "NodeName=n1 Gres=gpu:2 CPUs=4").problems())
                .isEmpty();
        assertThat(Linted.file("partitions.conf", "PartitionName=a Nodes=n[1-9] Default=YES")
                        .problems())
                .isEmpty();
        assertThat(Linted.slurm(HEAD + "Include nodes.conf\nPartitionName=a Nodes=n1\nGresTypes=gpu")
                        .with("nodes.conf", "NodeName=n1 Gres=gpu:2")
                        .problems())
                .isEmpty();
        assertThat(Linted.slurm(HEAD + "Include /etc/slurm/nodes.conf\nGresTypes=gpu")
                        .with("nodes.conf", "NodeName=n1 Gres=gpu:2")
                        .problems())
                .isEmpty();
    }

    @Test
    void kindsAreToldByWhatIsInAFileUnlessItHasItsUsualName() {
        assertThat(Linted.file("gres_without_types.conf", "ClusterName=a\nNodeName=n1 CPUs=4")
                        .problems())
                .isEmpty();
        assertThat(Linted.file("case-1.conf", "NodeName=n1 Name=gpu File=/dev/nvidia0")
                        .problems())
                .isEmpty();
        assertThat(Linted.file("case-2.conf", "SwitchName=s1 Nodes=n1").problems())
                .isEmpty();
        assertThat(Linted.file("case-3.conf", "ConstrainCores=yes").problems()).isEmpty();
        assertThat(Linted.file("old-gres.conf", "").problems()).isEmpty();
    }

    @Test
    void twoClustersInTwoFoldersAreTwo() {
        assertThat(Linted.file("a/slurm.conf", "ClusterName=a\nNodeName=n1 Gres=gpu:1\nGresTypes=gpu")
                        .with("b/slurm.conf", "ClusterName=b\nNodeName=n1 Gres=gpu:2\nGresTypes=gpu")
                        .with("a/gres.conf", "Name=gpu File=/dev/nvidia0")
                        .with("b/gres.conf", "Name=gpu File=/dev/nvidia[0-1]")
                        .problems())
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> filesOfDevices() {
        String types = HEAD + "GresTypes=gpu,mps,shard,nic,bandwidth\n";
        Map<String, String> slurmByGres = Map.ofEntries(
                Map.entry("Name=gpu File=/dev/nvidia[0-3]", "NodeName=n1 Gres=gpu:4"),
                Map.entry("Name=gpu Type=a100 File=/dev/nvidia[0-3] Cores=0-15", "NodeName=n1 Gres=gpu:a100:4"),
                Map.entry(
                        "Name=gpu Type=A100 File=/dev/nvidia0\nName=gpu Type=V100 File=/dev/nvidia1",
                        "NodeName=n1 Gres=gpu:a100:1,gpu:v100:1"),
                Map.entry("Name=gpu Type=a100 File=/dev/nvidia0 ", "NodeName=n1 Gres=gpu:1"),
                Map.entry("AutoDetect=nvml", "NodeName=n[1-3] Gres=gpu:a100:8"),
                Map.entry("NodeName=n1 AutoDetect=nvml", "NodeName=n1 Gres=gpu:8"),
                Map.entry(
                        "AutoDetect=nvml\nNodeName=n1 AutoDetect=off Name=gpu File=/dev/nvidia0",
                        "NodeName=n[1-2] Gres=gpu:1"),
                Map.entry(
                        "NodeName=n[1-2] Name=gpu File=/dev/nvidia[0-1]\nNodeName=n3 Name=gpu File=/dev/nvidia0",
                        "NodeName=n[1-2] Gres=gpu:2\nNodeName=n3 Gres=gpu:1\nNodeName=cpu[1-9]"),
                Map.entry("Name=gpu File=/dev/nvidia[0-1]\nName=mps Count=200", "NodeName=n1 Gres=gpu:2,mps:200"),
                Map.entry("Name=gpu File=/dev/nvidia[0-1]\nName=shard Count=8", "NodeName=n1 Gres=gpu:2,shard:8"),
                Map.entry("Name=gpu MultipleFiles=/dev/nvidia0,/dev/nvidia1", "NodeName=n1 Gres=gpu:1"),
                Map.entry(
                        "Name=bandwidth Type=lustre Count=4G Flags=CountOnly", "NodeName=n1 Gres=bandwidth:lustre:4G"),
                Map.entry("Name=nic Count=2", "NodeName=n1 Gres=nic:2"),
                Map.entry(
                        "NodeName=n1 Name=gpu File=/dev/nvidia0\nNodeName=n1 Name=gpu File=/dev/nvidia1",
                        "NodeName=n1 Gres=gpu:2\nNodeName=n2 Gres=gpu:1"),
                Map.entry(
                        "# of another node\nName=gpu File=/dev/nvidia[0-1]",
                        "NodeName=n1 Gres=gpu:2\nNodeName=n2 Gres=gpu:4"),
                Map.entry("Name=gpu Files=/dev/nvidia[0-1] Links=-1,16", "NodeName=n1 Gres=gpu:2"));
        return slurmByGres.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Linted.slurm(types + entry.getValue())
                                        .with("gres.conf", entry.getKey())
                                        .problems())
                                .isEmpty()));
    }

    @Test
    void otherFiles() {
        assertThat(Linted.file("cgroup.conf", """
                        CgroupAutomount=yes
                        CgroupPlugin=autodetect
                        ConstrainCores=yes
                        ConstrainDevices=YES
                        AllowedRAMSpace=98.5
                        MaxSwapPercent=50
                        MemorySwappiness=0
                        TaskAffinity=no
                        """).problems()).isEmpty();
        assertThat(Linted.file("topology.conf", """
                        SwitchName=s0 Nodes=n[1-4]
                        SwitchName=s1 Nodes=n[5-8] LinkSpeed=100
                        SwitchName=top Switches=s[0-1]
                        """).problems()).isEmpty();
        assertThat(Linted.file("topology.conf", """
                        BlockName=b1 Nodes=n[1-4]
                        BlockName=b2 Nodes=n[5-8]
                        BlockSizes=4,8
                        """).problems()).isEmpty();
        assertThat(SlurmLint.check(List.of(new ConfSource("slurmdbd.conf", "DbdHost=x")), Map.of()))
                .isEqualTo(new SlurmLint.Result(List.of(), List.of("slurmdbd.conf")));
    }

    @Test
    void claimsBelowTheNodesMemoryAndThoseThatAreMeantToDiffer() {
        Map<String, Hardware> facts = Map.of("n1", new Hardware(8, 1, 4, 2, 16_000));

        assertThat(Linted.slurm("NodeName=n1 CPUs=8 RealMemory=16000\nNodeName=n2 RealMemory=99999")
                        .problems(facts))
                .isEmpty();
        assertThat(Linted.slurm("SlurmdParameters=config_overrides\nNodeName=n1 RealMemory=99999")
                        .problems(facts))
                .isEmpty();
    }

    private static String read(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(LegalFilesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
