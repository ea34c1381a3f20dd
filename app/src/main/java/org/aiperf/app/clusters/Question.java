package org.aiperf.app.clusters;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.aiperf.remote.Questions.ChangedHostKey;
import org.aiperf.remote.Questions.LockedKey;
import org.aiperf.remote.Questions.Prompt;
import org.aiperf.remote.Questions.UnknownHostKey;

/** Something that only the person at the window can answer, or must be told. Answered once, on the JavaFX thread. */
public sealed interface Question {
    /** Nobody will answer it any more. */
    void giveUp();

    /** Whether to trust this very key. */
    final class OfHostKey implements Question {
        private final UnknownHostKey key;
        private final CompletableFuture<Boolean> answer = new CompletableFuture<>();

        OfHostKey(UnknownHostKey key) {
            this.key = key;
        }

        public UnknownHostKey key() {
            return key;
        }

        public void trust() {
            answer.complete(true);
        }

        @Override
        public void giveUp() {
            answer.complete(false);
        }

        CompletableFuture<Boolean> answer() {
            return answer;
        }
    }

    /** A key has changed; there is nothing to decide. */
    final class ToldOfChange implements Question {
        private final ChangedHostKey key;

        ToldOfChange(ChangedHostKey key) {
            this.key = key;
        }

        public ChangedHostKey key() {
            return key;
        }

        @Override
        public void giveUp() {}
    }

    /** Characters that somebody types; what is given here is overwritten by whoever asked. */
    abstract sealed class Typed implements Question permits OfPassphrase, OfPrompt {
        private final CompletableFuture<Optional<char[]>> answer = new CompletableFuture<>();

        /** Takes the characters over; the caller keeps none of them. */
        public void answer(char[] characters) {
            if (!answer.complete(Optional.of(characters))) {
                Arrays.fill(characters, '\0');
            }
        }

        @Override
        public void giveUp() {
            answer.complete(Optional.empty());
        }

        CompletableFuture<Optional<char[]>> answer() {
            return answer;
        }
    }

    /** The passphrase of a private key. */
    final class OfPassphrase extends Typed {
        private final LockedKey key;

        OfPassphrase(LockedKey key) {
            this.key = key;
        }

        public LockedKey key() {
            return key;
        }
    }

    /** What the server asks, such as a password or a one-time code. */
    final class OfPrompt extends Typed {
        private final Prompt prompt;

        OfPrompt(Prompt prompt) {
            this.prompt = prompt;
        }

        public Prompt prompt() {
            return prompt;
        }
    }
}
