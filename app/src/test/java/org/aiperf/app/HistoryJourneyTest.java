package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import org.aiperf.app.model.TrialRow;
import org.aiperf.app.script.ScriptedLiveRun;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Units;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.junit.jupiter.api.Test;

class HistoryJourneyTest extends WorkbenchJourney {
    private final ScriptedLiveRun run = new ScriptedLiveRun("shapes-laptop", ScriptedRun.usual());

    private List<TrialRow> rows() {
        return onFx(() -> List.copyOf(
                robot.lookup("#history").<TableView<TrialRow>>query().getItems()));
    }

    private void write(String selector, String text) {
        robot.interact(() -> robot.lookup(selector).queryAs(TextField.class).setText(text));
    }

    @Test
    void theModelHistoryIsSortedFilteredAndCounted() {
        open(new ScriptedServices(), run);
        run.playTo(150);
        awaitText("#status-events", "events " + Units.count(run.given().size()));
        List<Trial> trials = SearchRun.of(run.given()).search().byNumber();
        assertThat(rows()).hasSize(trials.size());
        robot.clickOn("accuracy");
        robot.clickOn("accuracy");
        assertThat(rows())
                .isSortedAccordingTo(Comparator.comparingDouble(
                        (TrialRow row) -> Double.isNaN(row.accuracy()) ? 1 : -row.accuracy()));
        write("#history-filter", "accuracy > 0.8 wider");
        long matching = trials.stream()
                .filter(trial -> trial.accuracy() > 0.8)
                .filter(trial -> trial.candidate().morphism().contains("wider"))
                .count();
        assertThat(matching).isPositive();
        assertThat(rows()).hasSize((int) matching);
        assertThat(text("#history-count")).isEqualTo(matching + " of " + trials.size() + " trials");
        picture("history-filtered-dark-en");
        write("#history-filter", "failed");
        assertThat(rows())
                .allMatch(row -> row.reason().equals("the loss is not a number"))
                .isNotEmpty();
        write("#history-filter", "");
        assertThat(rows()).hasSize(trials.size());
    }

    @Test
    void theLogTellsTheEventsInWordsAndCountsWhatItLeavesOut() {
        open(new ScriptedServices(), run);
        run.playToEnd();
        awaitText("#run-state", "ended");
        robot.clickOn("#tab-log");
        picture("log-dark-en");
        write("#log-filter", "gpu03 is lost");
        assertThat(text("#log-count"))
                .isEqualTo("1 of " + Units.count(run.given().size()) + " events");
        write("#log-filter", "");
        robot.clickOn("#log-steps");
        assertThat(text("#log-count"))
                .isEqualTo(Units.count(run.given().size()) + " of "
                        + Units.count(run.given().size()) + " events");
    }
}
