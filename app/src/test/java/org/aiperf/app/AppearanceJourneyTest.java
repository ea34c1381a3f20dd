package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.input.KeyCode;
import org.aiperf.app.live.LiveView;
import org.aiperf.app.script.ScriptedLiveRun;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Units;
import org.aiperf.app.theme.Theme;
import org.junit.jupiter.api.Test;

class AppearanceJourneyTest extends WorkbenchJourney {
    private final ScriptedLiveRun run = new ScriptedLiveRun("shapes-laptop", ScriptedRun.usual());

    @Test
    void themeAndLanguageChangeWhileARunIsWatched() {
        LiveView live = open(new ScriptedServices().keep("shapes-laptop", "lab-gpu", ScriptedRun.usual()), run)
                .live();
        await("the engine carries the view", live::isStaged);
        run.playTo(90);
        awaitText("#status-events", "events " + Units.count(run.given().size()));
        robot.clickOn("#language");
        robot.clickOn("简体中文");
        assertThat(messages.language()).isEqualTo(Language.CHINESE);
        awaitText("#run-state", "运行中");
        picture("live-dark-zh");
        robot.clickOn("#theme");
        robot.clickOn("浅色");
        assertThat(appearance.themeProperty().get()).isEqualTo(Theme.LIGHT);
        picture("live-light-zh");
        robot.push(KeyCode.CONTROL, KeyCode.L);
        awaitText("#run-state", "running");
        picture("live-light-en");
        robot.push(KeyCode.CONTROL, KeyCode.T);
        assertThat(appearance.themeProperty().get()).isEqualTo(Theme.DARK);
    }

    @Test
    void aLargeClusterStillFits() {
        ScriptedLiveRun large = new ScriptedLiveRun("sixty-four", ScriptedRun.events("sixty-four", 64, 120, 11));
        LiveView live = open(new ScriptedServices(), large).live();
        await("the engine carries the view", live::isStaged);
        large.playTo(80);
        awaitText("#status-events", "events " + Units.count(large.given().size()));
        picture("sixty-four-dark-en");
    }
}
