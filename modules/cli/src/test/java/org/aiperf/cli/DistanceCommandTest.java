package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.Layer;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.NetworkBuilder;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.json.ArchitectureJson;
import org.aiperf.architecture.morphism.Wider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DistanceCommandTest {
    private static final Architecture RESNET50 =
            NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000).orElseThrow();

    @TempDir
    private Path folder;

    private String write(String name, Architecture architecture) throws IOException {
        return Files.writeString(folder.resolve(name), ArchitectureJson.write(architecture))
                .toString();
    }

    @Test
    void distancesArePlainNumbersInTheOrderOfTheArguments() throws IOException {
        String start = write("start.json", RESNET50);
        String wider = write("wider.json", new Wider(4).apply(RESNET50).orElseThrow());

        Run run = Run.json("distance", start, wider, start, wider);

        assertThat(run.exit()).isEqualTo(ExitCode.DONE);
        assertThat(run.out().lines()).hasSize(1);
        JsonNode distances = run.lastLine().path("distances");
        assertThat(distances).hasSize(3).allMatch(JsonNode::isNumber);
        assertThat(distances.get(0).asDouble()).isCloseTo(1 / 6.0, within(1e-9));
        assertThat(distances.get(1).asDouble()).isZero();
        assertThat(distances.get(2)).isEqualTo(distances.get(0));
    }

    @Test
    void aGraphOfAIPerfIsAsGoodAsOneOfOurs() throws IOException {
        Path theirs = Files.writeString(folder.resolve("theirs.json"), """
                {"input_shape": [4, 4, 1],
                 "layer_list": [[0, ["StubConv2d", 0, 1, 1, 2, 3, 1, 1]], [1, ["StubGlobalPooling2d", 1, 2]],
                                [2, ["StubDense", 2, 3, 2, 5]]],
                 "node_list": [[0, [4, 4, 1]], [1, [4, 4, 2]], [2, [2]], [3, [5]]]}
                """);
        NetworkBuilder net = new NetworkBuilder(Shape.image(4, 4, 1));
        net.dense(net.globalAveragePool(net.relu(net.convolution(0, 8, 3, 1))), 5);

        Run run = Run.json("distance", theirs.toString(), write("ours.json", net.build()));

        // A ReLU more, and a third of the difference of 2 and 8 filters.
        assertThat(run.lastLine().at("/distances/0").asDouble()).isCloseTo(1.25, within(1e-9));
    }

    @Test
    void peopleReadALineForEachOther() throws IOException {
        String start = write("start.json", RESNET50);
        String wider = write("wider.json", new Wider(4).apply(RESNET50).orElseThrow());

        Run run = Run.of("distance", start, wider, start);

        assertThat(run.exit()).isEqualTo(ExitCode.DONE);
        assertThat(run.out().lines()).containsExactly("    0.166667  " + wider, "    0.000000  " + start);
    }

    @Test
    void everyProblemOfEveryFileIsSaidAtOnce() throws IOException {
        String good = write("good.json", RESNET50);
        String missing = folder.resolve("missing.json").toString();
        Path broken = Files.writeString(folder.resolve("broken.json"), "{\"layers\": 3}");

        Run run = Run.json("distance", missing, good, broken.toString(), missing, folder.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors())
                .hasSize(3)
                .anyMatch(line -> line.startsWith(missing) && line.contains("does not exist"))
                .anyMatch(line -> line.startsWith(broken.toString()))
                .anyMatch(line -> line.startsWith(folder + ":") && line.contains("is a folder"));
        assertThat(run.lastLine().path("problems")).hasSize(3);
    }

    @Test
    void oneFileAloneHasNoDistance() throws IOException {
        Run run = Run.of("distance", write("alone.json", RESNET50));

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("aiperf distance --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void aGraphWithMoreSkipsThanCanBePairedIsRefused() throws IOException {
        NetworkBuilder net = new NetworkBuilder(Shape.image(1, 1, 1));
        List<Integer> tensors = new ArrayList<>(List.of(0));
        for (int i = 0; i < 70; i++) {
            tensors.add(i < 2 ? net.relu(tensors.getLast()) : net.add(new Layer.Add(), tensors));
        }
        net.dense(net.globalAveragePool(tensors.getLast()), 2);
        String many = write("many.json", net.build());

        Run run = Run.of("distance", many, many);

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().startsWith(many).contains("too many to be paired");
    }
}
