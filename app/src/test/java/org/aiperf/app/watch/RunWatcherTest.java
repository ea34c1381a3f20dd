package org.aiperf.app.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.aiperf.app.script.ScriptedFeed;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

class RunWatcherTest {
    private static final RunSource SOURCE =
            new RunSource(RunSource.Kind.LIVE, 0, "run-shapes-laptop", "shapes-laptop", "lab");

    private final List<Recorded> script = ScriptedRun.usual();
    private final BlockingQueue<RunView> views = new LinkedBlockingQueue<>();

    private RunView next() throws InterruptedException {
        RunView view = views.poll(20, TimeUnit.SECONDS);
        assertThat(view).as("a view within 20 s").isNotNull();
        return Objects.requireNonNull(view);
    }

    @Test
    void manyEventsMakeFewViewsAndTheLastOneHasThemAll() throws InterruptedException {
        ScriptedFeed feed = new ScriptedFeed();
        script.forEach(event -> feed.give(List.of(event)));
        long start = System.nanoTime();
        List<RunView> seen = new ArrayList<>();
        try (RunWatcher _ = RunWatcher.start(feed, new RunFold(SOURCE), views::add)) {
            RunView view = next();
            while (view.events().size() < script.size()) {
                seen.add(view);
                view = next();
            }
            double seconds = (System.nanoTime() - start) / 1e9;
            assertThat(seen.size()).as("views in %.2f s", seconds).isLessThanOrEqualTo((int) (10 * seconds) + 2);
            assertThat(view.run()).isEqualTo(SearchRun.of(script));
            assertThat(view.events()).isEqualTo(script);
            assertThat(view.score()).isEqualTo(SearchRun.of(script).score());
        }
    }

    @Test
    void aBrokenFeedIsSaidOnce() throws InterruptedException {
        ScriptedFeed feed = new ScriptedFeed();
        feed.give(script.subList(0, 10));
        try (RunWatcher _ = RunWatcher.start(feed, new RunFold(SOURCE), views::add)) {
            RunView view = next();
            while (view.events().size() < 10) {
                view = next();
            }
            feed.breakDown("no route to head");
            assertThat(next().broken()).isEqualTo("no route to head");
            assertThat(views.poll(200, TimeUnit.MILLISECONDS)).isNull();
        }
    }

    @Test
    void theFeedIsClosedWithTheWatcherAndAtTheEnd() throws InterruptedException {
        ScriptedFeed feed = new ScriptedFeed();
        RunWatcher watcher = RunWatcher.start(feed, new RunFold(SOURCE), views::add);
        next();
        watcher.close();
        awaitClosed(feed);
        ScriptedFeed ended = new ScriptedFeed();
        ended.give(script);
        try (RunWatcher _ = RunWatcher.start(ended, new RunFold(SOURCE), views::add)) {
            awaitClosed(ended);
        }
    }

    private static void awaitClosed(ScriptedFeed feed) throws InterruptedException {
        assertThat(feed.awaitClosed(Duration.ofSeconds(20))).isTrue();
    }
}
