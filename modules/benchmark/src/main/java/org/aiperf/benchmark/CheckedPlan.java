package org.aiperf.benchmark;

import java.nio.file.Path;
import java.util.Optional;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.WeightArchive;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;

/**
 * A plan whose data are there and whose initial architecture fits them.
 *
 * @param initial where the search starts
 */
public record CheckedPlan(SearchPlan plan, Task task, Architecture initial) {

    /** Reads a plan file and checks what it names; empty, with every problem noted, if the plan cannot be run. */
    public static Optional<CheckedPlan> read(Path file, Problems problems) {
        YamlMap map = YamlMap.read(file, problems);
        SearchPlan plan = SearchPlan.of(map);
        boolean isSound = problems.isEmpty();
        if (!plan.search().initialWeights().isEmpty()) {
            WeightArchive.read(Path.of(plan.search().initialWeights()), problems);
        }
        Optional<Task> task = Task.of(plan.data(), problems);
        Optional<Architecture> initial =
                task.flatMap(known -> known.architecture(plan.search().initial(), problems));
        if (isSound
                && task.isPresent()
                && plan.training().batchSize() > task.get().trainImages()) {
            map.map("training")
                    .refuse(
                            "batchSize",
                            "is " + plan.training().batchSize() + ", but there are only "
                                    + task.get().trainImages() + " training images",
                            "write a smaller batch, or name more data");
        }
        double largest = plan.hyperparameters().batchSize().most();
        if (isSound
                && task.isPresent()
                && plan.hyperparameters().trials() > 1
                && largest > task.get().trainImages()) {
            map.map("hyperparameters")
                    .refuse(
                            "batchSize",
                            "goes to " + (int) largest + ", but there are only "
                                    + task.get().trainImages() + " training images",
                            "write a smaller batch, or name more data");
        }
        return problems.isEmpty()
                ? Optional.of(new CheckedPlan(plan, task.orElseThrow(), initial.orElseThrow()))
                : Optional.empty();
    }
}
