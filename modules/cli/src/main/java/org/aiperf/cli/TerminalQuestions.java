package org.aiperf.cli;

import java.io.Console;
import java.util.Optional;
import org.aiperf.remote.Questions;
import org.aiperf.remote.knownhosts.RandomArt;
import org.jspecify.annotations.Nullable;

/** Asks whoever sits at the terminal. What is typed unseen stays unseen. */
final class TerminalQuestions implements Questions {
    private final Console console;
    private final Terminal terminal;

    private TerminalQuestions(Console console, Terminal terminal) {
        this.console = console;
        this.terminal = terminal;
    }

    /** Where nobody sits at a terminal, everything is refused. */
    static Questions of(Terminal terminal) {
        Console console = System.console();
        return console != null && console.isTerminal() ? new TerminalQuestions(console, terminal) : REFUSING;
    }

    @Override
    public boolean trusts(UnknownHostKey key) {
        return terminal.asking(() -> isTrusted(key));
    }

    private boolean isTrusted(UnknownHostKey key) {
        terminal.say(key.node() + ": nothing is known of the host key of " + key.name() + ". It is of type "
                + key.key().type() + ", and its fingerprint is");
        terminal.say("  " + key.key().fingerprint());
        terminal.say(RandomArt.of(key.key()).stripTrailing());
        terminal.say("Compare it with what the administrator tells you. 'yes' adds it to " + key.file() + ".");
        while (true) {
            terminal.say("Do you trust it (yes or no)?");
            @Nullable String answer = console.readLine();
            if (answer == null || answer.strip().equals("no")) {
                return false;
            }
            if (answer.strip().equals("yes")) {
                return true;
            }
        }
    }

    @Override
    public Optional<char[]> passphrase(LockedKey key) {
        return terminal.asking(() -> {
            if (key.attempt() > 1) {
                terminal.say("That was not it.");
            }
            return unseen(
                    "Passphrase of " + key.file() + ", for " + key.node() + " (nothing to do without that key): ");
        });
    }

    @Override
    public Optional<char[]> answer(Prompt prompt) {
        return terminal.asking(() -> answered(prompt));
    }

    private Optional<char[]> answered(Prompt prompt) {
        String question = prompt.node() + ", " + prompt.account() + ": " + prompt.text();
        if (!prompt.shown()) {
            return unseen(question + " ");
        }
        terminal.say(question);
        @Nullable String line = console.readLine();
        return line == null ? Optional.empty() : Optional.of(line.toCharArray());
    }

    /** The console asks, once it shows no more what is typed: an answer may be there before anybody can see the question. */
    private Optional<char[]> unseen(String question) {
        return typed(console.readPassword("%s", question));
    }

    private static Optional<char[]> typed(char @Nullable [] characters) {
        return characters == null || characters.length == 0 ? Optional.empty() : Optional.of(characters);
    }
}
