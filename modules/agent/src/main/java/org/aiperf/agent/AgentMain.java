package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.aiperf.problems.InvalidInputException;
import org.slf4j.LoggerFactory;

/**
 * {@code master --run DIR [--bind ADDRESS]} or {@code worker --run DIR --name NAME [--threads N]}, in a job of Slurm's
 * also {@code --slot SLOT --step N [--until SECONDS]}. Everything else is in the run's folder; no secret is ever an
 * argument. Exit codes: 0 done, 1 failed, 2 the run's folder is not usable, 75 the worker has no master.
 */
public final class AgentMain {
    private static final int NO_MASTER = 75;

    private AgentMain() {}

    public static void main(String[] arguments) {
        StampedErrors.install();
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            Map<String, String> options = options(arguments);
            Path run = Path.of(required(options, "--run"));
            switch (arguments.length == 0 ? "" : arguments[0]) {
                case "master" -> MasterProgram.start(run, options.getOrDefault("--bind", "127.0.0.1"));
                case "master-again" -> MasterProgram.resume(run, options.getOrDefault("--bind", "127.0.0.1"));
                case "worker" -> {
                    return worker(run, options) == WorkerProgram.Ending.NO_MASTER ? NO_MASTER : 0;
                }
                default -> throw new IllegalArgumentException("the first argument is master, master-again or worker");
            }
            return 0;
        } catch (InvalidInputException | IllegalArgumentException e) {
            LoggerFactory.getLogger(AgentMain.class).error("{}", e.getMessage());
            return 2;
        } catch (IOException e) {
            LoggerFactory.getLogger(AgentMain.class)
                    .error("{}: {}", e.getClass().getSimpleName(), e.getMessage());
            return 1;
        } catch (InterruptedException e) {
            return 1;
        }
    }

    private static WorkerProgram.Ending worker(Path run, Map<String, String> options)
            throws IOException, InterruptedException, InvalidInputException {
        String name = required(options, "--name");
        int threads = Integer.parseInt(options.getOrDefault("--threads", "1"));
        String slot = options.get("--slot");
        String job = System.getenv("SLURM_JOB_ID");
        Lease lease = slot == null || job == null
                ? Lease.since(name, System.currentTimeMillis())
                : new Lease(
                        slot,
                        Long.parseLong(job),
                        Integer.parseInt(System.getenv().getOrDefault("SLURM_RESTART_COUNT", "0")),
                        Integer.parseInt(options.getOrDefault("--step", "0")));
        long untilMillis = 1000 * Long.parseLong(options.getOrDefault("--until", "0"));
        return WorkerProgram.run(run, name, threads, lease, untilMillis);
    }

    private static Map<String, String> options(String[] arguments) {
        Map<String, String> options = new HashMap<>();
        for (int i = 1; i + 1 < arguments.length; i += 2) {
            options.put(arguments[i], arguments[i + 1]);
        }
        return options;
    }

    private static String required(Map<String, String> options, String name) {
        String value = options.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }
}
