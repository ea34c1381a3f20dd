package org.aiperf.app.view;

import atlantafx.base.theme.Styles;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.scene.control.Alert;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.ButtonType;
import javafx.stage.DirectoryChooser;
import javafx.stage.Window;
import org.aiperf.app.model.WorkbenchModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** What the window asks people. */
public final class Questions {
    private Questions() {}

    /** Where the report should go; empty if nobody wants it any more. */
    public static Optional<Path> reportFolder(Window owner, Messages messages) {
        DirectoryChooser chooser = new DirectoryChooser();
        chooser.setTitle(messages.text(Phrase.QUESTION_FOLDER));
        return Optional.ofNullable(chooser.showDialog(owner)).map(File::toPath);
    }

    /** Which cluster file to open; empty if nobody wants to any more. */
    public static Optional<Path> clusterFile(Window owner, Messages messages) {
        return RunDialogs.chosen(owner, messages, Phrase.ACTION_OPEN_CLUSTER);
    }

    /** Whether the run that is shown should really end. */
    public static boolean mayStop(Window owner, WorkbenchModel model) {
        Messages messages = model.messages();
        ButtonType yes = new ButtonType(messages.text(Phrase.ACTION_STOP), ButtonBar.ButtonData.OK_DONE);
        ButtonType no = new ButtonType(messages.text(Phrase.QUESTION_KEEP), ButtonBar.ButtonData.CANCEL_CLOSE);
        Alert alert = new Alert(Alert.AlertType.NONE, messages.text(Phrase.QUESTION_STOP_DETAIL), yes, no);
        alert.initOwner(owner);
        alert.setTitle(messages.text(Phrase.ACTION_STOP));
        alert.setHeaderText(
                messages.text(Phrase.QUESTION_STOP, model.run().nameProperty().get()));
        alert.getDialogPane().lookupButton(yes).getStyleClass().add(Styles.DANGER);
        alert.getDialogPane().setId("question-stop");
        alert.getDialogPane().getStylesheets().addAll(owner.getScene().getStylesheets());
        alert.getDialogPane().setStyle(owner.getScene().getRoot().getStyle());
        alert.getDialogPane().getStyleClass().addAll(owner.getScene().getRoot().getStyleClass());
        return alert.showAndWait().filter(yes::equals).isPresent();
    }
}
