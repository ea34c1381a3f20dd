package org.aiperf.app.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.aiperf.app.text.Phrase;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxToolkit;
import org.testfx.util.WaitForAsyncUtils;

class JobsTest {
    private final Jobs jobs = new Jobs();

    @BeforeAll
    static void startToolkit() throws TimeoutException {
        FxToolkit.registerPrimaryStage();
    }

    private static <T> T onFx(Callable<T> question) {
        return WaitForAsyncUtils.waitForAsyncFx(10_000, question);
    }

    private static void awaitState(JobEntry entry, JobEntry.State state) throws TimeoutException {
        WaitForAsyncUtils.waitFor(
                20, TimeUnit.SECONDS, () -> onFx(() -> entry.stateProperty().get() == state));
    }

    @Test
    void workTellsHowFarItIsAndGivesItsResult() throws TimeoutException, InterruptedException {
        CountDownLatch half = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        String[] result = new String[1];
        JobEntry entry = onFx(() -> jobs.start(
                Phrase.JOB_DEMO,
                "",
                progress -> {
                    progress.report(0.5, "deploying");
                    half.countDown();
                    goOn.await();
                    return "result";
                },
                done -> result[0] = done));
        assertThat(half.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(onFx(() -> entry.progressProperty().get())).isEqualTo(0.5);
        assertThat(onFx(() -> entry.detailProperty().get())).isEqualTo("deploying");
        goOn.countDown();
        awaitState(entry, JobEntry.State.DONE);
        assertThat(onFx(() -> result[0])).isEqualTo("result");
    }

    @Test
    void workThatWaitsCanBeCancelled() throws TimeoutException, InterruptedException {
        CountDownLatch waiting = new CountDownLatch(1);
        JobEntry entry = onFx(() -> jobs.start(
                Phrase.JOB_DEMO,
                "",
                _ -> {
                    waiting.countDown();
                    new CountDownLatch(1).await();
                    return "never";
                },
                _ -> {}));
        assertThat(waiting.await(20, TimeUnit.SECONDS)).isTrue();
        onFx(() -> {
            entry.cancel();
            return true;
        });
        awaitState(entry, JobEntry.State.CANCELLED);
        onFx(() -> {
            jobs.clearEnded();
            return true;
        });
        assertThat(onFx(() -> jobs.entries().isEmpty())).isTrue();
    }

    @Test
    void aFailureIsOneLine() throws TimeoutException {
        JobEntry entry = onFx(() -> jobs.<String>start(
                Phrase.JOB_DEMO,
                "",
                _ -> {
                    throw new IOException("head: port 22 refused\nat somewhere");
                },
                _ -> {}));
        awaitState(entry, JobEntry.State.FAILED);
        assertThat(onFx(() -> entry.detailProperty().get())).isEqualTo("head: port 22 refused");
    }
}
