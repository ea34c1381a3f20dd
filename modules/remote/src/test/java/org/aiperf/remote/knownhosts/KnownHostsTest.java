package org.aiperf.remote.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.aiperf.remote.knownhosts.HostKeyLine.Marker;
import org.aiperf.remote.knownhosts.KnownHostsRules.Expected;
import org.aiperf.remote.knownhosts.KnownHostsRules.Rule;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user who trusts this file must reach the right server, and no other. */
class KnownHostsTest {
    private static final String NAME = "[10.1.2.3]:2222";

    @TempDir
    Path folder;

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final String key = KnownHostsRules.ed25519(random);
    private final PublicKey sent = PublicKey.ofBase64(key.split(" ")[1]).orElseThrow();

    @Test
    void decidesEveryRuleInEveryPosition() throws IOException {
        int cases = 0;
        Map<String, Function<String, String[]>> positions = KnownHostsRules.positions(random);
        for (Map.Entry<String, Rule> rule :
                KnownHostsRules.of("10.1.2.3", 2222, key, random).entrySet()) {
            for (Map.Entry<String, Function<String, String[]>> position : positions.entrySet()) {
                String[] texts = position.getValue().apply(rule.getValue().text());
                Path first = Files.writeString(folder.resolve("first"), texts[0]);
                Path second = Files.writeString(folder.resolve("second"), texts[1]);

                Trust trust = KnownHosts.reading(List.of(first, second)).of(NAME, sent);

                assertThat(verdict(trust))
                        .as("%s, %s, seed %d", rule.getKey(), position.getKey(), seed)
                        .isEqualTo(rule.getValue().expected());
                cases++;
            }
        }
        System.out.println("known_hosts: " + cases + " cases of rule and position");
        assertThat(cases).isGreaterThanOrEqualTo(60);
    }

    @Test
    void namesTheLineThatDecided() throws IOException {
        String other = KnownHostsRules.ed25519(random);
        Path file = Files.writeString(folder.resolve("hosts"), "# mine\n\n" + NAME + " " + other + "\n");

        Trust.Changed changed =
                (Trust.Changed) KnownHosts.reading(List.of(file)).of(NAME, sent);

        assertThat(changed.expected()).hasSize(1);
        assertThat(changed.expected().getFirst().line()).isEqualTo(3);
        assertThat(changed.expected().getFirst())
                .hasToString(file + " line 3 has "
                        + PublicKey.ofBase64(other.split(" ")[1]).orElseThrow().fingerprint());
    }

    @Test
    void comparesNamesWithoutCaseAndAliasesWithoutPort() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hosts"), "GPU1.Lab,farm " + key + "\n@cert-authority *.lab " + key + "\n");
        KnownHosts known = KnownHosts.reading(List.of(file, folder.resolve("missing")));

        assertThat(verdict(known.of("gpu1.lab", sent))).isEqualTo(Expected.KNOWN);
        assertThat(verdict(known.of("[gpu1.LAB]:2022", sent))).isEqualTo(Expected.KNOWN);
        assertThat(verdict(known.of("farm", sent))).isEqualTo(Expected.KNOWN);
        assertThat(verdict(known.of("farm2", sent))).isEqualTo(Expected.UNKNOWN);
        assertThat(known.of("[x.lab]:2022", Marker.AUTHORITY)).hasSize(1);
        assertThat(known.of("x.org", Marker.AUTHORITY)).isEmpty();
    }

    @Test
    void tellsEveryLineThatItDoesNotUnderstand() throws IOException {
        Path file = Files.writeString(
                folder.resolve("hosts"),
                "a ssh-ed25519 !!!\n\n#ok\n@x a " + key + "\nb\nc ssh-rsa " + key.split(" ")[1] + "\n|1|x " + key);

        assertThat(KnownHosts.reading(List.of(file)).problems())
                .extracting(problem -> problem.line())
                .containsExactly(1, 4, 5, 6, 7);
    }

    @Test
    void survivesAnyBytes() {
        String good =
                NAME + " " + key + "\n@revoked a " + key + "\n|1|" + "A".repeat(27) + "=|" + "B".repeat(27) + "= x";
        Assertions.assertTimeout(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = good.getBytes(StandardCharsets.UTF_8);
                for (int k = random.nextInt(30); k > 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Path file = Files.write(folder.resolve("hosts"), Arrays.copyOf(bytes, random.nextInt(bytes.length)));
                assertThat(KnownHosts.reading(List.of(file)).of(NAME, sent))
                        .as("seed %d", seed)
                        .isNotNull();
            }
            Path long1 = Files.writeString(folder.resolve("long"), "a,".repeat(500_000) + NAME + " " + key);
            assertThat(verdict(KnownHosts.reading(List.of(long1)).of(NAME, sent)))
                    .isEqualTo(Expected.KNOWN);
            Path stars = Files.writeString(folder.resolve("stars"), "*[".repeat(500) + "x " + key);
            assertThat(verdict(KnownHosts.reading(List.of(stars)).of("[".repeat(3_000), sent)))
                    .isEqualTo(Expected.UNKNOWN);
        });
    }

    @Test
    void addsALineAndKeepsEveryOtherByte() throws IOException {
        Path file = folder.resolve("ssh/known_hosts");
        NewHostKey.add(file, "first", sent, false);
        assertThat(file).hasContent("first " + key);
        Files.write(file, "old ÿ line without end".getBytes(StandardCharsets.ISO_8859_1));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        NewHostKey.add(link, NAME, sent, true);

        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertThat(text)
                .startsWith("old ÿ line without end\n|1|")
                .doesNotContain("10.1.2.3")
                .endsWith(key + "\n");
        assertThat(link).isSymbolicLink();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("ssh"))))
                .isEqualTo("rwx------");
        assertThat(verdict(KnownHosts.reading(List.of(file)).of(NAME, sent))).isEqualTo(Expected.KNOWN);
        assertThat(folder.resolve("ssh").toFile().list()).containsExactly("known_hosts");
    }

    @Test
    void losesNoLineWhenManyAreAddedAtOnce() throws Exception {
        Path file = folder.resolve("known_hosts");
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 64; i++) {
                String name = "node" + i;
                running.add(threads.submit(() -> {
                    NewHostKey.add(file, name, sent, false);
                    return null;
                }));
            }
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(Files.readAllLines(file)).hasSize(64).doesNotHaveDuplicates();
    }

    @Test
    void leavesTheFileAloneWhenItCannotBeReplaced() throws IOException {
        Path file = Files.createDirectory(folder.resolve("known_hosts"));

        assertThatExceptionOfType(IOException.class).isThrownBy(() -> NewHostKey.add(file, NAME, sent, false));

        assertThat(folder.toFile().list()).containsExactly("known_hosts");
    }

    private static Expected verdict(Trust trust) {
        return switch (trust) {
            case Trust.Known _ -> Expected.KNOWN;
            case Trust.Unknown _ -> Expected.UNKNOWN;
            case Trust.Changed _ -> Expected.CHANGED;
            case Trust.Revoked _ -> Expected.REVOKED;
        };
    }
}
