package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuotingTest {
    private static final int STRINGS = 10_000;
    private static final int AT_ONCE = 500;
    private static final int[] ALPHABET = ("'\"`$\\;&|<>(){}[]*?!#~=%^,. \t\n\r\u0001\u0007\u001b\u007f-/aZ09_"
                    + "é中文字ß\u0085\u2028\ufeff😀🧬")
            .codePoints()
            .toArray();

    @ParameterizedTest
    @ValueSource(strings = {"sh", "dash", "bash"})
    void everyStringComesBackEqualThroughARealShell(String shell) throws Exception {
        assumeThat(Arrays.stream(System.getenv("PATH").split(":"))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, shell))))
                .isTrue();
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int done = 0; done < STRINGS; done += AT_ONCE) {
            List<String> strings = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                strings.add(randomString(random));
            }
            assertThat(echoed(shell, strings)).as("%s, seed %d", shell, seed).isEqualTo(strings);
        }
        System.out.println("quoting: " + STRINGS + " random strings came back equal from " + shell + ", seed " + seed);
    }

    @Test
    void refusesWhatNoArgumentCanHold() {
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.commandLine(List.of("echo", "a\0b")));
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.commandLine(List.of("echo", "a\ud800")));
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.commandLine(List.of("-x")));
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.commandLine(List.of("")));
        assertThatIllegalArgumentException().isThrownBy(() -> Quoting.commandLine(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> RemoteCommand.of("echo", "x".repeat(200_000)));
    }

    @Test
    void takesKeywordsAndAssignmentsForProgramNames() {
        assertThat(Quoting.commandLine(List.of("if", "A=b", "it's"))).isEqualTo("'if' 'A=b' 'it'\\''s'");
    }

    /** Runs printf in the shell, which ends each of its arguments with NUL: the one byte that no argument has. */
    private static List<String> echoed(String shell, List<String> strings) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("printf", "%s\\000"));
        arguments.addAll(strings);
        Path script = Files.createTempFile("quoting", ".sh");
        Path out = Files.createTempFile("quoting", ".out");
        try {
            Files.writeString(script, Quoting.commandLine(arguments));
            Process process = new ProcessBuilder(shell, script.toString())
                    .redirectOutput(out.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String text = new String(Files.readAllBytes(out), StandardCharsets.UTF_8);
            return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
        } finally {
            Files.delete(script);
            Files.delete(out);
        }
    }

    private static String randomString(Random random) {
        StringBuilder string = new StringBuilder();
        if (random.nextInt(8) == 0) {
            string.append('-');
        }
        for (int i = random.nextInt(20); i > 0; i--) {
            string.appendCodePoint(
                    random.nextInt(10) > 0 ? ALPHABET[random.nextInt(ALPHABET.length)] : 1 + random.nextInt(0xd7ff));
        }
        return string.toString();
    }
}
