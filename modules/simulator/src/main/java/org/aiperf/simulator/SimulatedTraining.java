package org.aiperf.simulator;

import java.util.SplittableRandom;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.benchmark.prediction.Work;
import org.aiperf.search.curves.EarlyStopping;
import org.aiperf.simulator.SimulatedWorker.Order;

/**
 * One attempt at a trial on the accelerators of a node: an evaluation, then epochs, each with an evaluation, and states
 * kept on the way. Time comes from the costs; accuracies and losses are made up, they rise and fall as they usually do.
 */
final class SimulatedTraining {
    /** As a real worker: at most one state in so long is kept. */
    private static final long BETWEEN_CHECKPOINTS = 30_000_000_000L;

    private static final double WORST_CEILING = 0.6;
    private static final double NOISE = 0.02;

    private final Order order;
    private final TrialSettings settings;
    private final SimulatedWorker worker;
    private final SimulatedNode home;
    private final Workshop shop;
    private final SharedFolder.Candidate candidate;
    private final int fromEpoch;
    private EarlyStopping stopping;
    private int epoch;
    private long lastCheckpoint;
    private long executingSince = -1;
    private boolean isEvaluating;

    SimulatedTraining(Order order, TrialSettings settings, SimulatedWorker worker, SimulatedNode home, Workshop shop) {
        this.order = order;
        this.settings = settings;
        this.worker = worker;
        this.home = home;
        this.shop = shop;
        this.candidate = shop.folder().candidate(order.trial());
        this.fromEpoch = Math.min(shop.folder().checkpoint(order.trial()), epochs());
        this.epoch = fromEpoch;
        this.stopping = stopping();
    }

    Order order() {
        return order;
    }

    private EarlyStopping stopping() {
        return EarlyStopping.start(settings.leastChange(), settings.patience());
    }

    private int epochs() {
        return settings.epochs() * settings.trainings();
    }

    void begin() {
        SimulatedPlan plan = shop.plan();
        lastCheckpoint = shop.time().now();
        worker.say(new SearchEvent.TrialStarted(
                order.trial(),
                order.attempt(),
                epochs(),
                fromEpoch,
                plan.trainImages(),
                plan.testImages(),
                plan.plan().training().precision().finest()));
        execute(true, evaluation(), this::evaluatedAtStart);
    }

    private void evaluatedAtStart() {
        if (candidate.child().parent() != SearchEvent.NO_PARENT
                && fromEpoch == 0
                && shop.plan().plan().search().inherit()) {
            double parent = ceiling(candidate.generation() - 1);
            worker.say(new SearchEvent.WeightsInherited(order.trial(), order.attempt(), parent - NOISE, parent));
        }
        nextEpoch();
    }

    private void nextEpoch() {
        if (epoch >= epochs()) {
            worker.done(order);
            return;
        }
        double seconds = training();
        execute(false, seconds, () -> execute(true, evaluation(), () -> finished(seconds + evaluation())));
    }

    private void finished(double seconds) {
        epoch++;
        SimulatedPlan plan = shop.plan();
        int steps = steps();
        double loss = loss();
        stopping = stopping.then(loss);
        // One report stands for all of the epoch; the master is charged for each.
        worker.say(new SearchEvent.StepsExecuted(
                order.trial(),
                order.attempt(),
                steps,
                plan.trainImages(),
                plan.testImages(),
                seconds - training() * shop.costs().waiting(),
                training() * shop.costs().waiting(),
                loss));
        worker.say(new SearchEvent.EpochFinished(
                order.trial(),
                order.attempt(),
                epoch,
                accuracy(),
                loss,
                loss,
                steps,
                plan.trainImages(),
                plan.testImages(),
                seconds));
        if (settings.stopsEarly() && stopping.isOver()) {
            epoch = (epoch + settings.epochs() - 1) / settings.epochs() * settings.epochs();
        }
        boolean isTrainingOver = epoch % settings.epochs() == 0;
        if (isTrainingOver) {
            stopping = stopping();
        }
        if (epoch < epochs() && shop.time().now() - lastCheckpoint >= BETWEEN_CHECKPOINTS) {
            lastCheckpoint = shop.time().now();
            worker.after(shop.costs().trials().checkpoint(), () -> {
                shop.folder().checkpoint(order.trial(), epoch);
                nextEpoch();
            });
        } else if (isTrainingOver && epoch < epochs()) {
            execute(true, evaluation(), this::nextEpoch);
        } else {
            nextEpoch();
        }
    }

    private void execute(boolean isEvaluation, double seconds, Runnable then) {
        executingSince = shop.time().now();
        isEvaluating = isEvaluation;
        worker.after(seconds, () -> {
            stopExecuting();
            then.run();
        });
    }

    private void stopExecuting() {
        long now = shop.time().now();
        if (executingSince >= 0) {
            long nanos = now - executingSince - home.fate().stoodStill(executingSince, now);
            shop.acceleratorTime().add(isEvaluating, nanos);
        }
        executingSince = -1;
    }

    /** The process ended, or the run did. */
    void breakOff() {
        stopExecuting();
    }

    private int steps() {
        int batch = shop.plan().plan().training().batchSize();
        return (shop.plan().trainImages() + batch - 1) / batch;
    }

    private int evaluationSteps() {
        return (shop.plan().testImages() + Work.EVALUATION_BATCH - 1) / Work.EVALUATION_BATCH;
    }

    /** Of an epoch: accelerators share every batch. */
    private double training() {
        Work work = shop.folder().network(candidate).training();
        double alone = shop.plan().trainImages() * shop.costs().training().seconds(work);
        return alone / shop.accelerators() + steps() * sharing();
    }

    /** Likewise. */
    private double evaluation() {
        Work work = shop.folder().network(candidate).evaluation();
        double alone = shop.plan().testImages() * shop.costs().evaluation().seconds(work);
        return alone / shop.accelerators() + evaluationSteps() * sharing();
    }

    private double sharing() {
        return shop.accelerators() > 1 ? shop.costs().sharing() : 0;
    }

    private static double ceiling(int generation) {
        return 1 - (1 - WORST_CEILING) * StrictMath.pow(0.9, generation);
    }

    private double chance(int salt) {
        return new SplittableRandom(shop.seed() * 7_919 + order.trial() * 104_729L + epoch * 31L + salt).nextDouble();
    }

    private double accuracy() {
        double learned = 1 - 0.5 * StrictMath.pow(0.6, epoch);
        return Math.clamp(ceiling(candidate.generation()) * learned + NOISE * (chance(1) - 0.5), 0, 1);
    }

    private double loss() {
        return 0.2 + 2 * StrictMath.pow(0.8, epoch) + NOISE * chance(2);
    }
}
