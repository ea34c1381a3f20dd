package org.aiperf.app.clusters;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.aiperf.app.fx.FxThread;
import org.aiperf.remote.Questions;
import org.jspecify.annotations.Nullable;

/**
 * Puts questions to whoever sits at the window, one at a time. Threads that connect wait here for the answer, and the
 * window goes on; a thread that is interrupted takes its question back.
 */
public final class PersonAtTheWindow implements Questions {
    private final ReadOnlyObjectWrapper<@Nullable Question> current = new ReadOnlyObjectWrapper<>();
    private final Deque<Question> waiting = new ArrayDeque<>();

    /** What is asked now, or null. Changes on the JavaFX thread. */
    public ReadOnlyObjectProperty<@Nullable Question> currentProperty() {
        return current.getReadOnlyProperty();
    }

    /** The question was answered or given up: the next one is asked. On the JavaFX thread. */
    public void done(Question question) {
        question.giveUp();
        waiting.remove(question);
        if (current.get() == question) {
            current.set(waiting.poll());
        }
    }

    private void ask(Question question) {
        FxThread.run(() -> {
            if (current.get() == null) {
                current.set(question);
            } else {
                waiting.add(question);
            }
        });
    }

    private <T> T answer(Question question, CompletableFuture<T> answer, T none) {
        if (Thread.currentThread().isInterrupted()) {
            return none;
        }
        ask(question);
        try {
            return answer.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return none;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            FxThread.run(() -> done(question));
        }
    }

    @Override
    public boolean trusts(UnknownHostKey key) {
        Question.OfHostKey question = new Question.OfHostKey(key);
        return answer(question, question.answer(), false);
    }

    @Override
    public void refused(ChangedHostKey key) {
        ask(new Question.ToldOfChange(key));
    }

    @Override
    public Optional<char[]> passphrase(LockedKey key) {
        Question.OfPassphrase question = new Question.OfPassphrase(key);
        return answer(question, question.answer(), Optional.empty());
    }

    @Override
    public Optional<char[]> answer(Prompt prompt) {
        Question.OfPrompt question = new Question.OfPrompt(prompt);
        return answer(question, question.answer(), Optional.empty());
    }
}
