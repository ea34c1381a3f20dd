package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aiperf.agent.JobKeeping.Action;
import org.aiperf.slurm.jobs.JobId;
import org.aiperf.slurm.jobs.JobState;
import org.aiperf.slurm.jobs.QueuedJob;
import org.junit.jupiter.api.Test;

/** Every slot of a run has one job, whatever the queue does: too few is idle hardware, too many is somebody's budget. */
final class JobKeepingTest {
    private final JobKeeping keeping = new JobKeeping(Set.of("1", "2"));
    private final List<QueuedJob> queue = new ArrayList<>();
    private long now = 1_000_000;

    private static QueuedJob job(long id, JobState state, String reason, String slot) {
        return new QueuedJob(new JobId(id), state, reason, state == JobState.PENDING ? "" : "n" + id, "slot=" + slot);
    }

    private List<Action> look() {
        return keeping.decide(List.copyOf(queue), now);
    }

    private void submit(String slot, long id) {
        keeping.submitted(slot, new JobId(id), now);
        queue.add(job(id, JobState.PENDING, "None", slot));
    }

    private void becomes(long id, JobState state) {
        queue.replaceAll(job -> job.id().number() == id ? job(id, state, "None", slotOf(job)) : job);
    }

    private static String slotOf(QueuedJob job) {
        return JobShape.slotOf(job.comment());
    }

    @Test
    void everySlotGetsOneJobAndNoSecondOneWhileItWaitsOrRuns() {
        assertThat(look()).containsExactly(new Action.Submit("1"), new Action.Submit("2"));
        submit("1", 10);
        submit("2", 11);
        assertThat(look()).isEmpty();
        becomes(10, JobState.RUNNING);
        becomes(11, JobState.SUSPENDED);
        now += 3_600_000;
        assertThat(look()).isEmpty();
    }

    @Test
    void aJobThatEndedIsReplacedAtOnceWhateverItsEndWas() {
        for (JobState end : List.of(
                JobState.COMPLETED,
                JobState.FAILED,
                JobState.TIMEOUT,
                JobState.NODE_FAIL,
                JobState.PREEMPTED,
                JobState.CANCELLED,
                JobState.OUT_OF_MEMORY)) {
            queue.clear();
            look();
            submit("1", 10);
            submit("2", 11);
            becomes(10, JobState.RUNNING);
            look();
            now += 60_000;
            becomes(10, end);

            assertThat(look()).as("%s", end).containsExactly(new Action.Submit("1"));
            submit("1", 12);
            assertThat(look()).as("%s", end).isEmpty();
        }
    }

    @Test
    void aJobThatTheQueueForgotIsReplaced() {
        submit("1", 10);
        submit("2", 11);
        look();
        queue.removeFirst();
        assertThat(look()).containsExactly(new Action.Submit("1"));
    }

    @Test
    void aMasterThatIsStartedAgainTakesTheJobsThatItFinds() {
        queue.add(job(10, JobState.RUNNING, "None", "1"));
        queue.add(job(9, JobState.FAILED, "NonZeroExitCode", "2"));
        assertThat(look()).containsExactly(new Action.Submit("2"));
    }

    @Test
    void ofTwoJobsForOneSlotTheOlderIsCancelled() {
        queue.add(job(12, JobState.PENDING, "Resources", "1"));
        queue.add(job(10, JobState.RUNNING, "None", "1"));
        queue.add(job(11, JobState.RUNNING, "None", "2"));
        assertThat(look()).containsExactly(new Action.Cancel(new JobId(10)));
    }

    @Test
    void theComponentsOfAHeterogeneousJobAreOneJob() {
        queue.add(job(10, JobState.RUNNING, "None", "1"));
        queue.add(job(10, JobState.RUNNING, "None", "1"));
        queue.add(job(11, JobState.COMPLETED, "None", "2"));
        queue.add(job(11, JobState.RUNNING, "None", "2"));
        assertThat(look()).isEmpty();
    }

    @Test
    void aJobThatIsBeingEndedIsReplacedOnceItIsOverOrTakesTooLong() {
        for (boolean isStuck : List.of(false, true)) {
            queue.clear();
            look();
            submit("1", 10);
            submit("2", 11);
            becomes(10, JobState.RUNNING);
            look();
            now += 60_000;
            becomes(10, JobState.COMPLETING);
            assertThat(look()).isEmpty();
            now += 9_000;
            assertThat(look()).as("it may go back into the queue").isEmpty();
            now += isStuck ? 1_000 : 0;
            becomes(10, isStuck ? JobState.COMPLETING : JobState.COMPLETED);
            assertThat(look()).containsExactly(new Action.Submit("1"));
        }
    }

