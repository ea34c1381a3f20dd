package org.aiperf.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A measurement that {@code aiperf bench NAME} makes: ours beside a peer, or against the limit of the machine. Installers
 * ship none, so they are found on the class path with {@link java.util.ServiceLoader}.
 */
public interface Benchmark {

    /** The word after {@code aiperf bench}. */
    String name();

    /** What it measures, in one line. */
    String measures();

    /**
     * Says what of it is wanted, by the words that follow its name; few have any to say it with.
     *
     * @throws InvalidInputException if it knows nothing of them
     */
    default void choose(List<String> words) throws InvalidInputException {
        if (!words.isEmpty()) {
            throw new InvalidInputException(
                    Problem.of("aiperf bench " + name(), "takes no " + String.join(" ", words), "leave that out"));
        }
    }

    /**
     * Measures; a long one goes on where an earlier call was interrupted.
     *
     * @return the figures by name, in the order to print them; null where a peer cannot run here, after saying why
     */
    Map<String, @Nullable Double> run(BenchmarkTable table)
            throws IOException, InterruptedException, InvalidInputException;
}
