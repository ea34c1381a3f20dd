package org.aiperf.benchmark.prediction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;
import org.aiperf.architecture.Architecture;
import org.aiperf.benchmark.CheckedPlan;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.plan.TrialSettings;
import org.aiperf.benchmark.prediction.LikelySearch.Likely;

/**
 * What a run will come to. The run is played through on paper several times, each time with other luck in its search: each
 * worker takes the next likely network as it becomes free, opens it, evaluates it once, and then trains and evaluates its
 * epochs at the speed that the calibration showed. Early stopping, lost nodes and waiting are left out.
 */
public final class Forecast {
    private static final int MOST_TRIALS = 1_000_000;
    private static final int MOST_PLAYS = 16;
    private static final long NANOS_OF_CHOOSING = 3_000_000_000L;
    private static final long NANOS_OF_PLAYING = 5_000_000_000L;
    /** Which trials' networks are measured: searches grow networks fast at first, and slowly later. */
    private static final int[] MEASURED = {1, 3, 6, 12, 24, 48, 80};

    private final CheckedPlan checked;
    private final int workers;
    private final LongSupplier nanoTime;

    private record Epoch(double seconds, double operations) {}

    private record Play(double operations, int trials, double seconds) {}

    /**
     * What the calibration says of the hardware.
     *
     * @param uncertainty of times of training, as a share: the scatter of the measurements about their fit, which a mean
     *     over several of them has less of
     */
    private record Hardware(Speed training, Speed evaluation, double openingPerLayer, double uncertainty) {
        static Hardware of(Calibration calibration) {
            Speed training = Speed.of(calibration.training());
            return new Hardware(
                    training,
                    Speed.of(calibration.evaluation()),
                    calibration.openingPerLayer(),
                    training.spread(calibration.training())
                            / Math.sqrt(calibration.training().size()));
        }
    }

    /**
     * @param workers at least 1
     * @param nanoTime a clock, because a slow search is played through less often
     */
    public Forecast(CheckedPlan checked, int workers, LongSupplier nanoTime) {
        this.checked = checked;
        this.workers = workers;
        this.nanoTime = nanoTime;
    }

    /** The networks to calibrate with, earlier ones of the search first. */
    public List<Architecture> toMeasure() {
        LikelySearch search = search(checked.plan().seed(), nanoTime.getAsLong() + NANOS_OF_CHOOSING);
        return Arrays.stream(MEASURED)
                .mapToObj(trial -> search.trial(trial).architecture())
                .distinct()
                .toList();
    }

    private LikelySearch search(long seed, long end) {
        return new LikelySearch(checked, workers, seed, () -> nanoTime.getAsLong() > end);
    }

    /** Plays the run through. */
    public RunPredicted predict(Calibration calibration) {
        Hardware hardware = Hardware.of(calibration);
        List<Play> plays = new ArrayList<>();
        long end = nanoTime.getAsLong() + NANOS_OF_PLAYING;
        do {
            LikelySearch search = search(checked.plan().seed() + plays.size(), end);
            plays.add(play(search, hardware, calibration.startSeconds()));
        } while (plays.size() < MOST_PLAYS && nanoTime.getAsLong() < end);
        double operations = mean(plays, Play::operations);
        return new RunPredicted(
                operations,
                (int) Math.round(mean(plays, Play::trials)),
                mean(plays, Play::seconds),
                Math.hypot(hardware.uncertainty(), deviation(plays, operations)));
    }

    private static double mean(List<Play> plays, ToDoubleFunction<Play> what) {
        return plays.stream().mapToDouble(what).average().orElseThrow();
    }

    /** One standard deviation of the plays' operations, as a share. */
    private static double deviation(List<Play> plays, double operations) {
        double squares = plays.stream()
                .mapToDouble(play -> Math.pow(play.operations() / operations - 1, 2))
                .sum();
        return operations <= 0 || plays.size() == 1 ? 0 : Math.sqrt(squares / (plays.size() - 1));
    }

    private Play play(LikelySearch search, Hardware hardware, double startSeconds) {
        double limit = checked.plan().seconds();
        List<Epoch> epochs = new ArrayList<>();
        List<Double> ends = new ArrayList<>();
        PriorityQueue<Double> free = new PriorityQueue<>();
        for (int worker = 0; worker < workers; worker++) {
            free.add(startSeconds);
        }
        for (int trial = 1; trial <= MOST_TRIALS && free.element() < limit; trial++) {
            double end = train(search.trial(trial), trial, free.remove(), hardware, epochs);
            ends.add(end);
            free.add(end);
        }
        ends.sort(Comparator.naturalOrder());
        int enough = checked.plan().trials();
        double over = ends.size() < enough ? limit : Math.min(limit, ends.get(enough - 1));
        double operations = epochs.stream()
                .filter(epoch -> epoch.seconds() <= over)
                .mapToDouble(Epoch::operations)
                .sum();
        int trials = (int) ends.stream().filter(end -> end <= over).count();
        return new Play(operations, trials, over);
    }

    private double train(Likely network, int trial, double start, Hardware hardware, List<Epoch> epochs) {
        TrialSettings how = checked.plan().trialIn(TrialSettings.roundOf(trial, workers));
        double tested = checked.task().testImages() * hardware.evaluation().seconds(network.evaluation());
        double epochSeconds = checked.task().trainImages() * hardware.training().seconds(network.training()) + tested;
        double operations = network.reference()
                .of(
                        checked.plan().scoring().trainImages(),
                        0,
                        checked.plan().scoring().testImages());
        double now = start;
        for (int i = 0; i < how.trainings(); i++) {
            now += hardware.openingPerLayer() * network.architecture().layers().size() + tested;
            for (int epoch = 0; epoch < how.epochs(); epoch++) {
                now += epochSeconds;
                epochs.add(new Epoch(now, operations));
            }
        }
        return now;
    }
}
