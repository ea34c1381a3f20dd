package org.aiperf.agent;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.aiperf.slurm.jobs.JobId;
import org.aiperf.slurm.jobs.JobState;
import org.aiperf.slurm.jobs.QueuedJob;

/**
 * Decides what to do about the jobs of a run from what the queue shows: every slot has one job. No clock, no commands:
 * whoever asks has looked, and does what it is told.
 */
final class JobKeeping {
    /** A job that ends sooner has not worked. */
    private static final long WORKED_MILLIS = 30_000;

    private static final long LONGEST_PAUSE_MILLIS = 60_000;
    private static final int MOST_FAILURES = 4;

    /** How long a job may take to be over. One that a program or an epilogue of it holds longer is not waited for. */
    private static final long MOST_COMPLETING_MILLIS = 10_000;

    /** What to do. */
    sealed interface Action {
        /** Give the slot a job. */
        record Submit(String slot) implements Action {}

        /**
         * It has a slot that another job has too, as after a submission whose answer was lost; or it will never start; or
         * it was taken back from a node that may still be at it.
         */
        record Cancel(JobId job) implements Action {}

        /** A requeued job waits for a time, which is not needed where everything of it is over. */
        record StartNow(JobId job) implements Action {}
    }

    private static final class Slot {
        private Optional<JobId> job = Optional.empty();
        private boolean wasActive;
        /** When it was first seen to end; 0 while it runs. */
        private long completingMillis;

        private boolean isOnOneNode;
        private long sinceMillis;
        private long notBeforeMillis;
        private int failures;
        private String lastWord = "";
    }

    private final Map<String, Slot> slots = new TreeMap<>();
    private final Map<JobId, String> reported = new HashMap<>();

    JobKeeping(Set<String> slots) {
        slots.forEach(slot -> this.slots.put(slot, new Slot()));
    }

    /**
     * What to do now.
     *
     * @param seen the jobs of the run that the queue shows, ended ones too
     */
    List<Action> decide(List<QueuedJob> seen, long nowMillis) {
        List<Action> actions = new ArrayList<>();
        Map<String, QueuedJob> active = active(seen, actions);
        slots.forEach((name, slot) -> {
            QueuedJob job = active.get(name);
            if (job == null) {
                if (isBeingEnded(slot, seen, nowMillis)) {
                    return;
                }
                ended(slot, seen, nowMillis);
                if (nowMillis >= slot.notBeforeMillis) {
                    actions.add(new Action.Submit(name));
                }
                return;
            }
            runs(slot, job, seen, nowMillis);
            if (job.state() == JobState.PENDING && job.reason().equals("BeginTime")) {
                actions.add(isOverEverywhere(slot) ? new Action.StartNow(job.id()) : new Action.Cancel(job.id()));
            } else if (job.state() == JobState.PENDING && job.reason().startsWith("launch failed")) {
                // Slurm holds it until somebody looks; another job may get another node.
                actions.add(new Action.Cancel(job.id()));
            }
        });
        return actions;
    }

    /** The job that has each slot: the newest one. */
    private Map<String, QueuedJob> active(List<QueuedJob> seen, List<Action> actions) {
        Map<String, QueuedJob> active = new HashMap<>();
        for (QueuedJob job : seen) {
            String name = JobShape.slotOf(job.comment());
            if (!slots.containsKey(name) || !job.isActive()) {
                continue;
            }
            QueuedJob other = active.get(name);
            if (other != null && other.id().equals(job.id())) {
                continue;
            }
            boolean isNewer = other == null || job.id().number() > other.id().number();
            if (isNewer) {
                active.put(name, job);
            }
            if (other != null) {
                actions.add(new Action.Cancel(isNewer ? other.id() : job.id()));
            }
        }
        return active;
    }

    private static void runs(Slot slot, QueuedJob job, List<QueuedJob> seen, long nowMillis) {
        if (!slot.job.equals(Optional.of(job.id()))) {
            begin(slot, job.id());
        }
        if (job.state() != JobState.RUNNING) {
            return;
        }
        slot.completingMillis = 0;
        slot.isOnOneNode = !job.nodes().matches(".*[,\\[].*")
                && seen.stream().filter(other -> other.id().equals(job.id())).count() == 1;
        if (!slot.wasActive) {
            slot.wasActive = true;
            slot.sinceMillis = nowMillis;
        }
    }

    private static void begin(Slot slot, JobId job) {
        slot.job = Optional.of(job);
        slot.wasActive = false;
        slot.completingMillis = 0;
        slot.isOnOneNode = false;
    }

