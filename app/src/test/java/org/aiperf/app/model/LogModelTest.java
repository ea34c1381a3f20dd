package org.aiperf.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.app.watch.RunCurves;
import org.aiperf.app.watch.RunSource;
import org.aiperf.app.watch.RunView;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.LifecycleEvent.WorkerLeft;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

class LogModelTest {
    private static final RunSource SOURCE = new RunSource(RunSource.Kind.LIVE, 0, "run", "name", "lab");

    private final LogModel model = new LogModel(new Messages(Language.ENGLISH), ZoneOffset.UTC);

    private void show(List<Recorded> events, boolean otherRun) {
        model.show(new RunView(SOURCE, SearchRun.EMPTY, null, RunCurves.EMPTY, 0, events, null), otherRun);
    }

    @Test
    void everyEventHasWordsInEveryLanguage() {
        for (Language language : Language.values()) {
            LogModel spoken = new LogModel(new Messages(language), ZoneOffset.UTC);
            for (Recorded recorded : ScriptedRun.usual()) {
                assertThat(spoken.words(recorded))
                        .isNotBlank()
                        .doesNotContain("{")
                        .hasLineCount(1);
            }
        }
        assertThat(model.time(ScriptedRun.usual().getFirst())).isEqualTo("09:12:04");
    }

    @Test
    void ofAVeryLongRunTheLastEventsAreKeptAndTheCountSaysSo() {
        List<Recorded> events = new ArrayList<>();
        for (int i = 1; i <= 30_000; i++) {
            events.add(new Recorded(i, i, new WorkerLeft("gpu" + i)));
        }
        show(events.subList(0, 10_000), true);
        show(events, false);
        assertThat(model.shown().size()).isBetween(LogModel.KEPT, LogModel.KEPT * 5 / 4);
        assertThat(model.shown().getLast()).isEqualTo(events.getLast());
        assertThat(model.count().get()).endsWith(" of 30,000 events");
        show(events.subList(0, 5), true);
        assertThat(model.count().get()).isEqualTo("5 of 5 events");
    }

    @Test
    void stepReportsAreListedOnlyOnDemand() {
        List<Recorded> script = ScriptedRun.usual();
        show(script, true);
        int without = model.shown().size();
        assertThat(without).isLessThan(script.size() / 2);
        model.withStepsProperty().set(true);
        assertThat(model.shown()).isEqualTo(script);
        model.filterProperty().set("GPU03 IS LOST");
        assertThat(model.shown()).hasSize(1).allMatch(model::isTrouble);
    }
}
