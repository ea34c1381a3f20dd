package org.aiperf.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import org.aiperf.app.script.ScriptedRun;
import org.aiperf.app.text.Language;
import org.aiperf.app.text.Messages;
import org.aiperf.app.watch.RunFold;
import org.aiperf.app.watch.RunSource;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.benchmark.Trial;
import org.aiperf.runs.Recorded;
import org.junit.jupiter.api.Test;

class HistoryModelTest {
    private final Messages messages = new Messages(Language.ENGLISH);
    private final HistoryModel model = new HistoryModel(messages);
    private final List<Recorded> script = ScriptedRun.usual();
    private final RunFold fold = new RunFold(new RunSource(RunSource.Kind.LIVE, 0, "run", "name", "lab"));

    private void play(int from, int to) {
        fold.accept(script.subList(from, to));
        model.show(fold.view(null));
    }

    @Test
    void piecesGiveTheLinesOfTheWhole() {
        for (int from = 0; from < script.size(); from += 17) {
            play(from, Math.min(script.size(), from + 17));
        }
        List<Trial> trials = SearchRun.of(script).search().byNumber();
        assertThat(model.shown()).isEqualTo(trials.stream().map(TrialRow::of).toList());
        assertThat(model.shown().stream().map(TrialRow::state)).contains(Mark.DONE, Mark.FAILED, Mark.STOPPED);
        assertThat(model.shown().stream().mapToInt(TrialRow::attempt)).contains(2);
    }

    @Test
    void onlyChangedLinesAreTouched() {
        play(0, 500);
        List<Integer> touched = new ArrayList<>();
        model.shown().addListener((ListChangeListener<TrialRow>) change -> {
            while (change.next()) {
                change.getAddedSubList().forEach(row -> touched.add(row.trial()));
            }
        });
        play(500, 510);
        assertThat(touched.size()).isLessThan(8);
        touched.clear();
        model.show(fold.view(null));
        assertThat(touched).isEmpty();
    }

    @Test
    void theCountFollowsFilterLinesAndLanguage() {
        play(0, script.size());
        int all = SearchRun.of(script).search().trials().size();
        assertThat(model.count().get()).isEqualTo(all + " of " + all + " trials");
        model.filterProperty().set("failed");
        assertThat(model.count().get()).isEqualTo("1 of " + all + " trials");
        messages.languageProperty().set(Language.CHINESE);
        model.filterProperty().set("失败");
        assertThat(model.count().get()).isEqualTo("1 / " + all + " 个试验");
        model.filterProperty().set("");
        assertThat(model.count().get()).isEqualTo(all + " / " + all + " 个试验");
    }
}
