package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CheckedPlanTest {
    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void aBatchAboveTheTrainingImagesIsRefusedAtItsLine() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.yaml"), """
                data:
                  train: shapes#0-100
                training:
                  batchSize: 101
                """);

        assertThat(CheckedPlan.read(file, problems)).isEmpty();
        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(4);
            assertThat(problem.message()).contains("only 100 training images");
        });
    }

    @Test
    void problemsOfThePlanItsDataAndItsArchitectureComeTogether() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.yaml"), """
                seconds: -1
                data:
                  train: nonsense
                """);
        CheckedPlan.read(file, problems);
        Path other = Files.writeString(folder.resolve("other.yaml"), """
                seconds: -1
                search:
                  initial: resnet15
                """);
        CheckedPlan.read(other, problems);

        assertThat(problems.list()).hasSize(4);
    }

    @Test
    void weightsThatAreNotThereAndBatchesThatCannotBeTunedAreRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("plan.yaml"), """
                data:
                  train: shapes#0-100
                search:
                  initialWeights: nowhere.npz
                hyperparameters:
                  trials: 2
                  batchSize: [32, 128]
                """);

        assertThat(CheckedPlan.read(file, problems)).isEmpty();
        assertThat(problems.list())
                .extracting(problem -> problem.file() + ": " + problem.message())
                .satisfiesExactlyInAnyOrder(
                        one -> assertThat(one).contains("nowhere.npz: there is no such file"),
                        two -> assertThat(two).contains("goes to 128, but there are only 100 training images"));
    }
}
