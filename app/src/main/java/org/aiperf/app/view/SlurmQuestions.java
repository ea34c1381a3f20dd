package org.aiperf.app.view;

import atlantafx.base.theme.Styles;
import java.util.stream.Collectors;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.ClustersModel;
import org.aiperf.app.clusters.SlurmFile;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** Asks before Slurm's files on a cluster are changed, saying what that touches. */
final class SlurmQuestions {
    private static final double WIDTH = 480;

    private final Node inWindow;

    /** @param inWindow anything that is in the window */
    SlurmQuestions(Node inWindow) {
        this.inWindow = inWindow;
    }

    void apply(ClustersModel model) {
        ask(
                model,
                "question-apply",
                Phrase.ASK_APPLY,
                Phrase.ACTION_APPLY_NOW,
                Phrase.ASK_APPLY_DETAIL,
                model::applySlurm);
    }

    void rollBack(ClustersModel model) {
        ask(
                model,
                "question-rollback",
                Phrase.ASK_ROLLBACK,
                Phrase.ACTION_ROLLBACK_NOW,
                Phrase.ASK_ROLLBACK_DETAIL,
                model::rollBackSlurm);
    }

    private void ask(ClustersModel model, String id, Phrase title, Phrase yes, Phrase detail, Runnable then) {
        Messages messages = model.messages();
        String name = model.profile().map(profile -> profile.cluster().name()).orElse("");
        String files = model.slurm().stateProperty().get().files().stream()
                .filter(file -> file.added() + file.removed() > 0)
                .map(SlurmQuestions::line)
                .collect(Collectors.joining("\n"));
        VBox content = new VBox(
                12,
                DialogFrame.paragraph(files, "code"),
                DialogFrame.paragraph(model.slurm().consequences()),
                DialogFrame.paragraph(messages.text(detail), "muted"));
        content.setPrefWidth(WIDTH);
        DialogFrame dialog =
                new DialogFrame(inWindow.getScene().getWindow(), messages, id, messages.text(title, name), content);
        Node go = dialog.button(yes, ButtonData.OTHER, Styles.DANGER);
        go.setId(id + "-yes");
        go.addEventFilter(ActionEvent.ACTION, _ -> then.run());
        dialog.button(Phrase.ACTION_CANCEL, ButtonData.CANCEL_CLOSE);
        dialog.show();
    }

    private static String line(SlurmFile file) {
        return file.name() + "  +" + file.added() + " −" + file.removed() + "  " + String.join(", ", file.hosts());
    }
}
