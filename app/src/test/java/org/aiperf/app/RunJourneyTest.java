package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.aiperf.app.script.ScriptedAgent;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.launch.ClusterRun;
import org.aiperf.runs.LifecycleEvent.WorkerJoined;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A plan runs on a cluster, and a second look at the run from its folder changes nothing there. */
class RunJourneyTest extends ClusterJourney {
    private final List<ClusterRun> kept = new CopyOnWriteArrayList<>();

    @AfterEach
    void closeRuns() {
        kept.forEach(ClusterRun::close);
    }

    private ClusterServices services() throws IOException {
        home.knows(embedded);
        List<Recorded> script = ScriptedRun.events("laptop", 2, 90, 7).stream()
                .takeWhile(recorded -> recorded.atMillis() < ScriptedRun.START + 60_000)
                .toList();
        assertThat(script).anyMatch(recorded -> recorded.event() instanceof WorkerJoined);
        var agents = ScriptedAgent.in(folder.resolve("agent"), script);
        return new ClusterServices(home.clusters(), home.user(), () -> agents, (run, profile) -> kept.add(run));
    }

    private Path runFolder() throws IOException {
        Path runs = Path.of(embedded.cluster().sharedFolder(), "aiperf", "runs");
        try (Stream<Path> folders = Files.list(runs)) {
            return folders.findFirst().orElseThrow();
        }
    }

    private boolean canStop() {
        return onFx(() -> !robot.lookup("#stop").queryAs(Button.class).isDisabled());
    }

    @Test
    void aPlanIsRunAndTheRunWatchedFromItsFolder() throws IOException {
        openFile(services(), "");
        robot.clickOn("#cluster-run");
        await("it is asked what to run", () -> found("#run-dialog").isPresent());
        Node dialog = onFx(() -> part("#run-dialog"));
        robot.interact(
                () -> robot.lookup("#run-seconds").queryAs(TextField.class).setText("30"));
        picture("run-dialog-dark-en", dialog.getScene());
        robot.clickOn("#run-start");
        awaitText("#run-state", "running");
        assertThat(text("#run-name")).isEqualTo("laptop");
        await("it is followed", () -> !text("#figure-score").equals("–"));
        assertThat(canStop()).isTrue();
        assertThat(kept).hasSize(1);
        assertThat(Files.readString(runFolder().resolve("plan.yaml"))).contains("preset: laptop", "seconds: 30");

        robot.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
        await("it is asked which run", () -> found("#attach-dialog").isPresent());
        robot.interact(
                () -> robot.lookup("#attach-place").queryAs(TextField.class).setText("nowhere"));
        robot.clickOn("#attach-start");
        await("that is no run", () -> text("#attach-wrong").contains("is no place of a run"));
        picture("attach-wrong-dark-en", sceneOf("#attach-dialog"));
        String place = "lab:" + runFolder();
        robot.interact(
                () -> robot.lookup("#attach-place").queryAs(TextField.class).setText(place));
        robot.clickOn("#attach-start");
        await("it is only watched", () -> part("#run-watched").isVisible());
        await("it is followed", () -> !text("#figure-score").equals("–"));
        assertThat(canStop()).as("whoever watches changes nothing").isFalse();
        picture("run-watched-dark-en");
        assertThat(runFolder().resolve("stop")).doesNotExist();
        Files.writeString(runFolder().resolve("stop"), "somebody asked");
        awaitText("#run-state", "ended");
    }
}
