package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javafx.scene.Node;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import org.aiperf.app.clusters.PersonAtTheWindow;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.text.Language;
import org.aiperf.app.theme.Theme;
import org.aiperf.remote.Questions.LockedKey;
import org.aiperf.remote.Questions.Prompt;
import org.junit.jupiter.api.Test;

/** What a server or a key asks while a job connects: typed unseen, and the window goes on meanwhile. */
class QuestionJourneyTest extends WorkbenchJourney {
    private static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private Node awaitDialog(String id) {
        await("the dialog " + id, () -> robot.lookup("#" + id).tryQuery().isPresent());
        await(
                "its field has the keyboard",
                () -> robot.lookup("#" + id + "-field").query().isFocused());
        return onFx(() -> robot.lookup("#" + id).query());
    }

    private static void copy(String text) {
        ClipboardContent content = new ClipboardContent();
        content.putString(text);
        Clipboard.getSystemClipboard().setContent(content);
    }

    private static char[] buffer(Node field) throws ReflectiveOperationException {
        Field typed = field.getClass().getDeclaredField("typed");
        typed.setAccessible(true);
        return (char[]) typed.get(field);
    }

    @Test
    void aPassphraseIsTypedUnseenAndNothingOfItStays() throws Exception {
        PersonAtTheWindow person = open(new ScriptedServices(), null).person();
        FutureTask<Optional<char[]>> first =
                begin(() -> person.passphrase(new LockedKey("head", Path.of("/home/me/.ssh/id_ed25519"), 1)));
        Node dialog = awaitDialog("question-passphrase");
        robot.clickOn("#question-passphrase-field")
                .write("wrong")
                .push(KeyCode.BACK_SPACE)
                .write("G7");
        Node field = onFx(() -> robot.lookup("#question-passphrase-field").query());
        assertThat(text("#question-passphrase-field .label")).isEqualTo("••••••");
        picture("passphrase-dark-en", dialog.getScene());
        robot.interact(() -> copy("before"));
        robot.push(KeyCode.SHORTCUT, KeyCode.A)
                .push(KeyCode.SHORTCUT, KeyCode.C)
                .push(KeyCode.SHORTCUT, KeyCode.X);
        assertThat(onFx(() -> Clipboard.getSystemClipboard().getString()))
                .as("what may be pasted elsewhere")
                .isEqualTo("before");
        char[] typed = onFx(() -> buffer(field));
        robot.push(KeyCode.ENTER);
        assertThat(first.get(20, TimeUnit.SECONDS).map(Arrays::toString)).contains("[w, r, o, n, G, 7]");
        assertThat(typed).as("what the field held").containsOnly('\0');
        FutureTask<Optional<char[]>> again =
                begin(() -> person.passphrase(new LockedKey("head", Path.of("/home/me/.ssh/id_ed25519"), 2)));
        Node second = awaitDialog("question-passphrase");
        robot.interact(() -> appearance.themeProperty().set(Theme.LIGHT));
        picture("passphrase-again-light-en", second.getScene());
        robot.push(KeyCode.ESCAPE);
        assertThat(again.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void aCodeIsSeenOnlyIfTheServerSaysSo() throws Exception {
        PersonAtTheWindow person = open(new ScriptedServices(), null).person();
        robot.interact(() -> messages.languageProperty().set(Language.CHINESE));
        FutureTask<Optional<char[]>> hidden =
                begin(() -> person.answer(new Prompt("head", "me@head", "Verification code:", false)));
        Node dialog = awaitDialog("question-prompt");
        robot.clickOn("#question-prompt-field").write("123456");
        picture("code-dark-zh", dialog.getScene());
        robot.push(KeyCode.ENTER);
        assertThat(hidden.get(20, TimeUnit.SECONDS).map(Arrays::toString)).contains("[1, 2, 3, 4, 5, 6]");
        await(
                "the dialog is gone",
                () -> robot.lookup("#question-prompt").tryQuery().isEmpty());
        FutureTask<Optional<char[]>> shown =
                begin(() -> person.answer(new Prompt("head", "me@head", "Which account?", true)));
        awaitDialog("question-prompt");
        robot.clickOn("#question-prompt-field").write("lab");
        robot.push(KeyCode.ENTER);
        assertThat(shown.get(20, TimeUnit.SECONDS).map(Arrays::toString)).contains("[l, a, b]");
    }
}
