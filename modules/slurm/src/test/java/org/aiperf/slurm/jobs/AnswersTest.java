package org.aiperf.slurm.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.SlurmAnswerException;
import org.aiperf.slurm.SlurmVersion;
import org.junit.jupiter.api.Test;

/** Answers recorded from Slurm 22.05.8, and shapes of later versions. A misread state loses a trial or doubles it. */
final class AnswersTest {
    private static final SlurmCommands DEBIAN = new SlurmCommands(new SlurmVersion(22, 5, 8));
    private static final SlurmCommands NEW = new SlurmCommands(new SlurmVersion(24, 5, 8));

    @Test
    void jsonAndLinesOfOneVersionTellTheSame() throws IOException {
        List<Job> json = DEBIAN.allJobs().parse(answer("jobs-22.05.json"));
        List<Job> lines = DEBIAN.withoutJson().allJobs().parse(answer("jobs-22.05.txt"));

        assertThat(json).hasSize(7);
        for (Job job : lines) {
            if (job.array().isEmpty()) {
                assertThat(json).contains(job);
            }
        }
        assertThat(lines).hasSize(7);
    }

    @Test
    void readsStatesExitsAndPlaces() throws IOException {
        List<Job> jobs = DEBIAN.allJobs().parse(answer("jobs-22.05.json"));

        Job running = jobs.getFirst();
        assertThat(running.name()).isEqualTo("a b JobState=COMPLETED");
        assertThat(running.state()).isEqualTo(JobState.RUNNING);
        assertThat(running.nodes()).isEqualTo("node[1-2]");
        assertThat(running.user()).isEqualTo("root");
        assertThat(jobs.get(1).exit()).isEqualTo(new ExitStatus(3, 0));
        assertThat(jobs.get(1).reason()).isEqualTo("NonZeroExitCode");
        assertThat(jobs.get(2).exit()).isEqualTo(new ExitStatus(0, 9));
        assertThat(jobs.get(4).leader()).contains(new JobId(4));
        assertThat(jobs.get(4).component()).isEqualTo(1);
        assertThat(jobs.get(5).state()).isEqualTo(JobState.PENDING);
        assertThat(jobs.get(5).nodes()).isEmpty();
        assertThat(jobs.get(6).restarts()).isEqualTo(1);
        assertThat(jobs.get(6).array()).contains(new JobId(6));
    }

    @Test
    void aNameThatLooksLikeAStateIsAName() throws IOException {
        Job job = DEBIAN.withoutJson()
                .job(new JobId(1))
                .parse(answer("jobs-22.05.txt"))
                .getFirst();

        assertThat(job.state()).isEqualTo(JobState.RUNNING);
    }

    @Test
    void aHeterogeneousJobComesWithItsComponents() throws IOException {
        List<Job> parts = DEBIAN.job(new JobId(4)).parse(answer("jobs-22.05.txt"));

        assertThat(parts).extracting(Job::component).containsExactly(0, 1);
    }

    @Test
    void readsTheShapesOfLaterVersions() throws IOException {
        List<Job> jobs = NEW.allJobs().parse(answer("jobs-24.05.json"));

        Job failed = jobs.getFirst();
        assertThat(failed.state()).isEqualTo(JobState.FAILED);
        assertThat(failed.flags()).containsExactly(JobState.COMPLETING);
        assertThat(failed.exit()).isEqualTo(new ExitStatus(3, 0));
        assertThat(failed.leader()).isEmpty();
        assertThat(failed.array()).isEmpty();
        assertThat(failed.restarts()).isEqualTo(2);
        assertThat(failed.holdsNodes()).isTrue();
        assertThat(jobs.getLast().exit()).isEqualTo(new ExitStatus(0, 9));
        assertThat(jobs.getLast().leader()).contains(new JobId(18));
        assertThat(NEW.job(new JobId(18)).parse(answer("jobs-24.05.json"))).containsExactly(jobs.getLast());
    }

