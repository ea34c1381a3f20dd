package org.aiperf.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.aiperf.benchmark.prediction.Speed;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;
import org.jspecify.annotations.Nullable;

/**
 * What things cost on a cluster, in seconds of the machine that does them: the calibration file of a simulation.
 *
 * @param machine what was measured, for people
 * @param training of an image on one accelerator
 * @param evaluation likewise
 * @param sharing what a step takes longer because several accelerators share it
 * @param waiting share of a training's time in which no batch is ready, from 0 to 1
 * @param latency of the network, one way
 */
public record Costs(
        String machine,
        Speed training,
        Speed evaluation,
        double sharing,
        double waiting,
        Trials trials,
        Search search,
        Master master,
        Workers workers,
        double latency) {

    /**
     * Of a trial, on its worker.
     *
     * @param prepare to claim a candidate and build its network; the trial before may train meanwhile
     * @param change from the end of a training to the start of one that is prepared
     * @param finish to write the weights; the next trial may train meanwhile
     * @param checkpoint to save a state to go on from; the accelerators wait
     */
    public record Trials(double prepare, double change, double finish, double checkpoint) {}

    /**
     * Of a search for one candidate, on a worker's CPU.
     *
     * @param base whatever there is to learn from
     * @param perResult for each finished model
     * @param perNews to read one candidate or model that came to the shared folder since this worker's last search
     */
    public record Search(double base, double perResult, double perNews) {}

    /**
     * Of the master, which does one thing after the other.
     *
     * @param message to take in one that a worker sent
     * @param event to write one, besides waiting for the disk
     * @param write to have one or more events on the disk
     * @param dispatch to give one order
     */
    public record Master(double message, double event, double write, double dispatch) {}

    /**
     * Of a worker's process.
     *
     * @param start until it could train
     * @param spread of the starts of many, as a share of {@code start}: each takes up to so much longer
     * @param restart until whoever started it starts it again after it was lost
     * @param progress between two reports of a training
     */
    public record Workers(double start, double spread, double restart, double progress) {}

    private static final double LONGEST = 86_400;

    /** The file that ships with the product. */
    public static Costs shipped() {
        try (InputStream in = Costs.class.getResourceAsStream("costs.yaml")) {
            if (in == null) {
                throw new IllegalStateException("the calibration file is not in this build");
            }
            Problems problems = new Problems();
            Costs costs = of(
                    YamlMap.parse("costs.yaml", new String(in.readAllBytes(), StandardCharsets.UTF_8), problems), null);
            if (!problems.isEmpty()) {
                throw new IllegalStateException("the calibration file of this build is wrong: " + problems.list());
            }
            return costs;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file; every problem is noted. What it leaves out is as in the file that ships. */
    public static Costs read(Path file, Problems problems) {
        return of(YamlMap.read(file, problems), shipped());
    }

    /** Likewise from its text, called {@code name} in problems. */
    public static Costs parse(String name, String text, Problems problems) {
        return of(YamlMap.parse(name, text, problems), shipped());
    }

    /** @param otherwise for what is left out; null if nothing may be */
    private static Costs of(YamlMap file, @Nullable Costs otherwise) {
        Group training = new Group(file, "training", otherwise != null);
        Group evaluation = new Group(file, "evaluation", otherwise != null);
        Group trial = new Group(file, "trial", otherwise != null);
        Group search = new Group(file, "search", otherwise != null);
        Group master = new Group(file, "master", otherwise != null);
        Group worker = new Group(file, "worker", otherwise != null);
        Group all = new Group(file, otherwise != null);
        Costs base = otherwise == null ? NOTHING : otherwise;
        Costs costs = new Costs(
                file.text("machine", "not said"),
                training.speed(base.training),
                evaluation.speed(base.evaluation),
                all.seconds("sharingSeconds", base.sharing),
                all.share("waitingShare", base.waiting),
                new Trials(
                        trial.seconds("prepareSeconds", base.trials.prepare),
                        trial.seconds("changeSeconds", base.trials.change),
                        trial.seconds("finishSeconds", base.trials.finish),
                        trial.seconds("checkpointSeconds", base.trials.checkpoint)),
                new Search(
                        search.seconds("baseSeconds", base.search.base),
                        search.seconds("secondsPerResult", base.search.perResult),
                        search.seconds("secondsPerNews", base.search.perNews)),
                new Master(
                        master.seconds("messageSeconds", base.master.message),
                        master.seconds("eventSeconds", base.master.event),
                        master.seconds("writeSeconds", base.master.write),
                        master.seconds("dispatchSeconds", base.master.dispatch)),
                new Workers(
                        worker.seconds("startSeconds", base.workers.start),
                        worker.share("startSpread", base.workers.spread),
                        worker.seconds("restartSeconds", base.workers.restart),
                        worker.atLeast("progressSeconds", 0.01, base.workers.progress)),
                all.seconds("latencySeconds", base.latency));
        for (Group group : new Group[] {training, evaluation, trial, search, master, worker, all}) {
            group.map.refuseUnknown();
        }
        return costs;
    }

    private static final Costs NOTHING = new Costs(
            "",
            new Speed(0, 0, 0, 0),
            new Speed(0, 0, 0, 0),
            0,
            0,
            new Trials(0, 0, 0, 0),
            new Search(0, 0, 0),
            new Master(0, 0, 0, 0),
            new Workers(0, 0, 0, 1),
            0);

    /** A group of keys that may be left out, or not. */
    private record Group(YamlMap map, boolean mayLack) {
        Group(YamlMap file, String key, boolean mayLack) {
            this(file.map(key), mayLack);
        }

        double seconds(String key, double byDefault) {
            return atLeast(key, 0, byDefault);
        }

        Speed speed(Speed byDefault) {
            return new Speed(
                    seconds("secondsPerOperation", byDefault.perOperation()),
                    seconds("secondsPerNumber", byDefault.perNumber()),
                    seconds("secondsPerLayer", byDefault.perLayer()),
                    seconds("secondsPerImage", byDefault.perImage()));
        }

        double atLeast(String key, double least, double byDefault) {
            return number(key, least, LONGEST, byDefault);
        }

        double share(String key, double byDefault) {
            return number(key, 0, 1, byDefault);
        }

        private double number(String key, double least, double most, double byDefault) {
            if (!mayLack && !map.has(key)) {
                map.refuse(key, "is missing", "write '" + key + ": " + least + "'");
            }
            return map.number(key, least, most, byDefault);
        }
    }

    /** The same with what trainings here showed, and how long a worker took to start. */
    public Costs withTraining(String onMachine, Speed trained, Speed evaluated, double start) {
        return new Costs(
                onMachine,
                trained,
                evaluated,
                sharing,
                waiting,
                trials,
                search,
                master,
                new Workers(start, workers.spread, workers.restart, workers.progress),
                latency);
    }

    /** The same with another master and another search. */
    Costs withMaster(Master other, Search searching) {
        return new Costs(machine, training, evaluation, sharing, waiting, trials, searching, other, workers, latency);
    }

    /** The file that says so. */
    public String text() {
        return String.format(
                Locale.ROOT,
                """
                # Seconds that things take. docs/decisions says what is modelled; 'aiperf simulate --calibrate' measures.
                machine: %s
                # of an image on one accelerator: by operation (corrected method), by number that a layer writes, by layer and batch
                training:
                  secondsPerOperation: %s
                  secondsPerNumber: %s
                  secondsPerLayer: %s
                  secondsPerImage: %s
                evaluation:
                  secondsPerOperation: %s
                  secondsPerNumber: %s
                  secondsPerLayer: %s
                  secondsPerImage: %s
                # what a step takes longer because several accelerators share it
                sharingSeconds: %s
                # share of a training in which no batch is ready
                waitingShare: %s
                trial:
                  prepareSeconds: %s
                  changeSeconds: %s
                  finishSeconds: %s
                  checkpointSeconds: %s
                search:
                  baseSeconds: %s
                  secondsPerResult: %s
                  secondsPerNews: %s
                master:
                  messageSeconds: %s
                  eventSeconds: %s
                  writeSeconds: %s
                  dispatchSeconds: %s
                worker:
                  startSeconds: %s
                  startSpread: %s
                  restartSeconds: %s
                  progressSeconds: %s
                # of the network, one way
                latencySeconds: %s
                """,
                quoted(machine),
                training.perOperation(),
                training.perNumber(),
                training.perLayer(),
                training.perImage(),
                evaluation.perOperation(),
                evaluation.perNumber(),
                evaluation.perLayer(),
                evaluation.perImage(),
                sharing,
                waiting,
                trials.prepare,
                trials.change,
                trials.finish,
                trials.checkpoint,
                search.base,
                search.perResult,
                search.perNews,
                master.message,
                master.event,
                master.write,
                master.dispatch,
                workers.start,
                workers.spread,
                workers.restart,
                workers.progress,
                latency);
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''").replaceAll("\\p{Cntrl}", " ") + "'";
    }
}
