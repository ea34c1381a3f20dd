package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.NodeFacts;
import org.junit.jupiter.api.Test;

class ProbeReportTest {
    private static final String MARK = "0f1e";
    private static final String OUTPUT = "Welcome to the cluster!\n==0f1e is not ours\n"
            + section("kernel", "Linux 6.1.0-35-amd64")
            + section("architecture", "x86_64")
            + section("hostname", "gpu-1")
            + section("hostname", "gpu-1.lab")
            + section("user", "alice")
            + section("cpus", "96")
            + section("cpus", "64")
            + section(
                    "lscpu",
                    "Architecture:  x86_64\nModel name:    AMD EPYC 7543 32-Core Processor\nBIOS Model name: x")
            + section("memory", "MemTotal:       528280772 kB\nMemAvailable:   500000000 kB")
            + section(
                    "shared",
                    "Filesystem 1024-blocks Used Available Capacity Mounted on\n"
                            + "nas:/vol 1 1000000 400000 600000 40% /data with blank")
            + section("nvidia", "NVIDIA A100-SXM4-40GB, 40960\nNVIDIA GB10, [N/A]")
            + section("ascend", """
                    NPU ID    Chip ID    Chip Logic ID    Chip Name
                    0         0          0                Ascend 910B
                    0         1          -                Mcu
                    1         0          1                Ascend 910B""")
            + section("amd", """
                    device,VRAM Total Memory (B),VRAM Total Used Memory (B),Card Series,Card Model
                    card0,68702699520,10960896,AMD Instinct MI210,0x740f
                    """)
            + section("intel", """
                    Device Name,Memory Physical Size
                    "Intel(R) Data Center GPU Flex 170, rev 2",14248.00 MiB
                    """)
            + section("slurm", "slurm 22.05.8")
            + section("java", "26\t/opt/jdk-26/bin/java\n25\t/usr/lib/jvm/jdk 25/bin/java\n25\t/opt/jdk-25/bin/java")
            + section("clock", "1700000000.123456789")
            + section("clock", "1700000001")
            + "\n==0f1e done==\n";

    private static final NodeFacts FACTS = new NodeFacts(
            "gpu-1",
            "alice",
            "Linux 6.1.0-35-amd64",
            "x86_64",
            64,
            "AMD EPYC 7543 32-Core Processor",
            515_899,
            488_281,
            List.of(
                    new Accelerator(Kind.NVIDIA, "NVIDIA A100-SXM4-40GB", 40_960, 1),
                    new Accelerator(Kind.NVIDIA, "NVIDIA GB10", 0, 1),
                    new Accelerator(Kind.ASCEND, "Ascend 910B", 0, 1),
                    new Accelerator(Kind.ASCEND, "Ascend 910B", 0, 1),
                    new Accelerator(Kind.AMD, "AMD Instinct MI210", 65_520, 1),
                    new Accelerator(Kind.INTEL, "Intel(R) Data Center GPU Flex 170, rev 2", 14_248, 1)),
            OptionalLong.of(600_000L * 1024),
            Optional.of(new JavaRuntime("/usr/lib/jvm/jdk 25/bin/java", 25)),
            OptionalLong.of(1_700_000_000_123L),
            Optional.of("22.05.8"));

    @Test
    void readsEveryFactOfAWholeReport() {
        assertThat(ProbeReport.parse(OUTPUT, MARK).facts().with(FACTS.inventory()))
                .isEqualTo(FACTS);
    }

    @Test
    void readsNothingFromNothingAndFromFramesOfOthers() {
        assertThat(ProbeReport.parse("", MARK).facts()).isEqualTo(NodeFacts.EMPTY);
        assertThat(ProbeReport.parse(OUTPUT, "another").facts()).isEqualTo(NodeFacts.EMPTY);
    }

    @Test
    void givesWholeFactsOrNoneHoweverTheReportIsCut() {
        NodeFacts none = NodeFacts.EMPTY;
        for (int end = 0; end <= OUTPUT.length(); end++) {
            NodeFacts facts = ProbeReport.parse(OUTPUT.substring(0, end), MARK).facts();

            assertThat(facts.hostname()).as("cut at %d", end).isIn(none.hostname(), FACTS.hostname());
            assertThat(facts.kernel()).as("cut at %d", end).isIn(none.kernel(), FACTS.kernel());
            assertThat(facts.cpuModel()).as("cut at %d", end).isIn(none.cpuModel(), FACTS.cpuModel());
            assertThat(facts.logicalCpus()).as("cut at %d", end).isIn(0, 96, 64);
            assertThat(facts.memoryMebibytes()).as("cut at %d", end).isIn(0L, FACTS.memoryMebibytes());
            assertThat(facts.sharedFolderFreeBytes())
                    .as("cut at %d", end)
                    .isIn(none.sharedFolderFreeBytes(), FACTS.sharedFolderFreeBytes());
            assertThat(facts.java()).as("cut at %d", end).isIn(none.java(), FACTS.java());
            assertThat(facts.clockEpochMillis())
                    .as("cut at %d", end)
                    .isIn(none.clockEpochMillis(), FACTS.clockEpochMillis());
            assertThat(facts.slurmVersion()).as("cut at %d", end).isIn(none.slurmVersion(), FACTS.slurmVersion());
            assertThat(facts.accelerators())
                    .as("cut at %d", end)
                    .isEqualTo(
                            FACTS.accelerators().subList(0, facts.accelerators().size()));
        }
    }

    @Test
    void survivesReportsWithRandomDamage() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder damaged = new StringBuilder(OUTPUT);
            for (int k = 1 + random.nextInt(20); k > 0; k--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(3)) {
                    case 0 -> damaged.setCharAt(at, (char) random.nextInt(0x250));
                    case 1 -> damaged.insert(at, "99999999999999999999999999");
                    default -> damaged.delete(at, Math.min(damaged.length(), at + random.nextInt(30)));
                }
            }
            assertThat(ProbeReport.parse(damaged.toString(), MARK).facts())
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    private static String section(String name, String body) {
        return "\n==0f1e " + name + "==\n" + body + "\n\n==0f1e end==\n";
    }
}