    @Test
    void readsNodesInEveryShape() throws IOException {
        SlurmNode json = DEBIAN.nodes().parse(answer("nodes-22.05.json")).getFirst();
        SlurmNode line =
                DEBIAN.withoutJson().nodes().parse(answer("nodes-22.05.txt")).getFirst();
        List<SlurmNode> later = NEW.nodes().parse(answer("nodes-24.05.json"));
        List<SlurmNode> groups = NEW.nodes().parse(answer("sinfo-24.05.json"));

        assertThat(json).isEqualTo(line);
        assertThat(json)
                .isEqualTo(new SlurmNode("node1", "127.0.0.1", Set.of("MIXED"), 4, 1000, "gpu:fake:2", "", "22.05.8"));
        assertThat(json.isUsable()).isTrue();
        assertThat(later).extracting(SlurmNode::isUsable).containsExactly(true, false);
        assertThat(later.getLast().stateInWords()).isEqualTo("down+not_responding");
        assertThat(groups).extracting(SlurmNode::name).containsExactly("gpu01", "gpu02", "gpu03");
        assertThat(groups).extracting(SlurmNode::isUsable).containsExactly(true, true, false);
    }

    @Test
    void readsTheMarksOfOlderVersions() throws IOException {
        CommandResult old = new CommandResult(0, """
                NodeName=a NodeAddr=a State=IDLE* CPUTot=4 RealMemory=1 Gres=(null) Reason=Not responding [slurm@now]
                NodeName=b NodeAddr=b State=IDLE+DRAIN CPUTot=4 RealMemory=1 Gres=(null)
                NodeName=c NodeAddr=c State=DRAINING@ CPUTot=4 RealMemory=1 Gres=(null)
                """, "");

        List<SlurmNode> nodes =
                new SlurmCommands(new SlurmVersion(17, 11, 5)).nodes().parse(old);

        assertThat(nodes).noneMatch(SlurmNode::isUsable);
        assertThat(nodes.getFirst().states()).containsExactlyInAnyOrder("IDLE", "NOT_RESPONDING");
        assertThat(nodes.getFirst().reason()).isEqualTo("Not responding [slurm@now]");
        assertThat(nodes.getFirst().gres()).isEmpty();
        assertThat(nodes.getLast().states()).containsExactlyInAnyOrder("ALLOCATED", "DRAIN", "REBOOT_REQUESTED");
    }

    @Test
    void statesKnowWhetherTheyLast() {
        assertThat(JobState.of("NODE_FAIL").isFailure()).isTrue();
        assertThat(JobState.of("COMPLETED").isFinal()).isTrue();
        assertThat(JobState.of("COMPLETED").isFailure()).isFalse();
        assertThat(JobState.of("COMPLETING").isFinal()).isFalse();
        assertThat(JobState.of("REQUEUED").isFinal()).isFalse();
        assertThat(JobState.of("SOMETHING_NEW")).isEqualTo(JobState.UNKNOWN);
    }

    @Test
    void whatIsNoAnswerIsRefusedAndNothingElseHappens() throws IOException {
        String whole = answer("jobs-22.05.json").out();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            char[] broken = whole.substring(0, random.nextInt(whole.length())).toCharArray();
            for (int k = 0; k < 3 && broken.length > 0; k++) {
                broken[random.nextInt(broken.length)] = (char) random.nextInt(256);
            }
            try {
                assertThat(DEBIAN.allJobs().parse(new CommandResult(0, new String(broken), "")))
                        .as("seed %d", seed)
                        .isNotNull();
            } catch (SlurmAnswerException e) {
                refused++;
                assertThat(e.getMessage()).as("seed %d", seed).hasLineCount(1);
            }
        }
        assertThat(refused).as("seed %d", seed).isGreaterThan(290);
        assertThatThrownBy(() -> DEBIAN.allJobs().parse(new CommandResult(0, "{\"jobs\": 3}", "")))
                .isInstanceOf(SlurmAnswerException.class);
        assertThatThrownBy(() -> DEBIAN.allJobs().parse(new CommandResult(0, "{\"jobs\": [{}]}", "")))
                .isInstanceOf(SlurmAnswerException.class);
        assertThat(DEBIAN.allJobs().parse(new CommandResult(0, "motd {x}\n{\"jobs\": []}", "")))
                .isEmpty();
    }

    private static CommandResult answer(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(AnswersTest.class.getResourceAsStream(name), name)) {
            return new CommandResult(0, new String(in.readAllBytes(), StandardCharsets.UTF_8), "");
        }
    }
}
