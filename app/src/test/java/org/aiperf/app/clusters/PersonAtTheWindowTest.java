package org.aiperf.app.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.aiperf.remote.Questions.LockedKey;
import org.aiperf.remote.Questions.Prompt;
import org.aiperf.remote.Questions.UnknownHostKey;
import org.aiperf.remote.knownhosts.PublicKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class PersonAtTheWindowTest {
    private static final PublicKey KEY = PublicKey.of(
                    Base64.getDecoder().decode("AAAAC3NzaC1lZDI1NTE5AAAAIMHr0jTfgc5+qzTP3VFKQGLv5ZTVOhkBvGGZ2Hxd5Lzd"))
            .orElseThrow();

    private final PersonAtTheWindow person = new PersonAtTheWindow();

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    private static <T> T onFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }

    private static <T> FutureTask<T> begin(Callable<T> work) {
        FutureTask<T> task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private <Q extends Question> Q awaitQuestion(Class<Q> kind) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                20,
                TimeUnit.SECONDS,
                () -> onFx(() -> kind.isInstance(person.currentProperty().get())));
        return onFx(() -> kind.cast(person.currentProperty().get()));
    }

    private @Nullable Question current() {
        return onFx(() -> person.currentProperty().get());
    }

    private static UnknownHostKey unknown(String host) {
        return new UnknownHostKey("node", host, KEY, Path.of("known_hosts"));
    }

    @Test
    void aKeyIsTrustedOnlyIfSomebodySaidSo() throws Exception {
        FutureTask<Boolean> first = begin(() -> person.trusts(unknown("a")));
        Question.OfHostKey question = awaitQuestion(Question.OfHostKey.class);
        onFx(() -> {
            question.trust();
            person.done(question);
            return true;
        });
        assertThat(first.get(20, TimeUnit.SECONDS)).isTrue();
        FutureTask<Boolean> second = begin(() -> person.trusts(unknown("a")));
        Question.OfHostKey again = awaitQuestion(Question.OfHostKey.class);
        onFx(() -> {
            person.done(again);
            return true;
        });
        assertThat(second.get(20, TimeUnit.SECONDS)).isFalse();
        assertThat(current()).isNull();
    }

    @Test
    void questionsOfSeveralConnectionsComeOneAfterTheOther() throws Exception {
        FutureTask<Optional<char[]>> code = begin(() -> person.answer(new Prompt("head", "me@head", "Code:", false)));
        Question.OfPrompt prompt = awaitQuestion(Question.OfPrompt.class);
        FutureTask<Optional<char[]>> phrase = begin(() -> person.passphrase(new LockedKey("gpu", Path.of("id"), 1)));
        onFx(() -> {
            prompt.answer("123456".toCharArray());
            person.done(prompt);
            return true;
        });
        assertThat(code.get(20, TimeUnit.SECONDS))
                .hasValueSatisfying(text -> assertThat(text).containsExactly('1', '2', '3', '4', '5', '6'));
        Question.OfPassphrase next = awaitQuestion(Question.OfPassphrase.class);
        onFx(() -> {
            person.done(next);
            return true;
        });
        assertThat(phrase.get(20, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void whoeverIsInterruptedTakesTheQuestionBack() throws Exception {
        Thread[] asking = new Thread[1];
        FutureTask<Boolean> asked = new FutureTask<>(() -> person.trusts(unknown("a")) || Thread.interrupted());
        asking[0] = Thread.ofVirtual().start(asked);
        awaitQuestion(Question.OfHostKey.class);
        asking[0].interrupt();
        assertThat(asked.get(20, TimeUnit.SECONDS))
                .as("the thread stays interrupted")
                .isTrue();
        WaitForAsyncUtils.waitFor(20, TimeUnit.SECONDS, () -> current() == null);
    }

    @Test
    void anAnswerThatComesTooLateIsOverwritten() throws ExecutionException, InterruptedException, TimeoutException {
        FutureTask<Optional<char[]>> code = begin(() -> person.answer(new Prompt("head", "me@head", "Code:", false)));
        Question.OfPrompt prompt = awaitQuestion(Question.OfPrompt.class);
        char[] late = "654321".toCharArray();
        onFx(() -> {
            person.done(prompt);
            prompt.answer(late);
            return true;
        });
        assertThat(code.get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(late).containsOnly('\0');
    }
}
