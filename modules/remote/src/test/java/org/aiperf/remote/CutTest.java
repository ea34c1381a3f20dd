package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.aiperf.cluster.Node;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.CuttingProxy.Cut;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines are cut at any moment of one stage, of which {@link SshLossTest} has them all. */
@Timeout(180)
class CutTest {
    private static final Node TARGET = TestUser.node("target");

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static OpenSshServer target;

    @BeforeAll
    static void start() throws Exception {
        target = OpenSshServer.start(folder.resolve("target"));
    }

    @AfterAll
    static void stop() throws IOException {
        if (target != null) {
            target.close();
        }
    }

    private TestUser user(int port, String... more) throws IOException {
        return new TestUser(home).knows("target", target.hostKey()).host("target", port, target.clientKey(), more);
    }

    @Test
    void namesTheStageAtWhichAConnectionWasCutWhileItWasMade() throws Exception {
        int cases = 0;
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            for (Cut cut : Cut.values()) {
                proxy.heal();
                if (cut == Cut.NEVER) {
                    continue;
                }
                proxy.cutAt(cut);
                ConnectionException failure = failure(connections);
                assertThat(failure.stage())
                        .as("%s: %s", cut, failure.getMessage())
                        .isEqualTo(
                                switch (cut) {
                                    case NEVER, BEFORE_THE_BANNER, WITHIN_THE_BANNER -> Stage.BANNER;
                                    case AFTER_THE_BANNER, AFTER_THE_FIRST_PACKET, WITHIN_THE_KEY -> Stage.KEY_EXCHANGE;
                                    case AFTER_NEW_KEYS, IN_THE_LOGIN -> Stage.AUTHENTICATION;
                                });
                assertThat(failure.passing()).isTrue();
                cases++;
            }
            proxy.heal();
            assertThat(connections.to(TARGET).isOpen()).isTrue();
        }
        System.out.println("cut: " + cases + " places of a handshake, each with its stage");
    }

    @Test
    void leavesTheOldFileOrTheNewOneWhereverAWriteIsCut() throws Exception {
        Path file = home.resolve("file");
        byte[] before = RandomBytes.of(1_000);
        byte[] after = RandomBytes.of(1_500);
        int cuts = 0;
        int replaced = 0;
        try (CuttingProxy proxy = CuttingProxy.before(target.port(), Cut.NEVER);
                Connections connections = user(proxy.port()).connections(Questions.REFUSING)) {
            for (long cut = 40; ; cut += 130) {
                Files.write(file, before);
                SshConnection connection = connections.to(TARGET);
                proxy.cutAfterClientBytes(cut);
                ConnectionException failure = catchThrowableOfType(
                        ConnectionException.class, () -> connection.files().write(file.toString(), after));
                proxy.heal();
                byte[] now = Files.readAllBytes(file);
                if (failure == null) {
                    assertThat(now).isEqualTo(after);
                    break;
                }
                assertThat(failure.stage()).isIn(Stage.CHANNEL, Stage.TRANSFER);
                assertThat(now).as("cut after %d bytes", cut).isIn(before, after);
                replaced += now.length == after.length ? 1 : 0;
                cuts++;
            }
        }
        System.out.println("cut: " + cuts + " places of a write; the new file was there after " + replaced);
        assertThat(cuts).isGreaterThan(15);
    }

    private static ConnectionException failure(Connections connections) {
        ConnectionException failure =
                catchThrowableOfType(ConnectionException.class, () -> connections.to(TARGET, Duration.ZERO));
        assertThat(failure).isNotNull();
        return failure;
    }
}
