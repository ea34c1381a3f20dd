package org.aiperf.remote.knownhosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People compare pictures: ours must be the one that the administrator sees. */
class RandomArtTest {
    @TempDir
    Path folder;

    @Test
    void drawsWhatSshKeygenDraws() throws Exception {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(path -> Files.isExecutable(Path.of(path, "ssh-keygen"))))
                .as("ssh-keygen of OpenSSH is installed here")
                .isTrue();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20; i++) {
            String key = KnownHostsRules.ed25519(random);
            PublicKey parsed = PublicKey.ofBase64(key.split(" ")[1]).orElseThrow();
            List<String> drawn = drawn(Files.writeString(folder.resolve("key.pub"), key + "\n"));

            assertThat(drawn.getFirst()).as("seed %d", seed).contains(parsed.fingerprint());
            assertThat(RandomArt.of(parsed))
                    .as("seed %d", seed)
                    .isEqualTo(drawn.stream()
                            .filter(line -> line.startsWith("|"))
                            .collect(Collectors.joining("\n", "", "\n")));
        }
    }

    private static List<String> drawn(Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ssh-keygen", "-l", "-v", "-f", file.toString())
                .redirectErrorStream(true)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out.lines().toList();
    }
}
