package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.input.KeyCode;
import org.aiperf.app.script.ScriptedLiveRun;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Units;
import org.aiperf.app.theme.Theme;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionJourneyTest extends WorkbenchJourney {
    private final List<Recorded> script = ScriptedRun.usual();
    private final ScriptedServices services = new ScriptedServices()
            .keep("shapes-laptop", "lab-gpu", script)
            .keep("long-search", "lab-gpu", ScriptedRun.events("long-search", 12, 600, 3));

    @TempDir
    Path folder;

    @Test
    void aSessionIsShownAsItsRunWas() {
        robot.interact(() -> appearance.themeProperty().set(Theme.LIGHT));
        open(services, null);
        assertThat(text("#status-connection")).isEqualTo("no run is open");
        picture("empty-light-en");
        robot.doubleClickOn("shapes-laptop");
        awaitText("#run-name", "shapes-laptop");
        SearchRun folded = SearchRun.of(script);
        assertThat(text("#figure-score")).isEqualTo(Units.rate(folded.score().score()));
        assertThat(text("#run-recorded")).isEqualTo("recorded");
        assertThat(text("#run-state")).isEqualTo("ended");
        assertThat(text("#history-count"))
                .isEqualTo(folded.search().trials().size() + " of "
                        + folded.search().trials().size() + " trials");
        picture("session-light-en");
        robot.clickOn("long-search").type(KeyCode.ENTER);
        awaitText("#run-name", "long-search");
        picture("session-twelve-light-en");
    }

    @Test
    void theReportOfWhatIsShownIsWrittenInTheLanguageOfTheWindow() throws IOException {
        open(services, null);
        robot.interact(() -> messages.languageProperty().set(Language.CHINESE));
        robot.doubleClickOn("shapes-laptop");
        awaitText("#run-name", "shapes-laptop");
        exportTo(folder);
        robot.clickOn("#export");
        Path report = folder.resolve("report.html");
        awaitText("#status-message", "报告已写入：" + report);
        assertThat(Files.readString(report)).isEqualTo("zh " + script.size());
        picture("session-dark-zh");
    }

    @Test
    void aDemoRunStartsAsAJobAndIsFollowed() {
        ScriptedLiveRun demo = new ScriptedLiveRun("demo", script);
        open(services.demo(demo), null);
        robot.clickOn("#demo");
        demo.playTo(30);
        awaitText("#run-name", "shapes-laptop");
        assertThat(robot.lookup("Demo run").tryQuery()).isPresent();
    }

    @Test
    void aDemoThatCannotStartSaysWhyInOneLine() {
        open(services, null);
        robot.clickOn("#demo");
        await(
                "the job says why",
                () -> robot.lookup("no cluster: start one first").tryQuery().isPresent());
        picture("job-failed-dark-en");
    }
}