    /** Whether it is yet to be seen what becomes of a job: it may end, or go back into the queue. */
    private static boolean isBeingEnded(Slot slot, List<QueuedJob> seen, long nowMillis) {
        boolean isCompleting = seen.stream()
                .anyMatch(job -> slot.job.equals(Optional.of(job.id())) && job.state() == JobState.COMPLETING);
        if (!isCompleting) {
            return false;
        }
        if (slot.completingMillis == 0) {
            slot.completingMillis = nowMillis;
        }
        return nowMillis - slot.completingMillis < MOST_COMPLETING_MILLIS;
    }

    /**
     * Whether no node can have anything left of what the slot's job was before it went back into the queue: its only node
     * has said so. A node that failed says it when it is back, and Slurm takes it for the end of whatever the job is then:
     * it goes on in name only, and holds the slot to its time limit.
     */
    private static boolean isOverEverywhere(Slot slot) {
        return slot.isOnOneNode && slot.completingMillis != 0;
    }

    private static void ended(Slot slot, List<QueuedJob> seen, long nowMillis) {
        if (slot.job.isEmpty()) {
            return;
        }
        JobId id = slot.job.get();
        slot.lastWord = seen.stream()
                .filter(job -> job.id().equals(id))
                .findFirst()
                .map(job ->
                        "job " + id + " ended as " + job.state() + (job.nodes().isEmpty() ? "" : " on " + job.nodes()))
                .orElse("job " + id + " is gone");
        slot.job = Optional.empty();
        boolean worked = slot.wasActive && nowMillis - slot.sinceMillis >= WORKED_MILLIS;
        slot.wasActive = false;
        pause(slot, worked, nowMillis);
    }

    private static void pause(Slot slot, boolean worked, long nowMillis) {
        slot.failures = worked ? 0 : slot.failures + 1;
        // The first replacement goes at once: most jobs end because of their node, and not of themselves.
        long pause = slot.failures <= 1 ? 0 : Math.min(LONGEST_PAUSE_MILLIS, 1000L << Math.min(6, slot.failures - 1));
        slot.notBeforeMillis = nowMillis + pause;
    }

    /** A job was submitted for the slot, and is in the queue. */
    void submitted(String name, JobId job, long nowMillis) {
        Slot slot = slot(name);
        begin(slot, job);
        slot.sinceMillis = nowMillis;
    }

    /** Slurm would not take a job for the slot, for a reason of one line. */
    void refused(String name, String reason, long nowMillis) {
        Slot slot = slot(name);
        slot.lastWord = reason;
        pause(slot, false, nowMillis);
    }

    /** Workers that come say that all is well with the jobs. */
    void worked() {
        slots.values().forEach(slot -> slot.failures = 0);
    }

    /** Why it is of no use to go on: every slot has failed again and again, and nothing waits or runs. */
    Optional<String> hopeless() {
        boolean isHopeless =
                slots.values().stream().allMatch(slot -> slot.job.isEmpty() && slot.failures >= MOST_FAILURES);
        return isHopeless ? slots.values().stream().map(slot -> slot.lastWord).findFirst() : Optional.empty();
    }

    /** Jobs whose state is another than when this was last asked, one line each. */
    List<String> news(List<QueuedJob> seen) {
        List<String> lines = new ArrayList<>();
        for (QueuedJob job : seen) {
            String line = line(job);
            if (!line.equals(reported.put(job.id(), line))) {
                lines.add(line);
            }
        }
        return lines;
    }

    /** The jobs that wait or run, and what was wrong with those that did not; one line each. */
    List<String> lines(List<QueuedJob> seen) {
        Stream<String> active = seen.stream().filter(QueuedJob::isActive).map(JobKeeping::line);
        Stream<String> failed = slots.values().stream()
                .filter(slot -> slot.job.isEmpty() && !slot.lastWord.isEmpty())
                .map(slot -> slot.lastWord);
        return Stream.concat(active, failed).distinct().toList();
    }

    private static String line(QueuedJob job) {
        return "job " + job.id() + " (" + job.comment() + ") is " + job.state()
                + (job.reason().equals("None") ? "" : ": " + job.reason())
                + (job.nodes().isEmpty() ? "" : " on " + job.nodes());
    }

    private Slot slot(String name) {
        Slot slot = slots.get(name);
        if (slot == null) {
            throw new IllegalArgumentException("there is no slot " + name);
        }
        return slot;
    }
}
