package org.aiperf.app.view;

import java.util.Arrays;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/**
 * A field for a secret. What is typed is held as characters that are overwritten once they are taken; a password field of
 * JavaFX would make a text of it at every key.
 */
final class SecretField extends HBox {
    private static final int MOST = 4096;
    private static final int MOST_DOTS = 48;
    private static final KeyCombination PASTE = new KeyCodeCombination(KeyCode.V, KeyCombination.SHORTCUT_DOWN);

    private final char[] typed = new char[MOST];
    private final Label dots = new Label();
    private int length;

    SecretField() {
        getStyleClass().addAll("text-input", "text-field", "secret-field");
        setAccessibleRole(AccessibleRole.PASSWORD_FIELD);
        setFocusTraversable(true);
        setAlignment(Pos.CENTER_LEFT);
        Region caret = new Region();
        caret.getStyleClass().add("secret-caret");
        caret.visibleProperty().bind(focusedProperty());
        getChildren().addAll(dots, caret);
        setOnMousePressed(_ -> requestFocus());
        addEventHandler(KeyEvent.KEY_TYPED, this::type);
        addEventHandler(KeyEvent.KEY_PRESSED, this::press);
    }

    private void type(KeyEvent key) {
        boolean isCommand = (key.isControlDown() || key.isMetaDown()) && !key.isAltDown();
        if (!isCommand) {
            key.getCharacter()
                    .chars()
                    .filter(character -> !Character.isISOControl(character))
                    .forEach(this::add);
            show();
        }
    }

    private void press(KeyEvent key) {
        if (key.getCode() == KeyCode.BACK_SPACE) {
            if (length > 0) {
                typed[--length] = '\0';
            }
            show();
            key.consume();
        } else if (PASTE.match(key)) {
            String pasted = Clipboard.getSystemClipboard().getString();
            if (pasted != null) {
                pasted.chars()
                        .filter(character -> !Character.isISOControl(character))
                        .forEach(this::add);
            }
            show();
            key.consume();
        }
    }

    private void add(int character) {
        if (length < MOST) {
            typed[length++] = (char) character;
        }
    }

    private void show() {
        dots.setText("•".repeat(Math.min(length, MOST_DOTS)));
    }

    /** What was typed, which is the caller's now; nothing of it stays here. */
    char[] take() {
        char[] taken = Arrays.copyOf(typed, length);
        wipe();
        return taken;
    }

    /** Overwrites what was typed. */
    void wipe() {
        Arrays.fill(typed, '\0');
        length = 0;
        show();
    }
}
