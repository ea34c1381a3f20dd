package org.aiperf.cli;

import java.time.Duration;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.launch.LaunchProgress;

/**
 * Shows on standard error how a launch and then a run go: one line that is rewritten on a terminal, a line now and then
 * elsewhere.
 */
final class RunProgress implements LaunchProgress, Consumer<SearchRun> {
    private static final int BAR = 24;
    private static final Duration REDRAW = Duration.ofMillis(500);
    private static final Duration LINE = Duration.ofSeconds(10);

    private final Terminal terminal;
    private final LongSupplier clock;
    private long shownMillis;
    private String lastStep = "";
    private String drawn = "";
    /** Trials end in another order than they begin. */
    private final Set<Integer> reported = new HashSet<>();

    RunProgress(Terminal terminal, LongSupplier clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public void at(Step step, double share, String detail) {
        String name = step.name().toLowerCase(Locale.ROOT);
        if (terminal.isInteractive()) {
            draw(String.format(Locale.ROOT, "%-8s%s %s", name, bar(share), detail), share >= 1);
        } else if (share >= 1 && !lastStep.equals(name)) {
            lastStep = name;
            terminal.say(String.format(Locale.ROOT, "%-8s%s", name, detail));
        }
    }

    @Override
    public boolean isCancelled() {
        return false;
    }

    @Override
    public void accept(SearchRun run) {
        if (run.run().started() == null) {
            return;
        }
        for (Trial trial : run.search().finished()) {
            if (!reported.add(trial.id())) {
                continue;
            }
            tell(String.format(
                    Locale.ROOT,
                    "trial %d (%s of %s) on %s: accuracy %s",
                    trial.id(),
                    trial.candidate().morphism(),
                    trial.parent() == 0 ? "–" : trial.parent(),
                    trial.worker(),
                    Figures.percent(trial.accuracy())));
        }
        long now = clock.getAsLong();
        Duration pace = terminal.isInteractive() ? REDRAW : LINE;
        if (now - shownMillis < pace.toMillis() && !run.run().isOver()) {
            return;
        }
        shownMillis = now;
        draw(line(run, now), run.run().isOver());
    }

    private static String line(SearchRun run, long now) {
        int limit = run.plan().seconds();
        double elapsed = Math.max(0, (now - run.run().startedAtMillis()) / 1e3);
        double paused = run.run().pausedMillis() / 1e3;
        double seconds = (run.run().isOver() ? run.seconds() : elapsed) - paused;
        return String.format(
                Locale.ROOT,
                "run     %s %.0f of %d s, %d trained, score %s, error %s, busy %s",
                bar(seconds / limit),
                seconds,
                limit,
                run.search().finished().size(),
                Figures.si(run.score().score(), "OPS"),
                Figures.percent(run.score().error()),
                Figures.percent(run.search().acceleratorBusy()));
    }

    private void tell(String line) {
        if (terminal.isInteractive()) {
            drawn = "";
            terminal.draw(line, true);
        } else {
            terminal.say(line);
        }
    }

    private void draw(String line, boolean isLast) {
        if (!terminal.isInteractive()) {
            terminal.say(line);
        } else if (isLast || !line.equals(drawn)) {
            drawn = isLast ? "" : line;
            terminal.draw(line, isLast);
        }
    }

    private static String bar(double share) {
        int full = (int) Math.round(BAR * Math.clamp(share, 0, 1));
        return "[" + "#".repeat(full) + ".".repeat(BAR - full) + "]";
    }
}
