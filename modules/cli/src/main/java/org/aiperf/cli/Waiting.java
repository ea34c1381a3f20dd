package org.aiperf.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.aiperf.benchmark.SearchRun;

/** Says now and then what a run is waiting for that has not begun, such as its place in a queue. */
final class Waiting implements Consumer<SearchRun> {
    private static final Duration PACE = Duration.ofSeconds(5);

    private final KeptRun run;
    private final Terminal terminal;
    private long lookedNanos = System.nanoTime();
    private List<String> said = List.of();

    Waiting(KeptRun run, Terminal terminal) {
        this.run = run;
        this.terminal = terminal;
    }

    @Override
    public void accept(SearchRun state) {
        if (state.run().started() != null || System.nanoTime() - lookedNanos < PACE.toNanos()) {
            return;
        }
        lookedNanos = System.nanoTime();
        List<String> lines;
        try {
            lines = run.waitsFor();
        } catch (IOException e) {
            lines = List.of("the cluster cannot be asked: " + e.getMessage());
        }
        if (!lines.equals(said)) {
            said = lines;
            lines.forEach(line -> terminal.say("waiting " + line));
        }
    }
}
