package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.slurm.SlurmAnswerException;

/**
 * A job as the queue shows it in one line; of a heterogeneous job each component is one, by the number of the first.
 *
 * @param reason why it waits or failed; {@code None} where there is none
 * @param nodes a host list of what it has or had; empty while it waits
 * @param comment as it was submitted
 */
public record QueuedJob(JobId id, JobState state, String reason, String nodes, String comment) {
    private static final Pattern ID = Pattern.compile("([1-9]\\d{0,9})([+_].*)?");

    static final String FORMAT = "%i|%T|%r|%N|%k";

    /** Lines of {@code squeue --format}, of which the comment comes last because it may hold anything. */
    static List<QueuedJob> read(String output) throws SlurmAnswerException {
        List<QueuedJob> jobs = new ArrayList<>();
        for (String line : output.lines().filter(text -> !text.isBlank()).toList()) {
            String[] fields = line.strip().split("\\|", 5);
            Matcher id = ID.matcher(fields[0]);
            if (fields.length < 5 || !id.matches()) {
                throw new SlurmAnswerException("squeue said what is no job: " + line.strip());
            }
            jobs.add(new QueuedJob(
                    new JobId(Long.parseLong(id.group(1))), JobState.of(fields[1]), fields[2], fields[3], fields[4]));
        }
        return jobs;
    }

    /** Whether it holds its place: it waits or runs. One that is completing has ended. */
    public boolean isActive() {
        return !state.isFinal() && state != JobState.COMPLETING;
    }
}
