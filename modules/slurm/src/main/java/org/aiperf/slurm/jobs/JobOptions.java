package org.aiperf.slurm.jobs;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a batch job as a whole is told. Built by adding: {@code JobOptions.NONE.name("worker").requeue(true)}.
 *
 * @param options of sbatch
 */
public record JobOptions(List<String> options) {
    public static final JobOptions NONE = new JobOptions(List.of());

    private static final long MOST_SECONDS_OF_WARNING = 65535;

    public JobOptions {
        options = List.copyOf(options);
    }

    public JobOptions name(String name) {
        return with("job-name", name);
    }

    public JobOptions account(String account) {
        return with("account", account);
    }

    public JobOptions qualityOfService(String name) {
        return with("qos", name);
    }

    /** Slurm rounds it up to whole minutes. */
    public JobOptions timeLimit(Duration limit) {
        long seconds = Arguments.positive("time limit in seconds", limit.toSeconds());
        return with(
                "time",
                String.format(
                        Locale.ROOT,
                        "%d-%02d:%02d:%02d",
                        seconds / 86_400,
                        seconds / 3600 % 24,
                        seconds / 60 % 60,
                        seconds % 60));
    }

    /** Whether it goes back into the queue when a node fails or it is preempted. */
    public JobOptions requeue(boolean allowed) {
        return new JobOptions(Arguments.with(options, allowed ? "--requeue" : "--no-requeue"));
    }

    /**
     * Both outputs, on the first node; what is there already is kept, as it is when the job was requeued.
     *
     * @param file may hold Slurm's patterns, such as {@code %j} for the job's number
     */
    public JobOptions output(String file) {
        return new JobOptions(Arguments.with(with("output", file).options, "--open-mode=append"));
    }

    public JobOptions workingDirectory(String folder) {
        return with("chdir", folder);
    }

    /**
     * Warns before the time limit, and before a preemption with a grace time.
     *
     * @param toScriptOnly whether the batch script alone gets it, and not the steps
     * @param signal such as {@code TERM}
     */
    public JobOptions signal(boolean toScriptOnly, String signal, Duration before) {
        long seconds = before.toSeconds();
        if (seconds < 0 || seconds > MOST_SECONDS_OF_WARNING) {
            throw new IllegalArgumentException("a signal comes 0 to 65535 s before the end: " + seconds);
        }
        return with("signal", (toScriptOnly ? "B:" : "") + signal + "@" + seconds);
    }

    public JobOptions comment(String text) {
        return with("comment", text);
    }

    private JobOptions with(String name, Object value) {
        return new JobOptions(Arguments.with(options, Arguments.option(name, value)));
    }
}
