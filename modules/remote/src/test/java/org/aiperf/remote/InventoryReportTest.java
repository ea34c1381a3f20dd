package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Inventory;
import org.aiperf.cluster.Inventory.Folder;
import org.aiperf.cluster.Inventory.InfinibandPort;
import org.aiperf.cluster.Inventory.Network;
import org.aiperf.cluster.Inventory.Power;
import org.junit.jupiter.api.Test;

/** Outputs of the tools as machines printed them. */
class InventoryReportTest {
    private static final String MARK = "0f1e";
    private static final String LSCPU = """
            Architecture:                       x86_64
            CPU op-mode(s):                     32-bit, 64-bit
            CPU(s):                             128
            On-line CPU(s) list:                0-127
            Model name:                         AMD EPYC 7543 32-Core Processor
            Thread(s) per core:                 2
            Core(s) per socket:                 32
            Socket(s):                          2
            NUMA node(s):                       2""";
    private static final String OUTPUT = section("system", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"")
            + section("memory", "MemTotal:       528280772 kB\nMemAvailable:   500000000 kB")
            + section("lscpu", LSCPU)
            + section("driver", "535.183.01\n535.183.01")
            + section("nvidia_power", "0, 61.37, 400.00\n1, [N/A], 400.00")
            + section("amd_power", "device,Average Graphics Package Power (W)\ncard0,38.0\n")
            + section("addresses", """
                    1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever
                    2: eno1    inet 10.3.0.17/22 brd 10.3.3.255 scope global eno1\\       valid_lft forever
                    2: eno1    inet6 fe80::ec4:7aff:fe4c:6f0/64 scope link \\       valid_lft forever
                    3: ib0    inet 10.4.0.17/22 brd 10.4.3.255 scope global ib0\\       valid_lft forever""")
            + section(
                    "speeds",
                    "/sys/class/net/eno1/speed\t25000\n/sys/class/net/eno2/speed\t-1\n/sys/class/net/eno3/speed\t1000")
            + section("infiniband", """
                    /sys/class/infiniband/mlx5_0/ports/1/state\t4: ACTIVE
                    /sys/class/infiniband/mlx5_1/ports/1/state\t1: DOWN
                    /sys/class/infiniband/mlx5_0/ports/1/rate\t200 Gb/sec (4X HDR)""")
            + section("rapl", """
                    /sys/class/powercap/intel-rapl:0/name\tpackage-0
                    /sys/class/powercap/intel-rapl:1/name\tpackage-1
                    /sys/class/powercap/intel-rapl:0/constraint_0_power_limit_uw\t225000000
                    /sys/class/powercap/intel-rapl:0/energy_uj\t51000000000""")
            + section("rapl_later", "/sys/class/powercap/intel-rapl:0/energy_uj\t51020000000")
            + section("disks", """
                    Filesystem     Type 1024-blocks      Used Available Capacity Mounted on
                    /dev/nvme0n1p2 ext4   459402416 201234568 234758008      47% /
                    /dev/nvme1n1p1 xfs   3748905484 100000000 3648905484      3% /scratch""")
            + section("disks", """
                    Filesystem            Type   1024-blocks        Used   Available Capacity Mounted on
                    /dev/nvme0n1p2        ext4     459402416   201234568   234758008      47% /
                    nas01:/export/my home nfs4  107374182400 53687091200 53687091200      50% /home/my home
                    10.4.0.1@o2ib:/lustre lustre 981467578368 1000000000 980467578368     1% /lustre""")
            + section("files", "1048576");

    private static final Inventory INVENTORY =
            ProbeReport.parse(OUTPUT, MARK).facts().inventory();

    @Test
    void readsWhatTheNodeIsMadeOf() {
        assertThat(INVENTORY.operatingSystem()).contains("Debian GNU/Linux 12 (bookworm)");
        assertThat(INVENTORY.hardware()).contains(new Hardware(128, 2, 32, 2, 515_899));
        assertThat(INVENTORY.acceleratorDriver()).contains("535.183.01");
        assertThat(INVENTORY.openFiles()).hasValue(1_048_576);
        assertThat(INVENTORY.slurmNode()).isEmpty();
    }

