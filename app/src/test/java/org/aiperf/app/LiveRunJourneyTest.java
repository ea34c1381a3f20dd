package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.aiperf.app.live.LiveView;
import org.aiperf.app.script.ScriptedLiveRun;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Units;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

class LiveRunJourneyTest extends WorkbenchJourney {
    private final List<Recorded> script = ScriptedRun.usual();
    private final ScriptedLiveRun run = new ScriptedLiveRun("shapes-laptop", script);

    @Test
    void aRunIsWatchedAsItHappens() {
        LiveView live = open(new ScriptedServices().keep("earlier", "lab-gpu", script), run)
                .live();
        run.playTo(140);
        awaitText("#status-events", "events " + Units.count(run.given().size()));
        await("the engine carries the view", live::isStaged);
        SearchRun folded = SearchRun.of(run.given());
        assertThat(text("#figure-score")).isEqualTo(Units.rate(folded.score().score()));
        assertThat(text("#figure-regulated"))
                .isEqualTo(Units.rate(folded.score().regulatedScore()));
        assertThat(text("#figure-error")).isEqualTo(Units.percent(folded.score().error()));
        assertThat(text("#figure-busy")).isEqualTo(Units.percent(folded.search().acceleratorBusy()));
        assertThat(text("#figure-models"))
                .isEqualTo(Units.count(folded.search().finished().size()));
        for (double second = 140.5; second < 150; second += 0.5) {
            run.playTo(second);
        }
        awaitText("#status-events", "events " + Units.count(run.given().size()));
        await("something moves", () -> !live.isResting());
        picture("live-dark-en");
        run.playToEnd();
        awaitText("#run-state", "ended");
        await("nothing moves any more", live::isResting);
    }
}
