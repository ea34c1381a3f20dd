package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.problems.Problems;
import org.aiperf.slurm.conf.NodeList;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whoever copies a sample starts from one that every command takes: it loads, is checked, and becomes Slurm's files. */
final class SampleClustersTest {
    private static final List<String> VERSIONS = List.of("", "17.11.5", "19.05", "22.05.8", "25.05");

    @TempDir
    private Path folder;

    private static List<Path> samples() throws IOException {
        try (Stream<Path> all = Files.list(Path.of("../../sample-clusters"))) {
            return all.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
        }
    }

    @TestFactory
    Stream<DynamicTest> loadsChecksAndGenerates() throws IOException {
        return samples().stream()
                .map(sample -> DynamicTest.dynamicTest(String.valueOf(sample.getFileName()), () -> {
                    Cluster cluster = ClusterFile.read(sample, new Problems()).orElseThrow();
                    Run check = Run.json("cluster", "check", sample.toString());
                    assertThat(check.exit()).as(check.err()).isEqualTo(ExitCode.DONE);
                    assertThat(check.lastLine().path("nodes"))
                            .hasSize(cluster.nodes().size());

                    int files = 0;
                    for (String version : VERSIONS) {
                        files += generated(sample, cluster, "of-" + version, version(version));
                    }
                    files += generated(sample, cluster, "parity", List.of("--parity"));

                    System.out.println("samples: " + sample.getFileName() + " with "
                            + cluster.nodes().size() + " nodes, " + files + " files generated, nothing wrong in them");
                }));
    }

    @Test
    void thereIsOneOfEveryKind() throws IOException {
        List<Cluster> clusters = new ArrayList<>();
        for (Path sample : samples()) {
            clusters.add(ClusterFile.read(sample, new Problems()).orElseThrow());
        }
        assertThat(clusters)
                .extracting(Cluster::name)
                .contains("this-laptop", "slurm-on-one-machine", "gpu-cluster", "mixed");
        assertThat(clusters)
                .as("one of CPU nodes and two kinds of accelerators")
                .anyMatch(cluster -> cluster.slaves().stream()
                                .flatMap(node -> node.accelerators().stream())
                                .map(accelerator -> accelerator.kind())
                                .distinct()
                                .count()
                        == 3);
    }

    private static List<String> version(String version) {
        return version.isEmpty() ? List.of() : List.of("--slurm-version", version);
    }

    /** Files that were written and linted, of one way to make them. */
    private int generated(Path sample, Cluster cluster, String name, List<String> options) throws IOException {
        Path out = folder.resolve(sample.getFileName() + "-" + name);
        List<String> generate = new ArrayList<>(List.of("cluster", "slurm", sample.toString(), "--out", out + ""));
        generate.addAll(options);
        Run made = Run.json(generate.toArray(new String[0]));
        assertThat(made.exit()).as("%s: %s", options, made.err()).isEqualTo(ExitCode.DONE);

        List<String> files = new ArrayList<>();
        made.lastLine().path("files").fieldNames().forEachRemaining(file -> files.add(out.resolve(file) + ""));
        List<String> lint = new ArrayList<>(List.of("slurm", "lint"));
        lint.addAll(files);
        lint.addAll(List.of("--cluster", sample.toString()));
        Run linted = Run.json(lint.toArray(new String[0]));
        assertThat(linted.err()).as("%s", options).isEmpty();
        assertThat(linted.exit()).isEqualTo(ExitCode.DONE);
        assertThat(linted.lastLine().path("problems")).isEmpty();
        assertThat(linted.lastLine().path("skipped")).isEmpty();

        assertThat(NodeList.present(Files.readString(out.resolve("slurm.conf"))))
                .as("every slave, and nobody else")
                .containsExactlyElementsOf(
                        cluster.slaves().stream().map(Node::name).toList());
        return files.size();
    }
}
