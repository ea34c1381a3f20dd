package org.aiperf.architecture.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.Vectors;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchitectureFileTest {
    private static final String MINI = Vectors.text("mini_resnet_32x32x3_c10.json");
    private static final String CNN = ArchitectureJson.write(
            NamedArchitectures.named("cnn", Shape.image(28, 28, 1), 10).orElseThrow());

    @TempDir
    Path folder;

    @Test
    void everyGraphOfTheReferenceIsReadWithItsStoredShapes() throws IOException {
        for (JsonNode entry : Vectors.tree("reference-walks.json.gz").get("graphs")) {
            JsonNode graph = entry.get("graph");
            Path file = Files.writeString(folder.resolve("graph.json"), graph.toString());
            Problems problems = new Problems();

            Optional<StoredArchitecture> read = ArchitectureFile.read(file, problems);

            assertThat(problems.list()).isEmpty();
            StoredArchitecture stored = read.orElseThrow();
            assertThat(stored.architecture().layers())
                    .hasSize(graph.get("layer_list").size());
            assertThat(stored.shapes()).hasSize(graph.get("node_list").size());
            assertThat(stored).isEqualTo(StoredArchitecture.of(stored.architecture()));
        }
    }

    @Test
    void ourJsonGivesBackWhatWasWritten() {
        NetworkBuilder net = new NetworkBuilder(Shape.image(9, 7, 2));
        int conv = net.convolution(0, 4, 3, 2);
        int both = net.add(new Layer.Concatenate(), List.of(net.relu(net.batchNorm(conv)), net.sum(conv, conv)));
        int pooled = net.maxPool(net.add(new Layer.Dropout(0.25), List.of(both)), 2, 2);
        net.dense(net.dense(net.add(new Layer.Flatten(), List.of(pooled)), 6), 3);
        Architecture architecture = net.build();
        Problems problems = new Problems();

        assertThat(ArchitectureJson.parse("test", ArchitectureJson.write(architecture), problems))
                .contains(architecture);
        assertThat(ArchitectureJson.parse("test", ArchitectureJson.tree(architecture), problems))
                .contains(architecture);
        for (String name : NamedArchitectures.names()) {
            Architecture named =
                    NamedArchitectures.named(name, Shape.image(32, 32, 3), 10).orElseThrow();
            assertThat(ArchitectureFile.parse(name, ArchitectureJson.write(named), problems)
                            .map(StoredArchitecture::architecture))
                    .contains(named);
        }
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void aGraphCutShortIsRefusedAtItsLine() {
        for (int length = 0; length < MINI.length(); length += 97) {
            assertThat(problems(MINI.substring(0, length))).hasSize(1);
        }
        String half = CNN.substring(0, CNN.length() / 2);
        assertThat(problems(half).getFirst().line())
                .isEqualTo((int) half.lines().count());
    }

    @Test
    void unknownLayersAndThoseOfOtherDimensionsAreRefusedByName() {
        assertThat(problem(MINI.replace("[\"StubReLU\", 2, 3]", "[\"StubRelu\", 2, 3]")))
                .isEqualTo("test: layer_list[2][1][0]: unknown layer StubRelu; did you mean 'StubReLU'?");
        assertThat(problem(MINI.replace("[\"StubReLU\", 2, 3]", "[\"StubConv1d\", 2, 3, 16, 16, 3, 1, 1]")))
                .isEqualTo("test: layer_list[2][1][0]: StubConv1d is not for images; "
                        + "only networks of images (2d) are supported");
        assertThat(problem(MINI.replace("[\"StubReLU\", 2, 3]", "[\"StubSoftmax\", 2, 3]")))
                .contains("it comes with the loss");
        assertThat(problem(CNN.replace("\"type\":\"max pool\",\"inputs\":[3]", "\"type\":\"max poll\",\"inputs\":[3]")))
                .contains("unknown layer max poll; did you mean 'max pool'?");
    }

    @Test
    void everyProblemIsReportedAtOnce() {
        String bad = MINI.replace("[\"StubConv2d\", 0, 1, 3, 16, 3, 1, 1]", "[\"StubConv2d\", 0, 1, 3, 0, 3, 1]")
                .replace("[\"StubConv2d\", 3, 4, 16, 16, 3, 1, 1]", "[\"StubConv2d\", 3, 4, 16, -1, 3, 0, 1]")
                .replace("[\"StubBatchNormalization2d\", 7, 8, 16]", "[\"StubBatchNormalization2d\", 7, 8, 1000000000]")
                .replace("[\"StubAdd\", [8, 3], 9]", "[\"StubAdd\", [8, 333], 9]")
                .replace("[10, [\"StubConv2d\", 10", "[9, [\"StubConv2d\", 10")
                .replace("[20, [32]]", "[20, [32, 1]]");

        assertThat(problems(bad))
                .extracting(Problem::toString)
                .containsExactly(
                        "test: layer_list[0][1]: has 7 entries; it takes 8",
                        "test: layer_list[3][1][4]: -1 is out of range; use 1 to 1048576",
                        "test: layer_list[3][1][6]: 0 is out of range; use 1 to 1024",
                        "test: layer_list[7][1][3]: 1000000000 is out of range; use 1 to 16777216",
                        "test: layer_list[10][0]: layer 9 stands at place 10; a layer's id is its place in the list",
                        "test: node_list[20][1]: has 2 dimensions; use [height, width, channels] or [units]",
                        "test: layer 8 (add): reads tensor 333, which no layer writes; read one that is written");
    }

    @Test
    void shapesThatDoNotFitAreReportedForEveryLayer() {
        String bad =
                CNN.replace("\"channels\":16", "\"channels\":17").replace("\"inputUnits\":32", "\"inputUnits\":33");

        assertThat(problems(bad)).extracting(Problem::key).containsExactly("layer 5 (batch norm)", "layer 12 (dense)");
    }

    @Test
    void cyclesAndDoubleIdsAndDoubleWritersAreRefused() {
        String cyclic = CNN.replace("\"inputs\":[4],\"output\":5", "\"inputs\":[11],\"output\":5");
        assertThat(problem(cyclic)).contains("cycle");
        assertThat(problem(CNN.replace("\"id\":5,", "\"id\":4,"))).contains("another layer has");
        assertThat(problems(CNN.replace("\"output\":6", "\"output\":5")))
                .extracting(Problem::message)
                .contains("writes tensor 5, which another layer writes");
        String other = MINI.replace("\"3\": [[4, 3], [9, 8]]", "\"3\": [[4, 3]]");
        assertThat(problem(other))
                .isEqualTo("test: adj_list: lacks an edge from tensor 3 to 9 by layer 8, which that layer has; "
                        + "make it agree with layer_list");
    }

    @Test
    void aNetworkWithoutClassesOrFormatIsRefused() {
        String headless = CNN.replaceAll(",\\R\\{[^}]*\"type\":\"dense\"[^}]*}", "");
        assertThat(problem(headless)).contains("no dense layer");
        assertThat(problem("{\"layers\": []}")).contains("\"layer_list\" as AIPerf writes it");
        assertThat(problem("[1, 2]")).contains("is no architecture");
        assertThat(problem("")).contains("is empty");
        assertThat(problem(CNN.replace("\"version\": 1", "\"version\": 2"))).contains("version");
        assertThat(problem(CNN.replace("\"stride\":1,\"padding\":1}", "\"stride\":1,\"pading\":1}")))
                .contains("padding");
    }

    @Test
    void hostileFilesAreRefusedInShortTimeAndLittleMemory() throws IOException {
        String deep = "[".repeat(5_000_000);
        String many = "{\"layer_list\": [" + "[0,[\"StubReLU\",0,1]],".repeat(1_000_000) + "0]}";
        String layers = "{\"layer_list\": [" + "[0,[\"StubReLU\",0,1]],".repeat(5_000) + "0]}";
        String numbers = "{\"format\": [" + "1,".repeat(30_000_000) + "1]}";
        String wide = CNN.replace("\"filters\":32", "\"filters\":65536").replace("\"kernel\":3", "\"kernel\":1024");
        String digits = CNN.replace("\"filters\":32", "\"filters\":" + "9".repeat(1_000_000));
        String overflow =
                CNN.replace("\"filters\":32", "\"filters\":1048576").replace("\"kernel\":3", "\"kernel\":1024");
        String name = "{\"" + "x".repeat(10_000_000) + "\": 1}";
        for (String text : List.of(deep, many, layers, numbers, wide, overflow, digits, name)) {
            Path file = Files.writeString(folder.resolve("hostile.json"), text);
            Problems problems = new Problems();
            assertTimeout(
                    Duration.ofSeconds(2),
                    () -> assertThat(ArchitectureFile.read(file, problems)).isEmpty());
            assertThat(problems.list()).isNotEmpty();
            assertThat(problems.list().getFirst().toString().length()).isLessThan(500);
        }
    }

    @Test
    void filesThatAreTooLargeOrMissingOrFoldersAreRefused() throws IOException {
        Path large = folder.resolve("large.json");
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        for (Path file : List.of(large, folder.resolve("missing.json"), folder)) {
            Problems problems = new Problems();
            assertThat(ArchitectureFile.read(file, problems)).isEmpty();
            assertThat(problems.list()).hasSize(1);
        }
    }

    @Test
    void noMutationOfAGraphEndsInAnException() {
        long seed = 20_240_607;
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder(round % 2 == 0 ? MINI : CNN);
            for (int change = 0; change <= random.nextInt(4); change++) {
                int at = random.nextInt(text.length() - 1);
                switch (random.nextInt(3)) {
                    case 0 -> text.deleteCharAt(at);
                    case 1 -> text.insert(at, "0123456789[]{},:\"-".charAt(random.nextInt(18)));
                    default -> text.setCharAt(at, "0123456789[]{},:\"-".charAt(random.nextInt(18)));
                }
            }
            Problems problems = new Problems();
            assertThatCode(() -> {
                        Optional<StoredArchitecture> read = ArchitectureFile.parse("test", text.toString(), problems);
                        assertThat(read.isPresent()).isEqualTo(problems.isEmpty());
                        for (CountingMethod method : CountingMethod.values()) {
                            read.ifPresent(stored -> assertThat(OperationCounts.of(stored, method, 3)
                                            .train())
                                    .isPositive());
                        }
                    })
                    .as("seed %d, round %d: %s", seed, round, text)
                    .doesNotThrowAnyException();
        }
    }

    private static List<Problem> problems(String text) {
        Problems problems = new Problems();
        assertThat(ArchitectureFile.parse("test", text, problems)).isEmpty();
        return problems.list();
    }

    private static String problem(String text) {
        return problems(text).getFirst().toString();
    }
}
