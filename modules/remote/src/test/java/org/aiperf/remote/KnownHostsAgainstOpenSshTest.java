package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.remote.ConnectionException.Stage;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.remote.config.SshConfig;
import org.aiperf.remote.knownhosts.KnownHostsRules;
import org.aiperf.remote.knownhosts.KnownHostsRules.Expected;
import org.aiperf.remote.knownhosts.KnownHostsRules.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that {@code ssh} trusts is trusted here, and no other. */
class KnownHostsAgainstOpenSshTest {
    @TempDir
    Path folder;

    @Test
    void trustsWhomSshTrusts() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Path ssh = OpenSshServer.program("ssh");
        try (OpenSshServer server = OpenSshServer.start(folder.resolve("server"))) {
            int cases = 0;
            Map<String, Function<String, String[]>> positions = KnownHostsRules.positions(random);
            List<Map.Entry<String, Function<String, String[]>>> places = List.copyOf(positions.entrySet());
            for (Map.Entry<String, Rule> rule : KnownHostsRules.of("127.0.0.1", server.port(), server.hostKey(), random)
                    .entrySet()) {
                for (int i = 0; i < 2; i++) {
                    String position = places.get(cases % places.size()).getKey();
                    String[] texts = places.get(cases % places.size())
                            .getValue()
                            .apply(rule.getValue().text());
                    Path first = Files.writeString(folder.resolve("first"), texts[0]);
                    Path second = Files.writeString(folder.resolve("second"), texts[1]);
                    boolean trusted = trustedBySsh(ssh, server, first, second);
                    assertThat(rule.getValue().expected() == Expected.KNOWN)
                            .as("ssh: %s %s", rule.getKey(), position)
                            .isEqualTo(trusted);
                    assertThat(trustedByUs(server, first, second))
                            .as("%s, %s, seed %d%n%s", rule.getKey(), position, seed, rule.getValue())
                            .isEqualTo(trusted);
                    cases++;
                }
            }
            System.out.println("known_hosts: " + cases + " connections trusted or refused as ssh does");
        }
    }

    private static boolean trustedBySsh(Path ssh, OpenSshServer server, Path first, Path second)
            throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ssh.toString(),
                        "-F",
                        "none",
                        "-o",
                        "BatchMode=yes",
                        "-o",
                        "StrictHostKeyChecking=yes",
                        "-o",
                        "UpdateHostKeys=no",
                        "-o",
                        "UserKnownHostsFile=" + first + " " + second,
                        "-o",
                        "GlobalKnownHostsFile=none",
                        "-o",
                        "IdentitiesOnly=yes",
                        "-i",
                        server.clientKey().toString(),
                        "-p",
                        Integer.toString(server.port()),
                        OpenSshServer.USER + "@127.0.0.1",
                        "exit",
                        "7")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process.waitFor() == 7;
    }

    private boolean trustedByUs(OpenSshServer server, Path first, Path second) throws Exception {
        Path config = Files.writeString(
                folder.resolve("config"),
                "UserKnownHostsFile " + first + " " + second + "\nGlobalKnownHostsFile none\nIdentitiesOnly yes\n"
                        + "IdentityFile " + server.clientKey() + "\nPort " + server.port() + "\n");
        Connector connector = new Connector(SshConfig.ofFile(config, LocalUser.current()), Questions.REFUSING);
        Node node = new Node("server", Role.MASTER, SshAddress.of("127.0.0.1"), List.of());
        try (Connections connections =
                new Connections(connector, name -> Optional.empty(), Backoff.DEFAULT, Thread::sleep)) {
            return connections.to(node).isOpen();
        } catch (ConnectionException e) {
            assertThat(e.stage()).as(e.getMessage()).isEqualTo(Stage.HOST_KEY);
            return false;
        }
    }
}
