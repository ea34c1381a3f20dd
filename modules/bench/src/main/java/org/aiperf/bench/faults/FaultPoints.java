package org.aiperf.bench.faults;

import static org.aiperf.bench.faults.FaultCluster.MASTER;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.aiperf.bench.faults.CuttingRelay.Cut;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;

/** The fault points of the campaign. Where a point leaves something open, such as which slave or which trial, the seed of the run says it. */
final class FaultPoints {
    private static final int MOST_BACK_MILLIS = 2_500;
    private static final int LEAST_BACK_MILLIS = 800;

    private FaultPoints() {}

    static List<FaultPoint> all() {
        return Stream.of(
                        ofClient(),
                        ofMaster(),
                        ofWorkers(),
                        ofNodeDaemons(),
                        ofController(),
                        ofCables(),
                        ofConnections())
                .flatMap(List::stream)
                .toList();
    }

    private static FaultPoint point(String name, FaultPoint.Play play) {
        return new FaultPoint(name, run -> {
            run.start();
            play.on(run);
        });
    }

    private static int away(FaultRun run) {
        return run.drawn(LEAST_BACK_MILLIS, MOST_BACK_MILLIS);
    }

    private static List<FaultPoint> ofClient() {
        return List.of(
                point("client killed before there is a master", run -> {
                    run.folder();
                    run.killClient();
                    run.resume();
                }),
                point("client killed while jobs start", run -> {
                    run.awaitMaster();
                    run.killClient();
                    run.attach();
                }),
                point("client killed in the middle of an epoch", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.killClient();
                    run.attach();
                }),
                point("client killed at the end of the run", run -> {
                    run.awaitStop();
                    run.killClient();
                    run.attach();
                }),
                point("client killed while it resumes the run", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.killMaster();
                    run.resume();
                    run.pause(run.drawn(300, 3_000));
                    run.killClient();
                    run.resume();
                }));
    }

    private static List<FaultPoint> ofMaster() {
        return List.of(
                point("master killed before the first worker", run -> {
                    run.awaitMaster();
                    run.killMaster();
                    run.resume();
                }),
                point("master killed while a trial is claimed", run -> {
                    run.awaitClaimed(run.victimTrial());
                    run.killMaster();
                    run.resume();
                }),
                point("master killed in the middle of an epoch", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.killMaster();
                    run.resume();
                }),
                point("master killed with a result written and not acknowledged", run -> {
                    TrialAssigned trial = run.awaitStarted(run.victimTrial());
                    run.stopMaster();
                    run.awaitWritten(trial);
                    run.killMaster();
                    run.resume();
                }),
                point("master killed while the log is written", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.killMaster();
                    Files.write(
                            run.view().folder().events(),
                            "{\"sequence\":1000,\"type\":\"TrialEn".getBytes(StandardCharsets.UTF_8),
                            StandardOpenOption.APPEND);
                    run.resume();
                }),
                point("master killed as soon as a result is in the log", run -> {
                    run.awaitFinished(run.victimTrial());
                    run.killMaster();
                    run.resume();
                }),
                point("master killed at the end of the run", run -> {
                    run.awaitStop();
                    run.killMaster();
                    run.resume();
                }),
                point("master killed while it gives the nodes back", run -> {
                    run.awaitEnd();
                    run.killMaster();
                    run.resume();
                }),
                point("master killed again as it goes on", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.killMaster();
                    run.resume();
                    run.awaitResumed(1);
                    run.killMaster();
                    run.resume();
                }));
    }

    private static List<FaultPoint> ofWorkers() {
        return List.of(
                point("worker killed as it starts", run -> run.killWorker(run.victim())),
                point("worker killed with a trial claimed", run -> {
                    TrialAssigned trial = run.awaitClaimed(run.victimTrial());
                    run.killWorker(trial.worker());
                }),
                point("worker killed in the middle of an epoch", run -> {
                    TrialAssigned trial = run.awaitMiddle(run.victimTrial());
                    run.killWorker(trial.worker());
                }),
                point("worker killed with a result written and not acknowledged", run -> {
                    TrialAssigned trial = run.awaitStarted(run.victimTrial());
                    run.stopMaster();
                    run.awaitWritten(trial);
                    run.killWorker(trial.worker());
                    run.letMasterGoOn();
                }),
                point("worker killed at the end of the run", run -> {
                    run.awaitStop();
                    run.killWorker(run.victim());
                }),
                point("all workers killed in the middle of an epoch", run -> {
                    run.awaitMiddle(run.victimTrial());
                    for (String slave : run.cluster().slaves()) {
                        run.killWorker(slave);
                    }
                }),
                point("worker killed while the run is resumed", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.killMaster();
                    run.resume();
                    run.awaitResumed(1);
                    run.killWorker(run.victim());
                }));
    }

    private static List<FaultPoint> ofNodeDaemons() {
        return List.of(
                point("slurmd killed while jobs start", run -> {
                    run.awaitMaster();
                    run.crashSlurm(run.victim(), away(run));
                }),
                point("slurmd killed with a trial claimed", run -> {
                    TrialAssigned trial = run.awaitClaimed(run.victimTrial());
                    run.crashSlurm(trial.worker(), away(run));
                }),
                point("slurmd killed in the middle of an epoch", run -> {
                    TrialAssigned trial = run.awaitMiddle(run.victimTrial());
                    run.crashSlurm(trial.worker(), away(run));
                }),
                point("slurmd killed at the end of the run", run -> {
                    run.awaitStop();
                    run.crashSlurm(run.victim(), away(run));
                }));
    }

    private static List<FaultPoint> ofController() {
        return List.of(
                point("slurmctld killed before jobs are submitted", run -> {
                    run.folder();
                    run.crashSlurm(MASTER, away(run));
                }),
                point("slurmctld killed in the middle of an epoch", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.crashSlurm(MASTER, away(run));
                }),
                point("slurmctld killed at the end of the run", run -> {
                    run.awaitStop();
                    run.crashSlurm(MASTER, away(run));
                }));
    }

    private static List<FaultPoint> ofCables() {
        return List.of(
                point("cable pulled and plugged before the first trial", run -> {
                    run.awaitWorkerProcess(run.victim());
                    run.pull(run.victim(), away(run));
                }),
                point("cable pulled and plugged in the middle of an epoch", run -> {
                    TrialAssigned trial = run.awaitMiddle(run.victimTrial());
                    run.pull(trial.worker(), away(run));
                }),
                point("cable pulled until the worker is given up", run -> {
                    TrialAssigned trial = run.awaitStarted(run.victimTrial());
                    run.breaks();
                    run.cluster().unplug(trial.worker());
                    run.awaitGivenUp(trial);
                    run.cluster().plug(trial.worker());
                }));
    }

    private static List<FaultPoint> ofConnections() {
        return List.of(
                new FaultPoint("SSH cut at address", run -> {
                    run.forgetAddress();
                    run.start();
                    run.breaks();
                    run.awaitFailure();
                    run.learnAddress();
                }),
                new FaultPoint("SSH cut at TCP", run -> {
                    run.cluster().relay().cut(Cut.TCP, 0, 1);
                    run.start();
                    run.breaks();
                    run.pause(run.drawn(1_000, 3_000));
                    run.cluster().relay().mend();
                }),
                cut("banner", Cut.BANNER),
                cut("key exchange", Cut.KEY_EXCHANGE),
                cut("authentication", Cut.AUTHENTICATION),
                cut("channel", Cut.CHANNEL),
                cut("command", Cut.COMMAND),
                cut("transfer", Cut.TRANSFER),
                point("SSH cut while the log is followed", run -> {
                    run.awaitMiddle(run.victimTrial());
                    run.breaks();
                    run.cluster().relay().cut(Cut.DOWNLOAD, run.drawn(1, 12), 2);
                }));
    }

    private static FaultPoint cut(String stage, Cut where) {
        return new FaultPoint("SSH cut at " + stage, run -> {
            run.cluster().relay().cut(where, run.drawn(1, 40), 1);
            run.start();
            run.awaitCut();
            run.breaks();
        });
    }
}
