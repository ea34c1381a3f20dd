package org.aiperf.app.text;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchEvent.EpochFinished;
import org.aiperf.benchmark.SearchEvent.RecordsSkipped;
import org.aiperf.benchmark.SearchEvent.RunPredicted;
import org.aiperf.benchmark.SearchEvent.SearchFailed;
import org.aiperf.benchmark.SearchEvent.StepsExecuted;
import org.aiperf.benchmark.SearchEvent.TrainingTuned;
import org.aiperf.benchmark.SearchEvent.TrialStarted;
import org.aiperf.benchmark.SearchEvent.WeightsFilled;
import org.aiperf.benchmark.SearchEvent.WeightsInherited;
import org.aiperf.runs.Event;
import org.aiperf.runs.LifecycleEvent;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.RunResumed;
import org.aiperf.runs.LifecycleEvent.RunStarted;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.LifecycleEvent.TrialAssigned;
import org.aiperf.runs.LifecycleEvent.TrialEnded;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.LifecycleEvent.WorkerLost;

/** An event in one sentence. */
public final class EventWords {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final Messages messages;
    private final ZoneId zone;

    public EventWords(Messages messages, ZoneId zone) {
        this.messages = messages;
        this.zone = zone;
    }

    /** The time of day. */
    public String time(long atMillis) {
        return TIME.format(Instant.ofEpochMilli(atMillis).atZone(zone));
    }

    public String words(Event event) {
        return switch (event) {
            case LifecycleEvent e -> lifecycle(e);
            case SearchEvent e -> search(e);
            default -> event.getClass().getSimpleName();
        };
    }

    private String lifecycle(LifecycleEvent event) {
        return switch (event) {
            case RunStarted e -> messages.text(Phrase.EVENT_RUN_STARTED, e.name());
            case RunResumed e -> messages.text(Phrase.EVENT_RUN_RESUMED, e.reason());
            case WorkerJoined e ->
                messages.text(
                        Phrase.EVENT_WORKER_JOINED, e.worker(), e.accelerators().size());
            case WorkerLost e -> messages.text(Phrase.EVENT_WORKER_LOST, e.worker(), e.reason());
            case WorkerLeft e -> messages.text(Phrase.EVENT_WORKER_LEFT, e.worker());
            case TrialAssigned e ->
                e.attempt() == 1
                        ? messages.text(Phrase.EVENT_TRIAL_ASSIGNED, e.trial(), e.worker())
                        : messages.text(Phrase.EVENT_TRIAL_REASSIGNED, e.trial(), e.worker(), e.attempt());
            case TrialEnded e ->
                switch (e.outcome()) {
                    case FINISHED -> messages.text(Phrase.EVENT_TRIAL_FINISHED, e.trial());
                    case STOPPED -> messages.text(Phrase.EVENT_TRIAL_STOPPED, e.trial());
                    case FAILED -> messages.text(Phrase.EVENT_TRIAL_FAILED, e.trial(), e.reason());
                    case LOST, CUT_OFF -> messages.text(Phrase.EVENT_TRIAL_LOST, e.trial(), e.attempt());
                };
            case StopRequested e -> messages.text(Phrase.EVENT_STOP_REQUESTED, e.reason());
            case RunEnded e -> messages.text(Phrase.EVENT_RUN_ENDED, e.reason());
        };
    }

    private String search(SearchEvent event) {
        return switch (event) {
            case RunPredicted e ->
                messages.text(
                        Phrase.EVENT_RUN_PREDICTED,
                        Units.brief(e.operations()),
                        Units.count(e.trials()),
                        Units.seconds(e.seconds()));
            case CandidateProposed e ->
                e.parent() == SearchEvent.NO_PARENT
                        ? messages.text(Phrase.EVENT_CANDIDATE_INITIAL, e.candidate(), e.worker(), Units.brief((double)
                                e.parameters()))
                        : messages.text(
                                Phrase.EVENT_CANDIDATE_PROPOSED,
                                e.candidate(),
                                e.worker(),
                                e.morphism(),
                                e.parent(),
                                Units.brief((double) e.parameters()),
                                Units.seconds(e.searchSeconds()));
            case SearchFailed e -> messages.text(Phrase.EVENT_SEARCH_FAILED, e.worker(), e.reason());
            case TrialStarted e ->
                messages.text(
                        Phrase.EVENT_TRIAL_STARTED,
                        e.trial(),
                        e.epochs(),
                        Units.count(e.trainImages()),
                        Units.count(e.testImages()));
            case TrainingTuned e ->
                messages.text(
                        Phrase.EVENT_TRAINING_TUNED,
                        e.trial(),
                        e.training(),
                        Units.fraction(e.hyperparameters().dropout()),
                        e.hyperparameters().kernel(),
                        Units.count(e.hyperparameters().batchSize()),
                        Units.fraction(e.hyperparameters().learningRate()));
            case WeightsFilled e -> messages.text(Phrase.EVENT_WEIGHTS_FILLED, e.trial(), e.matched(), e.layers());
            case RecordsSkipped e ->
                messages.text(Phrase.EVENT_RECORDS_SKIPPED, e.worker(), Units.count(e.records()), e.data());
            case WeightsInherited e ->
                messages.text(
                        Phrase.EVENT_WEIGHTS_INHERITED,
                        e.trial(),
                        Units.fraction(e.accuracy()),
                        Units.fraction(e.parentAccuracy()));
            case StepsExecuted e ->
                messages.text(
                        Phrase.EVENT_STEPS_EXECUTED,
                        e.trial(),
                        Units.count(e.steps()),
                        Units.count(e.trainedImages()),
                        Units.count(e.evaluatedImages()),
                        Units.seconds(e.busySeconds()));
            case EpochFinished e ->
                messages.text(
                        Phrase.EVENT_EPOCH_FINISHED,
                        e.trial(),
                        e.epoch(),
                        Units.fraction(e.accuracy()),
                        Units.fraction(e.testLoss()),
                        Units.seconds(e.seconds()));
        };
    }
}