    @Test
    void believesSlurmMoreThanTheProcessor() {
        String line = "NodeName=gpu1 CPUs=64 Boards=1 SocketsPerBoard=2 CoresPerSocket=32 ThreadsPerCore=1"
                + " RealMemory=515800";
        Inventory inventory = ProbeReport.parse(OUTPUT + section("slurm_node", line + " \nUpTime=12-03:04:05"), MARK)
                .facts()
                .inventory();

        assertThat(inventory.slurmNode()).contains(line);
        assertThat(inventory.hardware()).contains(new Hardware(64, 2, 32, 1, 515_800));
    }

    @Test
    void readsPowerOfDevicesAndPackages() {
        assertThat(INVENTORY.power())
                .containsExactly(
                        new Power("NVIDIA 0", OptionalDouble.of(61.37), OptionalDouble.of(400)),
                        new Power("NVIDIA 1", OptionalDouble.empty(), OptionalDouble.of(400)),
                        new Power("AMD card0", OptionalDouble.of(38), OptionalDouble.empty()),
                        new Power("package-0", OptionalDouble.of(100), OptionalDouble.of(225)),
                        new Power("package-1", OptionalDouble.empty(), OptionalDouble.empty()));
    }

    @Test
    void readsNetworksAndInfiniband() {
        assertThat(INVENTORY.networks())
                .containsExactly(
                        new Network(
                                "eno1", List.of("10.3.0.17/22", "fe80::ec4:7aff:fe4c:6f0/64"), OptionalLong.of(25_000)),
                        new Network("ib0", List.of("10.4.0.17/22"), OptionalLong.empty()),
                        new Network("eno3", List.of(), OptionalLong.of(1_000)));
        assertThat(INVENTORY.infiniband())
                .containsExactly(
                        new InfinibandPort("mlx5_0", 1, "ACTIVE", "200 Gb/sec (4X HDR)"),
                        new InfinibandPort("mlx5_1", 1, "DOWN", ""));
    }

    @Test
    void readsFoldersAndWhichMayBeShared() {
        assertThat(INVENTORY.folders())
                .contains(new Folder("/", "ext4", 459_402_416L * 1024, 234_758_008L * 1024, false))
                .anySatisfy(folder -> {
                    assertThat(folder.path()).isEqualTo("/lustre");
                    assertThat(folder.shared()).isTrue();
                });
    }

    /** df of the network file systems hangs where their server is gone. */
    @Test
    void keepsLocalDisksWhereNetworkFileSystemsHang() {
        int last = OUTPUT.lastIndexOf("\n==0f1e disks==");
        int end = OUTPUT.indexOf("==0f1e end==", last) + "==0f1e end==".length();

        Inventory inventory = ProbeReport.parse(OUTPUT.substring(0, last) + OUTPUT.substring(end), MARK)
                .facts()
                .inventory();

        assertThat(inventory.folders()).extracting(Folder::path).containsExactly("/", "/scratch");
    }

    @Test
    void readsRecordedOutputsOfAmd() {
        String recorded = """
                device,GPU use (%),VRAM Total Memory (B),VRAM Total Used Memory (B),Card Series,Card Model,Card Vendor
                card0,0,21458059264,27856896,Radeon RX 7900 XT,0x744c,Advanced Micro Devices Inc. [AMD/ATI]
                card1,0,17163091968,692142080,Navi 21 [Radeon RX 6800/6800 XT / 6900 XT],0x73bf,AMD
                """;

        assertThat(ProbeReport.parse(section("amd", recorded), MARK).facts().accelerators())
                .containsExactly(
                        new Accelerator(Kind.AMD, "Radeon RX 7900 XT", 20_464, 1),
                        new Accelerator(Kind.AMD, "Navi 21 [Radeon RX 6800/6800 XT / 6900 XT]", 16_368, 1));
    }

    @Test
    void knowsNothingFromNothing() {
        assertThat(ProbeReport.parse("", MARK).facts().inventory()).isEqualTo(Inventory.EMPTY);
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
            assertThat(ProbeReport.parse(damaged.toString(), MARK).facts().inventory())
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    private static String section(String name, String body) {
        return "\n==0f1e " + name + "==\n" + body + "\n\n==0f1e end==\n";
    }
}
