package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.control.Button;
import org.aiperf.app.script.ScriptedLiveRun;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Units;
import org.junit.jupiter.api.Test;

class StopJourneyTest extends WorkbenchJourney {
    private final ScriptedLiveRun run = new ScriptedLiveRun("shapes-laptop", ScriptedRun.usual());

    private boolean canStop() {
        return onFx(() -> !robot.lookup("#stop").queryAs(Button.class).isDisabled());
    }

    @Test
    void aRunIsStoppedAfterBeingAskedTwice() {
        open(new ScriptedServices(), run);
        run.playTo(60);
        awaitText("#status-events", "events " + Units.count(run.given().size()));
        robot.clickOn("#stop");
        robot.clickOn("Let it run");
        assertThat(canStop()).isTrue();
        robot.clickOn("#stop");
        picture("stop-question-dark-en", robot.lookup("#question-stop").query().getScene());
        robot.clickOn(onFx(() -> robot.lookup("#question-stop .button")
                .match(Button::isDefaultButton)
                .queryButton()));
        awaitText("#run-state", "ended");
        assertThat(canStop()).isFalse();
    }

    @Test
    void aBrokenConnectionIsSaidAndTheRunIsNotCalledEnded() {
        open(new ScriptedServices(), run);
        run.playTo(60);
        awaitText("#status-events", "events " + Units.count(run.given().size()));
        run.feed().breakDown("no route to head; connect again");
        awaitText("#status-connection", "lab-gpu · connection lost: no route to head; connect again");
        assertThat(text("#run-state")).isEqualTo("running");
        assertThat(canStop()).isFalse();
    }
}
