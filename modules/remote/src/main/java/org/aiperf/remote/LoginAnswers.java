package org.aiperf.remote;

import com.jcraft.jsch.UIKeyboardInteractive;
import com.jcraft.jsch.UserInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aiperf.remote.Questions.Prompt;
import org.jspecify.annotations.Nullable;

/**
 * Puts the server's questions to a person. Passwords never become a {@link String}: JSch would ask for one, so the login
 * is broken off here and begun again with the password's bytes. Other answers, such as one-time codes, must be texts for
 * JSch.
 */
final class LoginAnswers implements UserInfo, UIKeyboardInteractive {
    private final OneAtATime questions;
    private final String node;
    private final String account;
    private @Nullable String refused;

    LoginAnswers(OneAtATime questions, String node, String account) {
        this.questions = questions;
        this.node = node;
        this.account = account;
    }

    /** The server wants a password, in these words. */
    static final class PasswordWanted extends RuntimeException {
        private final String prompt;

        PasswordWanted(String prompt) {
            super("a password is wanted");
            this.prompt = prompt;
        }

        String prompt() {
            return prompt;
        }
    }

    /** What was asked and not answered. */
    Optional<String> refused() {
        return Optional.ofNullable(refused);
    }

    /** Asks for what the server wants to know; empty if nobody answers. */
    Optional<char[]> ask(String prompt, boolean shown) {
        String line = OneLine.of(prompt);
        Optional<char[]> answer = questions.answer(new Prompt(node, account, line, shown));
        if (answer.isEmpty()) {
            refused = line;
        }
        return answer;
    }

    @Override
    public String @Nullable [] promptKeyboardInteractive(
            String destination, String name, String instruction, String[] prompts, boolean[] shown) {
        if (prompts.length == 1
                && !shown[0]
                && prompts[0].toLowerCase(Locale.ROOT).contains("password:")) {
            throw new PasswordWanted(prompts[0]);
        }
        // The questions of one host come one after the other, whatever others want to know meanwhile.
        synchronized (questions) {
            return answers(name, instruction, prompts, shown);
        }
    }

    private String @Nullable [] answers(String name, String instruction, String[] prompts, boolean[] shown) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < prompts.length; i++) {
            String lead = i > 0 ? "" : (name + " " + instruction).strip();
            Optional<char[]> answer = ask(lead.isEmpty() ? prompts[i] : lead + " " + prompts[i], shown[i]);
            if (answer.isEmpty()) {
                return null;
            }
            answers.add(new String(answer.get()));
            Arrays.fill(answer.get(), '\0');
        }
        return answers.toArray(String[]::new);
    }

    @Override
    public boolean promptPassword(String message) {
        throw new PasswordWanted(message + ":");
    }

    @Override
    public @Nullable String getPassword() {
        return null;
    }

    @Override
    public boolean promptPassphrase(String message) {
        return false;
    }

    @Override
    public @Nullable String getPassphrase() {
        return null;
    }

    @Override
    public boolean promptYesNo(String message) {
        return false;
    }

    @Override
    public void showMessage(String message) {
        // A greeting; it says nothing that decides anything.
    }
}