    @Test
    void theTwoMinutesThatARequeuedJobWaitsAreLiftedWhenItIsOverOnItsNode() {
        submit("1", 10);
        submit("2", 11);
        becomes(10, JobState.RUNNING);
        look();
        becomes(10, JobState.COMPLETING);
        assertThat(look()).isEmpty();
        queue.set(0, job(10, JobState.PENDING, "BeginTime", "1"));
        assertThat(look()).containsExactly(new Action.StartNow(new JobId(10)));
        queue.set(0, job(10, JobState.PENDING, "Priority", "1"));
        assertThat(look()).isEmpty();

        becomes(10, JobState.RUNNING);
        look();
        queue.set(0, job(10, JobState.PENDING, "BeginTime", "1"));
        assertThat(look()).as("the second time its node failed").containsExactly(new Action.Cancel(new JobId(10)));
    }

    @Test
    void aJobThatWasTakenFromANodeThatFailedIsReplacedByAnother() {
        submit("1", 10);
        submit("2", 11);
        becomes(10, JobState.RUNNING);
        look();
        now += 60_000;
        queue.set(0, job(10, JobState.PENDING, "BeginTime", "1"));
        assertThat(look()).containsExactly(new Action.Cancel(new JobId(10)));
        becomes(10, JobState.CANCELLED);
        assertThat(look()).containsExactly(new Action.Submit("1"));
    }

    @Test
    void aJobOfManyNodesOrOneThatIsNotKnownIsReplacedToo() {
        queue.add(job(11, JobState.PENDING, "BeginTime", "2"));
        keeping.submitted("1", new JobId(10), now);
        for (List<String> nodes : List.of(List.of("n[1-2]"), List.of("n1,m1"), List.of("n1", "n2"))) {
            queue.clear();
            nodes.forEach(node -> queue.add(new QueuedJob(new JobId(10), JobState.RUNNING, "None", node, "slot=1")));
            queue.add(job(11, JobState.PENDING, "BeginTime", "2"));
            assertThat(look()).containsExactly(new Action.Cancel(new JobId(11)));
            becomes(10, JobState.COMPLETING);
            look();
            becomes(10, JobState.PENDING);
            queue.replaceAll(job -> job(job.id().number(), JobState.PENDING, "BeginTime", slotOf(job)));
            assertThat(look())
                    .as("%s: one of its nodes failed and the others are done", nodes)
                    .contains(new Action.Cancel(new JobId(10)));
        }
    }

    @Test
    void aJobThatSlurmHoldsAfterAFailedStartGivesItsPlaceToAnother() {
        queue.add(job(10, JobState.PENDING, "launch failed requeued held", "1"));
        queue.add(job(11, JobState.PENDING, "JobHeldUser", "2"));
        assertThat(look()).as("what a person holds stays held").containsExactly(new Action.Cancel(new JobId(10)));
    }

    @Test
    void jobsThatEndAtOnceAreReplacedLessAndLessOftenAndGivenUpInTheEnd() {
        long id = 10;
        int submitted = 0;
        long start = now;
        while (keeping.hopeless().isEmpty() && now - start < 600_000) {
            for (Action action : look()) {
                String slot = ((Action.Submit) action).slot();
                submit(slot, id);
                becomes(id, JobState.FAILED);
                id++;
                submitted++;
            }
            now += 1_000;
        }
        assertThat(keeping.hopeless())
                .hasValueSatisfying(reason -> assertThat(reason).matches("job \\d+ ended as FAILED on n\\d+"));
        assertThat(submitted).isEqualTo(8);
        assertThat(now - start).isBetween(5_000L, 60_000L);
    }

    @Test
    void aRefusalOfSlurmIsRememberedAndARunThatWorksIsNeverHopeless() {
        for (int i = 0; i < 10; i++) {
            keeping.refused("1", "sbatch: error: invalid partition", now);
        }
        submit("2", 10);
        becomes(10, JobState.RUNNING);
        look();
        assertThat(keeping.hopeless()).isEmpty();
        assertThat(look()).as("the pause before the next try").isEmpty();
        now += 61_000;
        assertThat(look()).containsExactly(new Action.Submit("1"));
    }

    @Test
    void aStateIsToldOnceAndAgainWhenItChanges() {
        queue.add(job(10, JobState.PENDING, "Resources", "1"));
        assertThat(keeping.news(queue)).containsExactly("job 10 (slot=1) is PENDING: Resources");
        assertThat(keeping.news(queue)).isEmpty();
        becomes(10, JobState.RUNNING);
        assertThat(keeping.news(queue)).containsExactly("job 10 (slot=1) is RUNNING on n10");
    }

    @Test
    void jobsOfOtherSlotsAreLeftAlone() {
        queue.add(new QueuedJob(new JobId(5), JobState.RUNNING, "None", "n1", "somebody's"));
        queue.add(job(6, JobState.RUNNING, "None", "3"));
        assertThat(look()).containsExactly(new Action.Submit("1"), new Action.Submit("2"));
    }
}
