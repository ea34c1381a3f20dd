package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.History;
import org.aiperf.benchmark.Hyperparameters;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.problems.Problems;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.Recorded;
import org.aiperf.runs.RunFolder;
import org.aiperf.training.Precision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trials on this machine's real engine, with small data. */
final class TraineeTest {
    private static final String PLAN = """
            data:
              train: shapes#0-256
              test: shapes#1000-1200
            training:
              epochs: 2
            """;

    @TempDir
    private Path run;

    private RunFolder folder;
    private Buffer buffer;
    private Trainee trainee;
    private final List<Recorded> events = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        folder = new RunFolder(run);
        buffer = new Buffer(folder);
        trainee = Trainee.prepare(plan(), folder, "test", 1);
    }

    private static SearchPlan plan() {
        return SearchPlan.parse("plan.yaml", PLAN, new Problems());
    }

    private void say(Event event) {
        events.add(new Recorded(events.size() + 1L, 1_000L * events.size(), event));
    }

    private void carryOut(Order.Train order, boolean stop) throws IOException, InterruptedException {
        switch (trainee.prepare(order)) {
            case Prepared.Ready ready -> say(trainee.finish(trainee.train(ready, this::say, () -> stop)));
            case Prepared.Over over -> say(over.end());
        }
    }

    private Trial train(Candidate candidate) throws IOException, InterruptedException {
        buffer.put(candidate);
        say(Proposals.event(candidate, "test", 0, null));
        say(new TrialAssigned(candidate.number(), 1, "test"));
        carryOut(new Order.Train(candidate.number(), 1, 1), false);
        Trial trial = SearchRun.of(events).search().trial(candidate.number()).orElseThrow();
        if (trial.status() == Trial.Status.DONE) {
            new History(folder).add(trial, trial.accuracy());
        }
        return trial;
    }

    private static Candidate first() {
        Architecture cnn =
                NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();
        return new Candidate(1, SearchEvent.NO_PARENT, List.of(), cnn);
    }

    @Test
    void childrenOfEveryKindStartAsGoodAsTheirParentEnded() throws Exception {
        Trial parent = train(first());
        assertThat(parent.status()).isEqualTo(Trial.Status.DONE);
        assertThat(parent.epochs()).hasSize(2);
        assertThat(parent.busySeconds()).isPositive();
        double parentAccuracy = parent.epochs().get(1).accuracy();

        SplittableRandom random = new SplittableRandom(5);
        List<String> kinds = new ArrayList<>();
        for (int number = 2; kinds.size() < 3; number++) {
            RandomMorphism grown =
                    RandomMorphism.pick(first().architecture(), random).orElseThrow();
            if (kinds.contains(grown.morphism().kind())) {
                continue;
            }
            kinds.add(grown.morphism().kind());
            Trial child = train(new Candidate(number, 1, List.of(grown.morphism()), grown.child()));

            assertThat(child.status()).as(grown.morphism().describe()).isEqualTo(Trial.Status.DONE);
            assertThat(child.parentAccuracy()).isEqualTo(parentAccuracy);
            assertThat(child.inheritedAccuracy())
                    .as(grown.morphism().describe())
                    .isNotNull()
                    .satisfies(accuracy ->
                            assertThat(Math.abs(accuracy - parentAccuracy)).isLessThanOrEqualTo(0.001));
        }
    }

    @Test
    void aGrandchildInheritsThroughTheNetworkBetween() throws Exception {
        double parentAccuracy = train(first()).epochs().get(1).accuracy();
        SplittableRandom random = new SplittableRandom(6);
        List<Morphism> morphisms = new ArrayList<>();
        Architecture network = first().architecture();
        for (int i = 0; i < 3; i++) {
            RandomMorphism grown = RandomMorphism.pick(network, random).orElseThrow();
            morphisms.add(grown.morphism());
            network = grown.child();
        }
        Trial grandchild = train(new Candidate(2, 1, morphisms, network));

        assertThat(grandchild.candidate().morphism()).contains(" + ");
        assertThat(grandchild.inheritedAccuracy())
                .isNotNull()
                .satisfies(accuracy ->
                        assertThat(Math.abs(accuracy - parentAccuracy)).isLessThanOrEqualTo(0.001));
    }

    @Test
    void aCandidateThatSomebodyElseHoldsIsNotTrained() throws Exception {
        buffer.put(first());
        assertThat(buffer.claim(1, 1)).isPresent();

        carryOut(new Order.Train(1, 1, 1), false);

        assertThat(events.stream().map(Recorded::event))
                .containsExactly(new TrialEnded(1, 1, Outcome.FAILED, "another worker holds its candidate"));
    }

    @Test
    void aTrialThatIsAskedToStopSaysSo() throws Exception {
        buffer.put(first());
        carryOut(new Order.Train(1, 1, 1), true);

        assertThat(events.getLast().event()).isEqualTo(new TrialEnded(1, 1, Outcome.STOPPED, "the run was ending"));
    }

    @Test
    void aCheckpointThatCannotBeWrittenFailsTheTrialNotTheWorker() throws Exception {
        Files.createDirectories(folder.trial(1).resolve("weights.bin/in the way"));

        Trial trial = train(first());

        assertThat(trial.status()).isEqualTo(Trial.Status.FAILED);
        assertThat(trial.reason()).startsWith("its weights cannot be written: ");
    }

    @Test
    void anAttemptGoesOnFromTheLastEpochThatTheOneBeforeKept() throws Exception {
        trainee = Trainee.prepare(plan(), folder, "test", 1, Duration.ZERO);
        buffer.put(first());
        say(Proposals.event(first(), "test", 0, null));
        say(new TrialAssigned(1, 1, "test"));
        // The first attempt is cut off after its first epoch.
        Prepared.Ready cutOff = (Prepared.Ready) trainee.prepare(new Order.Train(1, 1, 1));
        trainee.train(cutOff, this::say, () -> count(SearchEvent.EpochFinished.class) == 1);
        cutOff.close();
        say(new TrialEnded(1, 1, Outcome.LOST, "cut off"));
        say(new TrialAssigned(1, 2, "test"));

        carryOut(new Order.Train(1, 2, 1), false);

        assertThat(events.stream().map(Recorded::event))
                .filteredOn(SearchEvent.TrialStarted.class::isInstance)
                .extracting(event -> ((SearchEvent.TrialStarted) event).fromEpoch())
                .containsExactly(0, 1);
        Trial trial = SearchRun.of(events).search().trial(1).orElseThrow();
        assertThat(trial.status()).isEqualTo(Trial.Status.DONE);
        assertThat(trial.epochs()).extracting(Trial.Epoch::number).containsExactly(1, 2);
        assertThat(count(SearchEvent.EpochFinished.class)).isEqualTo(2);
        assertThat(folder.trial(1).resolve("epochs")).doesNotExist();
    }

    @Test
    void anEpochThatCannotBeKeptFailsTheTrialNotTheWorker() throws Exception {
        trainee = Trainee.prepare(plan(), folder, "test", 1, Duration.ZERO);
        Files.createDirectories(folder.trial(1));
        Files.writeString(folder.trial(1).resolve("epochs"), "in the way");

        Trial trial = train(first());

        assertThat(trial.status()).isEqualTo(Trial.Status.FAILED);
        assertThat(trial.reason()).startsWith("its checkpoints cannot be read or written: ");
    }

    private long count(Class<? extends Event> kind) {
        return events.stream().map(Recorded::event).filter(kind::isInstance).count();
    }

    private Trial train(Candidate candidate, String planText) throws Exception {
        Problems problems = new Problems();
        SearchPlan plan = SearchPlan.parse("plan.yaml", planText, problems);
        assertThat(problems.list()).isEmpty();
        trainee = Trainee.prepare(plan, folder, "test", 1);
        return train(candidate);
    }

    @Test
    void aCandidateIsTrainedAgainWithOtherHyperparametersAndTheBetterWeightsAreKept() throws Exception {
        String plan = PLAN + """
                hyperparameters:
                  fromRound: 1
                  trials: 3
                  kernel: [3, 5]
                  batchSize: [32, 64]
                  learningRate: [0.01, 0.2]
                """;
        Trial parent = train(first(), plan);

        assertThat(parent.status()).isEqualTo(Trial.Status.DONE);
        assertThat(parent.plannedEpochs()).isEqualTo(6);
        assertThat(parent.epochs()).extracting(Trial.Epoch::number).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(parent.epochs()).extracting(Trial.Epoch::training).containsExactly(1, 1, 2, 2, 3, 3);
        assertThat(parent.tuned()).containsOnlyKeys(1, 2, 3);
        Hyperparameters firstPoint =
                Objects.requireNonNull(parent.tuned().get(1)).hyperparameters();
        assertThat(firstPoint).isEqualTo(new Hyperparameters(0, 3, 64, 0.1));
        assertThat(parent.epochs().get(2).steps())
                .isEqualTo(Math.ceilDiv(
                        256,
                        Objects.requireNonNull(parent.tuned().get(2))
                                .hyperparameters()
                                .batchSize()));

        double kept = parent.epochsOf(parent.bestTraining()).getLast().accuracy();
        RandomMorphism grown = RandomMorphism.pick(first().architecture(), new SplittableRandom(5))
                .orElseThrow();
        Trial child = train(new Candidate(2, 1, List.of(grown.morphism()), grown.child()), plan);

        assertThat(Objects.requireNonNull(child.tuned().get(1)).hyperparameters())
                .isEqualTo(Objects.requireNonNull(parent.tuned().get(parent.bestTraining()))
                        .hyperparameters());
        assertThat(child.parentAccuracy()).isEqualTo(kept);
        assertThat(child.inheritedAccuracy())
                .isNotNull()
                .satisfies(accuracy -> assertThat(Math.abs(accuracy - kept)).isLessThanOrEqualTo(0.001));
    }

    @Test
    void aTrainingWhoseTestLossDoesNotFallEndsEarly() throws Exception {
        Trial trial = train(first(), """
                data:
                  train: shapes#0-256
                  test: shapes#1000-1200
                training:
                  epochs: 9
                  learningRate: 0.000001
                  earlyStopping:
                    on: true
                    patience: 2
                    leastChange: 1
                """);

        assertThat(trial.status()).isEqualTo(Trial.Status.DONE);
        assertThat(trial.epochs()).hasSize(3);
    }

    @Test
    void aFileOfWeightsFillsTheFirstLayersThatAgree() throws Exception {
        List<ParameterSpec> specs = ParameterSpec.of(first().architecture());
        Path file = run.resolve("weights.npz");
        Files.write(
                file,
                NumpyArchive.of(
                        "conv/kernel",
                        specs.get(0).shape(),
                        "conv/bias",
                        specs.get(1).shape()));

        Trial trial = train(first(), PLAN + "search:\n  initialWeights: " + file + "\n");

        assertThat(trial.filled()).isNotNull().satisfies(filled -> {
            assertThat(filled.matched()).isEqualTo(1);
            assertThat(filled.layers()).isGreaterThan(3);
        });
    }

    @Test
    void mixedPrecisionIsSaidAsWhatTheDeviceComputedIn() throws Exception {
        Trial trial = train(first(), PLAN + "  precision: mixed\n");

        assertThat(trial.precision())
                .isEqualTo(Precision.BFLOAT16.on(List.of()).name().toLowerCase(Locale.ROOT));
    }
}
