package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.json.ArchitectureJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OpsCommandTest {
    @TempDir
    private Path folder;

    private Path write(String name, Shape input, int classes) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".json"),
                ArchitectureJson.write(
                        NamedArchitectures.named(name, input, classes).orElseThrow()));
    }

    @Test
    void theCountsOfAIPerfsResNet50AreTheReferences() throws IOException {
        Path file = write("resnet50", Shape.image(224, 224, 3), 1000);

        JsonNode counts = Run.json("ops", file.toString()).lastLine();

        assertThat(counts.path("forward").asLong()).isEqualTo(7_806_583_495L);
        assertThat(counts.path("backward").asLong()).isEqualTo(15_246_874_820L);
        assertThat(counts.path("train").asLong()).isEqualTo(23_053_458_315L);
        assertThat(counts.path("evaluate").asLong()).isEqualTo(7_806_583_495L);
        assertThat(counts.path("update").asLong()).isZero();
        assertThat(counts.path("parameters").asLong()).isEqualTo(25_583_592L);
        assertThat(counts.path("layers").get(0).path("id").isIntegralNumber()).isTrue();
    }

    @Test
    void rowsAddUpToTotalsByBothMethods() throws IOException {
        Path file = write("resnet14", Shape.image(32, 32, 3), 10);

        for (String method : new String[] {"reference", "corrected"}) {
            JsonNode counts =
                    Run.json("ops", file.toString(), "--method", method).lastLine();
            for (String field : new String[] {"forward", "backward", "evaluate", "parameters"}) {
                long rows = 0;
                for (JsonNode row : counts.path("layers")) {
                    rows += row.path(field).asLong();
                }
                long types = 0;
                for (JsonNode row : counts.path("byType")) {
                    types += row.path(field).asLong();
                }
                assertThat(rows)
                        .as("%s, %s", method, field)
                        .isEqualTo(counts.path(field).asLong());
                assertThat(types).as("%s, %s by type", method, field).isEqualTo(rows);
            }
        }
    }

    @Test
    void severalFilesGiveOneResultEachInTheirOrderRepeatsKept() throws IOException {
        Path small = write("cnn", Shape.image(32, 32, 3), 10);
        Path large = write("resnet14", Shape.image(32, 32, 3), 10);

        JsonNode results = Run.json("ops", large.toString(), small.toString(), large.toString())
                .lastLine()
                .path("results");

        assertThat(results).hasSize(3);
        assertThat(results.get(0)).isEqualTo(results.get(2));
        assertThat(results.get(1).path("file").asText()).isEqualTo(small.toString());
    }
}
