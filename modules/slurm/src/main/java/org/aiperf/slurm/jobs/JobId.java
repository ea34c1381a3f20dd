package org.aiperf.slurm.jobs;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.slurm.SlurmAnswerException;

/** The number of a job; of a heterogeneous one, the number of its first component. */
public record JobId(long number) {
    private static final Pattern PARSABLE = Pattern.compile("(\\d{1,10})(;\\S+)?");

    public JobId {
        if (number < 1) {
            throw new IllegalArgumentException("not a job id: " + number);
        }
    }

    /**
     * The job that {@code sbatch --parsable} submitted: the last line that is a number, because a login shell may print
     * before it.
     */
    static JobId ofSubmission(String output) throws SlurmAnswerException {
        List<String> lines = output.lines().map(String::strip).toList();
        for (String line : lines.reversed()) {
            Matcher matcher = PARSABLE.matcher(line);
            if (matcher.matches() && Long.parseLong(matcher.group(1)) > 0) {
                return new JobId(Long.parseLong(matcher.group(1)));
            }
        }
        throw new SlurmAnswerException("sbatch named no job; look into squeue before submitting again");
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
