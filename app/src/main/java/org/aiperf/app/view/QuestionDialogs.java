package org.aiperf.app.view;

import java.util.ArrayList;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar.ButtonData;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.stage.Window;
import org.aiperf.app.clusters.PersonAtTheWindow;
import org.aiperf.app.clusters.Question;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.remote.Questions.ChangedHostKey;
import org.aiperf.remote.Questions.UnknownHostKey;
import org.aiperf.remote.knownhosts.HostKeyLine;
import org.aiperf.remote.knownhosts.RandomArt;
import org.jspecify.annotations.Nullable;

/** Shows what is asked while connections are made, one dialog after the other; nobody waits for it on this thread. */
final class QuestionDialogs {
    private static final double VALUE_WIDTH = 440;

    private final Window owner;
    private final Messages messages;
    private final PersonAtTheWindow person;
    private @Nullable DialogFrame shown;

    QuestionDialogs(Window owner, Messages messages, PersonAtTheWindow person) {
        this.owner = owner;
        this.messages = messages;
        this.person = person;
        person.currentProperty().subscribe(this::show);
    }

    private void show(@Nullable Question question) {
        DialogFrame before = shown;
        shown = null;
        if (before != null) {
            before.close();
        }
        if (question != null) {
            DialogFrame dialog = dialog(question);
            shown = dialog;
            // Closed in whatever way without an answer, it was given up. Later, because the next one may open then.
            dialog.setOnHidden(_ -> FxThread.later(() -> person.done(question)));
            dialog.show();
        }
    }

    private DialogFrame dialog(Question question) {
        return switch (question) {
            case Question.OfHostKey asked -> hostKey(asked);
            case Question.ToldOfChange told -> changed(told.key());
            case Question.OfPassphrase asked ->
                typed(
                        "question-passphrase",
                        messages.text(Phrase.ASK_PASSPHRASE),
                        messages.text(
                                Phrase.ASK_PASSPHRASE_DETAIL,
                                asked.key().file(),
                                asked.key().node()),
                        asked.key().attempt() > 1,
                        Phrase.ACTION_UNLOCK,
                        false,
                        asked);
            case Question.OfPrompt asked ->
                typed(
                        "question-prompt",
                        messages.text(Phrase.ASK_PROMPT, asked.prompt().account()),
                        asked.prompt().text(),
                        false,
                        Phrase.ACTION_ANSWER,
                        asked.prompt().shown(),
                        asked);
        };
    }

    private DialogFrame hostKey(Question.OfHostKey asked) {
        UnknownHostKey key = asked.key();
        Label art = new Label(RandomArt.of(key.key()).stripTrailing());
        art.getStyleClass().addAll("code", "random-art");
        VBox content = new VBox(
                12,
                DialogFrame.paragraph(messages.text(Phrase.ASK_HOST_KEY_DETAIL)),
                DialogFrame.facts(
                        List.of(
                                messages.text(Phrase.FACT_HOST),
                                key.name(),
                                messages.text(Phrase.FACT_NODE),
                                key.node(),
                                messages.text(Phrase.FACT_KEY_TYPE),
                                key.key().type(),
                                messages.text(Phrase.FACT_FINGERPRINT),
                                key.key().fingerprint()),
                        VALUE_WIDTH),
                art,
                DialogFrame.paragraph(messages.text(Phrase.ASK_HOST_KEY_FILE, key.file()), "muted"));
        DialogFrame dialog = new DialogFrame(
                owner, messages, "question-host-key", messages.text(Phrase.ASK_HOST_KEY, key.name()), content);
        Node trust = dialog.button(Phrase.ACTION_TRUST, ButtonData.OTHER);
        trust.setId("trust-host-key");
        trust.addEventFilter(ActionEvent.ACTION, _ -> asked.trust());
        Node cancel = dialog.button(Phrase.ACTION_CANCEL, ButtonData.CANCEL_CLOSE);
        if (cancel instanceof Button button) {
            button.setDefaultButton(true);
        }
        return dialog;
    }

    private DialogFrame changed(ChangedHostKey key) {
        List<String> facts = new ArrayList<>();
        for (HostKeyLine line : key.expected()) {
            facts.add(messages.text(Phrase.FACT_KNOWN_KEY));
            facts.add(line.key().fingerprint() + " (" + line.key().type() + ")");
        }
        facts.add(messages.text(Phrase.FACT_SENT_KEY));
        facts.add(key.sent().fingerprint() + " (" + key.sent().type() + ")");
        HostKeyLine first = key.expected().getFirst();
        VBox content = new VBox(
                12,
                DialogFrame.paragraph(messages.text(Phrase.TOLD_CHANGED_DETAIL, key.node())),
                DialogFrame.facts(facts, VALUE_WIDTH + 90),
                DialogFrame.paragraph(
                        messages.text(Phrase.TOLD_CHANGED_FIX, Integer.toString(first.line()), first.file()), "muted"));
        DialogFrame dialog = new DialogFrame(
                owner, messages, "told-changed-key", messages.text(Phrase.TOLD_CHANGED, key.name()), content);
        dialog.getDialogPane().getStyleClass().add("alarming");
        dialog.button(Phrase.ACTION_CLOSE_DIALOG, ButtonData.CANCEL_CLOSE);
        return dialog;
    }

    private DialogFrame typed(
            String id,
            String title,
            String detail,
            boolean again,
            Phrase action,
            boolean mayBeSeen,
            Question.Typed asked) {
        SecretField secret = new SecretField();
        TextField plain = new TextField();
        Node field = mayBeSeen ? plain : secret;
        field.setId(id + "-field");
        secret.setAccessibleText(detail);
        plain.setAccessibleText(detail);
        VBox content = new VBox(12, DialogFrame.paragraph(detail));
        if (again) {
            content.getChildren().add(DialogFrame.paragraph(messages.text(Phrase.ASK_AGAIN), "trouble"));
        }
        content.getChildren().add(field);
        content.setPrefWidth(VALUE_WIDTH);
        DialogFrame dialog = new DialogFrame(owner, messages, id, title, content);
        Node answer = dialog.button(action, ButtonData.OK_DONE);
        answer.addEventFilter(ActionEvent.ACTION, _ -> {
            asked.answer(mayBeSeen ? plain.getText().toCharArray() : secret.take());
            plain.clear();
        });
        dialog.button(Phrase.ACTION_CANCEL, ButtonData.CANCEL_CLOSE);
        dialog.setOnShown(_ -> FxThread.later(field::requestFocus));
        dialog.setOnCloseRequest(_ -> secret.wipe());
        return dialog;
    }
}
