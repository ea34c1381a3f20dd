package org.aiperf.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Inventory.ClockOffset;
import org.aiperf.cluster.JavaRuntime;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.NodeFacts;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.cluster.SshAddress;
import org.aiperf.launch.AgentBundles.Choice;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.remote.Completed;
import org.junit.jupiter.api.Test;

/** Each figure of a node has a verdict, on both sides of each limit. */
final class NodeChecksTest {
    private static final String MARK = "m4rk";
    private static final Choice CHOSEN = new Choice.Chosen(
            new AgentBundle(List.of(new Part.InFile("a.jar", Path.of("a.jar"), "0", 1)), Optional.empty()),
            Optional.empty());

    private static String answers(
            String files, String processes, String locked, String libc, long homeKib, String run) {
        return """
                noise of a login script

                ==m4rk limits==
                Limit                     Soft Limit           Hard Limit           Units
                Max processes             100                  %s               processes
                Max open files            200                  %s              files
                Max locked memory         300                  %s              bytes
                ==m4rk end==

                ==m4rk libc==
                %s
                ==m4rk end==

                ==m4rk home==
                Filesystem 1024-blocks Used Available Capacity Mounted on
                /dev/vda 1000000 1 %d 1%% /home
                ==m4rk end==

                ==m4rk inodes==
                Filesystem Inodes IUsed IFree IUse%% Mounted on
                /dev/vda 20000 100 19900 1%% /
                ==m4rk end==

                ==m4rk program==
                %s
                ==m4rk end==

                ==m4rk cut==
                off
                """.formatted(processes, files, locked, libc, homeKib, run);
    }

    private static NodeCondition sound() {
        return NodeCondition.parse(answers("4096", "unlimited", "unlimited", "glibc 2.36", 2_000_000, "yes"), MARK);
    }

    private static Node slave(Accelerator... accelerators) {
        return new Node("s", Role.SLAVE, SshAddress.of("s"), List.of(accelerators));
    }

    private static Accelerator device(Kind kind, int threads) {
        return new Accelerator(kind, "", 0, threads);
    }

    private static NodeFacts facts(long freeMemory, Accelerator... found) {
        return new NodeFacts(
                "s",
                "user",
                "Linux 6.1.0",
                "x86_64",
                4,
                "",
                16_000,
                freeMemory,
                List.of(found),
                OptionalLong.of(50_000_000_000L),
                Optional.of(new JavaRuntime("/opt/jdk/bin/java", 25)),
                OptionalLong.empty(),
                Optional.empty());
    }

    private static String verdict(NodeCondition condition, Node node, NodeFacts facts, Check check) {
        Verdict verdict = new NodeChecks(node, facts, condition)
                .verdicts("/shared", CHOSEN).stream()
                        .filter(found -> found.check() == check)
                        .findFirst()
                        .orElseThrow();
        return verdict.getClass().getSimpleName();
    }

    @Test
    void whatTheNodeSaysIsUnderstood() {
        assertThat(NodeCondition.parse(answers("4096", "512", "8388608", "glibc 2.36", 77, "no"), MARK))
                .isEqualTo(new NodeCondition(
                        OptionalLong.of(4096),
                        OptionalLong.of(512),
                        OptionalLong.of(8192),
                        "glibc 2.36",
                        OptionalLong.of(77 * 1024),
                        OptionalLong.of(19_900),
                        Optional.of(false)));
        assertThat(NodeCondition.parse("nothing of all this", MARK))
                .isEqualTo(new NodeCondition(
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        "",
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        Optional.empty()));
    }

    @Test
    void limitsOnBothSidesOfTheirEdges() {
        record Case(String files, String processes, String locked, Kind kind, String expected) {}
        List<Case> cases = List.of(
                new Case("1023", "unlimited", "unlimited", Kind.CPU, "Fail"),
                new Case("1024", "unlimited", "unlimited", Kind.CPU, "Warn"),
                new Case("4095", "unlimited", "unlimited", Kind.CPU, "Warn"),
                new Case("4096", "2048", "65536", Kind.CPU, "Pass"),
                new Case("4096", "2047", "unlimited", Kind.CPU, "Warn"),
                new Case("4096", "511", "unlimited", Kind.CPU, "Fail"),
                new Case("unlimited", "unlimited", "65536", Kind.NVIDIA, "Warn"),
                new Case("unlimited", "unlimited", "unlimited", Kind.NVIDIA, "Pass"));
        for (Case one : cases) {
            NodeCondition condition = NodeCondition.parse(
                    answers(one.files(), one.processes(), one.locked(), "glibc 2.36", 2_000_000, "yes"), MARK);
            assertThat(verdict(condition, slave(device(one.kind(), 4)), facts(8_000), Check.LIMITS))
                    .as("%s", one)
                    .isEqualTo(one.expected());
        }
    }

