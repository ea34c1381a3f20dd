package org.aiperf.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsciiCommandTest {
    @Test
    void leavesPlainCommandsAsTheyAre() {
        assertThat(AsciiCommand.of("echo 'a\\b' \"$HOME\"")).isEqualTo("echo 'a\\b' \"$HOME\"");
    }

    @Test
    void meansTheSameToAShellInWhateverLocale() throws Exception {
        String command = "x='中文 😀\\n'\\'' %s \"q\"'; printf '%s|%s' \"$x\" é\n";
        for (String shell : List.of("sh", "bash")) {
            String ascii = AsciiCommand.of(command);
            Process process = new ProcessBuilder(shell, "-c", ascii).start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(ascii.chars()).allMatch(c -> c < 0x80);
            assertThat(process.waitFor()).isZero();
            assertThat(out).as(shell).isEqualTo("中文 😀\\n' %s \"q\"|é");
        }
    }
}
