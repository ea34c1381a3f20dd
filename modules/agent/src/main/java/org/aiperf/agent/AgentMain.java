package org.aiperf.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.aiperf.problems.InvalidInputException;
import org.slf4j.LoggerFactory;

/**
 * {@code master --run DIR [--bind ADDRESS]} or {@code worker --run DIR --name NAME [--threads N]}. Everything else is in
 * the run's folder; no secret is ever an argument. Exit codes: 0 done, 1 failed, 2 the run's folder is not usable.
 */
public final class AgentMain {
    private AgentMain() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String[] arguments) {
        try {
            Map<String, String> options = options(arguments);
            Path run = Path.of(required(options, "--run"));
            switch (arguments.length == 0 ? "" : arguments[0]) {
                case "master" -> MasterProgram.start(run, options.getOrDefault("--bind", "127.0.0.1"));
                case "master-again" -> MasterProgram.resume(run, options.getOrDefault("--bind", "127.0.0.1"));
                case "worker" ->
                    WorkerProgram.run(
                            run, required(options, "--name"), Integer.parseInt(options.getOrDefault("--threads", "1")));
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
