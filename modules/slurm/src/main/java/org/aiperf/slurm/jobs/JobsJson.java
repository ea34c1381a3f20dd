package org.aiperf.slurm.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aiperf.slurm.SlurmAnswerException;

/** Jobs as {@code squeue --json} and {@code scontrol show job --json} tell them, from 21.08 on. */
final class JobsJson {
    private JobsJson() {}

    static List<Job> read(String output) throws SlurmAnswerException {
        List<Job> jobs = new ArrayList<>();
        for (JsonNode job : Json.list(Json.object(output), "jobs")) {
            jobs.add(job(job));
        }
        return jobs;
    }

    private static Job job(JsonNode job) throws SlurmAnswerException {
        long id = Json.number(job.path("job_id"));
        if (id < 1) {
            throw new SlurmAnswerException("the answer has a job without a number");
        }
        JobState state = JobState.UNKNOWN;
        Set<JobState> flags = EnumSet.noneOf(JobState.class);
        for (String word : Json.words(job.path("job_state"))) {
            JobState told = JobState.of(word);
            if (told.isBase() || state == JobState.UNKNOWN) {
                if (state != JobState.UNKNOWN && !state.isBase()) {
                    flags.add(state);
                }
                state = told;
            } else {
                flags.add(told);
            }
        }
        return new Job(
                new JobId(id),
                optional(job.path("het_job_id")),
                (int) Json.number(job.path("het_job_offset")),
                optional(job.path("array_job_id")),
                Json.text(job, "name"),
                Json.text(job, "user_name"),
                Json.text(job, "partition"),
                state,
                flags,
                Json.text(job, "state_reason"),
                Json.text(job, "nodes"),
                (int) Json.number(job.path("restart_cnt")),
                exit(job.path("exit_code")));
    }

    private static Optional<JobId> optional(JsonNode value) {
        long number = Json.number(value);
        return number > 0 ? Optional.of(new JobId(number)) : Optional.empty();
    }

    /** A wait status up to 23.02; an object that tells code and signal from 23.11 on. */
    private static ExitStatus exit(JsonNode value) {
        if (value.has("return_code")) {
            return new ExitStatus((int) Json.number(value.path("return_code")), (int)
                    Json.number(value.path("signal").path("id")));
        }
        return ExitStatus.ofWaitStatus(Json.number(value));
    }
}