    @Test
    void systemsThatTheLibrariesRunOn() {
        record Case(String libc, String run, String expected) {}
        List<Case> cases = List.of(
                new Case("glibc 2.36", "yes", "Pass"),
                new Case("glibc 2.17", "yes", "Pass"),
                new Case("glibc 2.16", "yes", "Fail"),
                new Case("ldd (Debian GLIBC 2.12-1) 2.12", "yes", "Fail"),
                new Case("musl libc (x86_64)", "yes", "Fail"),
                new Case("glibc 2.36", "no", "Fail"));
        for (Case one : cases) {
            NodeCondition condition =
                    NodeCondition.parse(answers("4096", "4096", "unlimited", one.libc(), 2_000_000, one.run()), MARK);
            assertThat(verdict(condition, slave(device(Kind.CPU, 4)), facts(8_000), Check.SYSTEM))
                    .as("%s", one)
                    .isEqualTo(one.expected());
        }
    }

    @Test
    void memoryAndHome() {
        Node node = slave(device(Kind.CPU, 4));
        assertThat(verdict(sound(), node, facts(1_023), Check.MEMORY)).isEqualTo("Fail");
        assertThat(verdict(sound(), node, facts(1_024), Check.MEMORY)).isEqualTo("Warn");
        assertThat(verdict(sound(), node, facts(2_048), Check.MEMORY)).isEqualTo("Pass");
        assertThat(verdict(sound(), node, facts(2_048), Check.HOME_SPACE)).isEqualTo("Pass");
        NodeCondition full = NodeCondition.parse(answers("4096", "4096", "1", "glibc 2.36", 90_000, "yes"), MARK);
        assertThat(verdict(full, node, facts(2_048), Check.HOME_SPACE)).isEqualTo("Warn");
    }

    @Test
    void acceleratorsAsTheClusterFileSays() {
        Accelerator gpu = device(Kind.NVIDIA, 2);
        assertThat(verdict(sound(), slave(gpu, gpu), facts(8_000, gpu, gpu), Check.ACCELERATORS))
                .isEqualTo("Pass");
        assertThat(verdict(sound(), slave(gpu, gpu), facts(8_000, gpu), Check.ACCELERATORS))
                .isEqualTo("Fail");
        assertThat(verdict(sound(), slave(gpu), facts(8_000, gpu, gpu), Check.ACCELERATORS))
                .isEqualTo("Warn");
        assertThat(verdict(sound(), slave(device(Kind.ASCEND, 2)), facts(8_000, gpu), Check.ACCELERATORS))
                .isEqualTo("Fail");
        assertThat(verdict(sound(), slave(device(Kind.CPU, 5)), facts(8_000), Check.ACCELERATORS))
                .isEqualTo("Warn");
        assertThat(verdict(sound(), slave(device(Kind.CPU, 4)), facts(8_000), Check.ACCELERATORS))
                .isEqualTo("Pass");
    }

    @Test
    void clocksAreJudgedByWhatIsCertain() {
        record Case(long ahead, long uncertain, String expected) {}
        List<Case> cases = List.of(
                new Case(900, 0, "Pass"),
                new Case(1_500, 600, "Pass"),
                new Case(1_500, 400, "Warn"),
                new Case(-61_000, 500, "Fail"),
                new Case(60_500, 1_000, "Warn"));
        for (Case one : cases) {
            assertThat(Preflight.clock("s", new ClockOffset(one.ahead(), one.uncertain()))
                            .getClass()
                            .getSimpleName())
                    .as("%s", one)
                    .isEqualTo(one.expected());
        }
    }

    @Test
    void statesOfSlurmsNodes() {
        Node master = new Node("m", Role.MASTER, SshAddress.of("m"), List.of());
        SlurmAccess slurm = new SlurmAccess(
                Optional.of("gpu"), Optional.empty(), OptionalInt.empty(), true, SlurmAccess.DEFAULT_FOLDER);
        Cluster cluster = new Cluster("c", "/shared", Optional.of(slurm), List.of(master, slave(device(Kind.CPU, 1))));
        record Case(int exit, String out, List<String> expected) {}
        List<Case> cases = List.of(
                new Case(0, "s|idle|gpu\ns|idle|cpu\n", List.of("Pass m", "Pass s")),
                new Case(0, "s|mix|gpu\nx|down*|gpu\n", List.of("Pass m", "Pass s")),
                new Case(0, "s|idle*|gpu\n", List.of("Pass m", "Warn s", "Fail m")),
                new Case(0, "s|drain|gpu\n", List.of("Pass m", "Warn s", "Fail m")),
                new Case(0, "s|idle|cpu\nx|idle|gpu\n", List.of("Pass m", "Fail s", "Fail m")),
                new Case(0, "s|idle|cpu\n", List.of("Fail m")),
                new Case(0, "", List.of("Fail m")),
                new Case(1, "", List.of("Fail m")));
        for (Case one : cases) {
            assertThat(SlurmChecks.parse(cluster, slurm, new Completed(one.exit(), one.out(), "no controller")))
                    .as("%s", one)
                    .extracting(verdict -> verdict.getClass().getSimpleName() + " " + verdict.node())
                    .isEqualTo(one.expected());
        }
    }
}
