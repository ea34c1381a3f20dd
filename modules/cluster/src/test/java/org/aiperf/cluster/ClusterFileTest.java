package org.aiperf.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class ClusterFileTest {
    private static final String GOOD = """
            name: lab
            sharedFolder: /data/aiperf
            nodes:
              - name: head
                role: master
                ssh: {host: 10.0.0.1, port: 2222, user: alice, identity: ~/key, knownHosts: ~/hosts}
              - name: gpu-1
                role: slave
                address: 192.168.0.2
                ssh: {host: gpu-1.lab, via: head}
                hardware: {sockets: 2, coresPerSocket: 16, threadsPerCore: 2, memoryMebibytes: 257_000}
                accelerators:
                  - {kind: nvidia, model: NVIDIA A100-SXM4-40GB, memoryMebibytes: 40_960, threads: 8}
            """;

    private static final List<Kind> KINDS = List.of(Kind.values());

    @TempDir
    Path home;

    @BeforeEach
    void giveKeyAndKnownHosts() throws IOException {
        Files.writeString(home.resolve("key"), "key");
        Files.writeString(home.resolve("hosts"), "hosts");
    }

    @Test
    void readsEveryFieldAndLeavesOutWhatIsNotSaid() throws IOException {
        Problems problems = new Problems();

        Cluster cluster = read(GOOD, problems).orElseThrow(() -> new AssertionError(problems.list()));

        assertThat(problems.isEmpty()).isTrue();
        assertThat(cluster.name()).isEqualTo("lab");
        assertThat(cluster.sharedFolder()).isEqualTo("/data/aiperf");
        assertThat(cluster.slurm()).isEmpty();
        assertThat(cluster.master().ssh())
                .contains(new SshAddress("10.0.0.1", 2222, "alice", home.resolve("key"), home.resolve("hosts")));
        assertThat(cluster.master().accelerators()).isEmpty();
        assertThat(cluster.slaves())
                .containsExactly(new Node(
                        "gpu-1",
                        Role.SLAVE,
                        Optional.of("192.168.0.2"),
                        Optional.of(new SshAddress(
                                "gpu-1.lab",
                                OptionalInt.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                Optional.of("head"))),
                        Optional.of(new Hardware(64, 2, 16, 2, 257_000)),
                        List.of(new Accelerator(Kind.NVIDIA, "NVIDIA A100-SXM4-40GB", 40960, 8))));
    }

    @Test
    void tellsEveryProblemAtOnceWithItsLine() throws IOException {
        Problems problems = new Problems();

        Optional<Cluster> cluster = read("""
                name: -lab
                sharedFolder: data
                colour: red
                nodes:
                  - name: -rf
                    role: master
                    ssh: {host: -oProxyCommand=x, port: 70000, user: -l, identity: ~/nokey, knownHosts: hosts}
                  - name: twin
                    role: master
                    ssh: {host: a, identity: ~/key, knownHosts: ~/hosts}
                  - name: twin
                    role: slav
                    ssh: {host: b, identity: ~/key, knownHosts: ~/hosts, prt: 22}
                  - name: last
                """, problems);

        assertThat(cluster).isEmpty();
        assertThat(lines(problems))
                .contains(
                        "1 name",
                        "2 sharedFolder",
                        "3 colour",
                        "5 name",
                        "7 host",
                        "7 port",
                        "7 user",
                        "7 identity",
                        "7 knownHosts",
                        "9 role",
                        "11 name",
                        "12 role",
                        "13 prt",
                        "14 role",
                        "14 ssh",
                        "14 accelerators");
        assertThat(problems.list())
                .allSatisfy(problem -> assertThat(problem.fix()).isNotEmpty());
    }

    @Test
    void wantsOneMasterAndASlave() throws IOException {
        Problems noMaster = new Problems();
        Problems noSlave = new Problems();

        assertThat(read(GOOD.replace("role: master", "role: slave"), noMaster)).isEmpty();
        assertThat(read(GOOD.substring(0, GOOD.indexOf("  - name: gpu-1")), noSlave))
                .isEmpty();

        assertThat(noMaster.list()).anyMatch(problem -> problem.message().equals("none is the master"));
        assertThat(noSlave.list()).anyMatch(problem -> problem.message().equals("none is a slave"));
    }

    @Test
    void ofAClusterThatSlurmRunsOnlyTheMasterIsReachedOverSsh() throws IOException {
        Problems problems = new Problems();
        String yaml = GOOD.replace("nodes:", "slurm: {partition: main, account: lab, timeLimitMinutes: 90}\nnodes:")
                .replace("    ssh: {host: gpu-1.lab, via: head}\n", "");

        Cluster cluster = read(yaml, problems).orElseThrow(() -> new AssertionError(problems.list()));

        assertThat(cluster.slurm())
                .contains(new SlurmAccess(
                        Optional.of("main"), Optional.of("lab"), OptionalInt.of(90), true, "/etc/slurm"));
        assertThat(cluster.slaves().getFirst().ssh()).isEmpty();
        assertThat(cluster.slaves().getFirst().clusterAddress()).isEqualTo("192.168.0.2");
    }

    @Test
    void refusesBadSlurmAccessAndWaysThroughNodesThatAreNotThere() throws IOException {
        Problems problems = new Problems();

        assertThat(read("""
                name: lab
                sharedFolder: /data
                slurm: {partition: -p, account: a b, timeLimitMinutes: -1, requeue: maybe, configFolder: etc, qos: x}
                nodes:
                  - name: head
                    role: master
                    ssh: {host: a, via: nobody}
                  - name: one
                    role: slave
                    ssh: {host: b, via: two}
                    hardware: {sockets: 0, memoryMebibytes: x}
                    accelerators: [{kind: cpu}]
                  - name: two
                    role: slave
                    address: -x
                    ssh: {host: c, via: one}
                    accelerators: [{kind: cpu}]
                """, problems)).isEmpty();

        assertThat(lines(problems))
                .containsExactlyInAnyOrder(
                        "3 partition",
                        "3 account",
                        "3 timeLimitMinutes",
                        "3 requeue",
                        "3 configFolder",
                        "3 qos",
                        "7 via",
                        "11 sockets",
                        "11 coresPerSocket",
                        "11 memoryMebibytes",
                        "15 address");
    }

    @Test
    void refusesAWayInACircle() throws IOException {
        Problems problems = new Problems();

        assertThat(read(GOOD.replace("{host: 10.0.0.1,", "{host: 10.0.0.1, via: gpu-1,"), problems))
                .isEmpty();

        assertThat(problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("leads in a circle"));
    }

    @Test
    void saysOneThingAboutAMissingFile() {
        Problems problems = new Problems();

        assertThat(ClusterFile.read(home.resolve("nothing.yaml"), home, problems))
                .isEmpty();

        assertThat(problems.list())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).isEqualTo("there is no such file"));
    }

    @Test
    void refusesTheLocalHomeAsSharedFolderOfOtherMachines() throws IOException {
        Problems problems = new Problems();

        assertThat(read(GOOD.replace("/data/aiperf", "~/aiperf"), problems)).isEmpty();

        assertThat(lines(problems)).containsExactly("2 sharedFolder");
    }

    @Test
    void writesWhatReadsBackEqual() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            Cluster cluster = randomCluster(random);
            Path file = home.resolve("written").resolve("cluster.yaml");
            Problems problems = new Problems();

            ClusterFile.write(cluster, file);

            assertThat(ClusterFile.read(file, home, problems))
                    .as("seed %d: %s", seed, problems.list())
                    .contains(cluster);
        }
    }

    @TestFactory
    Stream<DynamicTest> loadsEverySampleAndItsReadmeNamesIt() throws IOException {
        Path samples = Path.of("../../sample-clusters");
        String readme = Files.readString(samples.resolve("README.md"));
        List<Path> files;
        try (Stream<Path> all = Files.list(samples)) {
            files = all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(3);
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(String.valueOf(file.getFileName()), () -> {
                    Problems problems = new Problems();

                    Optional<Cluster> cluster = ClusterFile.read(file, home, problems);

                    assertThat(problems.list()).isEmpty();
                    assertThat(cluster).isPresent();
                    assertThat(Files.readString(file)).startsWith("# ");
                    assertThat(readme).contains("[" + file.getFileName() + "]");
                }));
    }

    @Test
    void theHomeOfThisMachineIsSharedWhenEveryNodeIsThisMachine() {
        Cluster cluster = ClusterFile.read(Path.of("../../sample-clusters/this-laptop.yaml"), home, new Problems())
                .orElseThrow();

        assertThat(cluster.sharedFolder())
                .isEqualTo(home.resolve("aiperf-shared").toString());
    }

    private Optional<Cluster> read(String yaml, Problems problems) throws IOException {
        Path file = Files.writeString(home.resolve("cluster.yaml"), yaml);
        return ClusterFile.read(file, home, problems);
    }

    private static List<String> lines(Problems problems) {
        return problems.list().stream().map(ClusterFileTest::place).toList();
    }

    private static String place(Problem problem) {
        return problem.line() + " " + problem.key();
    }

    private Cluster randomCluster(Random random) {
        List<Node> nodes = new ArrayList<>();
        int slaves = 1 + random.nextInt(4);
        int master = random.nextInt(slaves + 1);
        Optional<SlurmAccess> slurm = maybe(
                random,
                () -> new SlurmAccess(
                        maybe(random, () -> "p" + random.nextInt(9)),
                        maybe(random, () -> "a" + random.nextInt(9)),
                        random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(1000)),
                        random.nextBoolean(),
                        "/etc/slurm" + random.nextInt(9)));
        for (int i = 0; i <= slaves; i++) {
            boolean through = i != master && random.nextBoolean();
            SshAddress ssh = new SshAddress(
                    "host" + random.nextInt(100),
                    random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(65535)),
                    maybe(random, () -> "u" + random.nextInt(9)),
                    maybe(random, () -> home.resolve("key")),
                    maybe(random, () -> home.resolve("hosts")),
                    through ? Optional.of("n" + master + "._-") : Optional.empty());
            List<Accelerator> accelerators = new ArrayList<>();
            for (int k = random.nextInt(3); k >= (i == master ? 1 : 0); k--) {
                Kind kind = KINDS.get(random.nextInt(KINDS.size()));
                accelerators.add(
                        new Accelerator(kind, randomText(random), random.nextInt(1 << 20), 1 + random.nextInt(64)));
            }
            boolean onlySlurm = slurm.isPresent() && i != master && random.nextBoolean();
            nodes.add(new Node(
                    "n" + i + "._-",
                    i == master ? Role.MASTER : Role.SLAVE,
                    maybe(random, () -> "10.0.0." + random.nextInt(256)),
                    onlySlurm ? Optional.empty() : Optional.of(ssh),
                    maybe(random, () -> randomHardware(random)),
                    accelerators));
        }
        return new Cluster(String.format(Locale.ROOT, "c%d", random.nextInt(99)), "/shared " + "'\"\\共享", slurm, nodes);
    }

    private static Hardware randomHardware(Random random) {
        int sockets = 1 + random.nextInt(4);
        int cores = 1 + random.nextInt(64);
        int threads = 1 + random.nextInt(2);
        return new Hardware(sockets * cores * threads, sockets, cores, threads, 1 + random.nextInt(1 << 20));
    }

    private static <T> Optional<T> maybe(Random random, Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    private static String randomText(Random random) {
        String alphabet = "aB9 '\"\\:#{}[],&*!|>%@`-?~\t\n\r\u0000\u0085\u2028\ufeff中😀";
        int[] points = alphabet.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }
}
