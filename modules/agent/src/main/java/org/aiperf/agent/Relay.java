package org.aiperf.agent;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.BooleanSupplier;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.runs.Event;
import org.aiperf.search.curves.EarlyStopping;
import org.aiperf.training.EpochResult;
import org.aiperf.training.Evaluation;
import org.aiperf.training.TrainingListener;
import org.aiperf.training.TrainingProgress;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what the trainer says of one attempt, as events. When the master cannot be told any more it asks the trainer
 * to stop, and remembers why.
 */
final class Relay implements TrainingListener {
    private final int trial;
    private final int attempt;
    private final OptionalDouble parentAccuracy;
    private final int testImages;
    private final TrialSettings settings;
    private final Trainee.Report report;
    private final BooleanSupplier stop;
    private EarlyStopping stopping;
    private int epochsBefore;
    private int epochs;
    private int training = 1;
    private @Nullable IOException broken;

    /** @param parentAccuracy of the parent at its end, if the weights come from it */
    Relay(
            int trial,
            int attempt,
            OptionalDouble parentAccuracy,
            int testImages,
            TrialSettings settings,
            Trainee.Report report,
            BooleanSupplier stop) {
        this.trial = trial;
        this.attempt = attempt;
        this.parentAccuracy = parentAccuracy;
        this.testImages = testImages;
        this.settings = settings;
        this.stopping = stopping();
        this.report = report;
        this.stop = stop;
    }

    private EarlyStopping stopping() {
        return EarlyStopping.start(settings.leastChange(), settings.patience());
    }

    /** What follows is of another training of the candidate. */
    void nextTraining() {
        training++;
        epochsBefore = epochs;
        stopping = stopping();
    }

    @Override
    public void wentOn(List<Double> testLosses) {
        testLosses.forEach(loss -> stopping = stopping.then(loss));
        epochs = testLosses.size();
    }

    @Override
    public void evaluatedAtStart(Evaluation evaluation) {
        if (parentAccuracy.isPresent() && training == 1) {
            say(new SearchEvent.WeightsInherited(trial, attempt, evaluation.accuracy(), parentAccuracy.getAsDouble()));
        }
    }

    @Override
    public void progressed(TrainingProgress progress) {
        say(new SearchEvent.StepsExecuted(
                trial,
                attempt,
                progress.steps(),
                Math.toIntExact(progress.trainedImages()),
                Math.toIntExact(progress.evaluatedImages()),
                progress.busySeconds(),
                progress.waitSeconds(),
                progress.loss().orElse(0)));
    }

    @Override
    public void epochFinished(EpochResult epoch) {
        epochs = epochsBefore + epoch.epoch();
        stopping = stopping.then(epoch.testLoss());
        say(new SearchEvent.EpochFinished(
                trial,
                attempt,
                epochs,
                epoch.testAccuracy(),
                epoch.testLoss(),
                epoch.trainLoss(),
                epoch.steps(),
                Math.toIntExact(epoch.images()),
                testImages,
                epoch.seconds()));
    }

    @Override
    public boolean isEnough() {
        return settings.stopsEarly() && stopping.isOver();
    }

    @Override
    public boolean stopRequested() {
        return broken != null || stop.getAsBoolean();
    }

    private void say(Event event) {
        try {
            report.say(event);
        } catch (IOException e) {
            broken = e;
        }
    }

    /** Throws what kept the last word from the master, if anything did. */
    void throwIfBroken() throws IOException {
        if (broken != null) {
            throw broken;
        }
    }
}
