package org.aiperf.app.view;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.aiperf.app.clusters.ClusterForm;
import org.aiperf.app.clusters.ClusterForm.Field;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/** The fields of a form, each with its name at the left and what is wrong with it below. */
final class FormFields {
    private final ClusterForm form;
    private final Messages messages;
    private final Map<Field, Label> wrongs = new EnumMap<>(Field.class);

    FormFields(ClusterForm form, Messages messages) {
        this.form = form;
        this.messages = messages;
    }

    TextField add(GridPane grid, Field field, Phrase name, Phrase prompt) {
        TextField typed = new TextField();
        typed.setId("form-" + field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        typed.setPromptText(messages.text(prompt));
        typed.textProperty().bindBidirectional(form.text(field));
        typed.textProperty().addListener((_, _, _) -> forget(field));
        Label label = new Label(messages.text(name));
        label.getStyleClass().add("muted");
        label.setMinWidth(Region.USE_PREF_SIZE);
        label.setLabelFor(typed);
        typed.setAccessibleText(label.getText());
        VBox value = new VBox(3, typed, wrong(field));
        // A name stays beside its field, whatever is said below.
        GridPane.setValignment(label, VPos.BASELINE);
        GridPane.setValignment(value, VPos.BASELINE);
        grid.addRow(grid.getRowCount(), label, value);
        return typed;
    }

    /** Where it is said what is wrong with a field; takes no room while nothing is. */
    Label wrong(Field field) {
        Label wrong = DialogFrame.paragraph("", "trouble", "wrong-field");
        wrong.setId("wrong-" + field.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        wrong.managedProperty().bind(wrong.textProperty().isNotEmpty());
        wrong.visibleProperty().bind(wrong.textProperty().isNotEmpty());
        wrongs.put(field, wrong);
        return wrong;
    }

    /** Somebody is mending it. */
    void forget(Field field) {
        Label wrong = wrongs.get(field);
        if (wrong != null) {
            wrong.setText("");
        }
    }

    void show(Map<Field, String> problems) {
        wrongs.forEach((field, label) -> {
            String problem = problems.get(field);
            label.setText(problem == null ? "" : problem.isEmpty() ? missing(field) : problem);
        });
    }

    private String missing(Field field) {
        return messages.text(field == Field.SLAVES ? Phrase.FORM_NO_SLAVE : Phrase.FORM_MISSING);
    }
}
