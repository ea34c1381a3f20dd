package org.aiperf.installer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Commands that connect ask whoever sits at the terminal: for the passphrase of a key once, for password and code once
 * for each host.
 */
final class QuestionsOfCommandsTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Map<String, String> ANSWERS = Map.of(
            "Passphrase of ", "open sesame",
            "Password:", "a password",
            "Verification code:", "123456");

    @TempDir
    private Path home;

    private String screen = "";

    @BeforeEach
    void requireATerminal() {
        assumeThat(ProgramAtTerminal.missing())
                .as("skipped: there is no program that gives a process a terminal")
                .isEmpty();
    }

    /** Runs a command at a terminal, {@code GATE} being the cluster's file, and types what it asks for. */
    private int typed(String... words) throws Exception {
        try (TwoFactorServer server = new TwoFactorServer(
                home.resolve("gate"),
                ANSWERS.getOrDefault("Passphrase of ", ""),
                ANSWERS.getOrDefault("Password:", ""),
                ANSWERS.getOrDefault("Verification code:", ""))) {
            Path cluster =
                    server.clusterFile(home.resolve("gate.yaml"), Files.createDirectories(home.resolve("gate-shared")));
            List<String> command = new ArrayList<>(Arrays.asList(words));
            command.replaceAll(word -> word.replace("GATE", cluster.toString()));
            try (ProgramAtTerminal terminal =
                    ProgramAtTerminal.start(home, Map.of(), Program.command(home, command.toArray(String[]::new)))) {
                long deadline = System.nanoTime() + PATIENCE.toNanos();
                while (terminal.isAlive()) {
                    assertThat(System.nanoTime()).as(terminal.screen()).isLessThan(deadline);
                    terminal.answer(ANSWERS);
                    Thread.sleep(10);
                }
                int exit = terminal.exitCode();
                screen = terminal.screen();
                assertThat(screen.split("Passphrase of ")).as(screen).hasSize(2);
                assertThat(screen.split("(?s)Password:.*?Verification code:"))
                        .as("a code follows its password: %s", screen)
                        .hasSize(1 + (terminal.answers() - 1) / 2);
                return exit;
            }
        }
    }

    @Test
    void checksBeforeARun() throws Exception {
        typed("cluster", "preflight", "GATE");

        assertThat(screen).contains("logged in as ").doesNotContain("fail  gate: connection");
    }

    @Test
    void watchingARunThatIsNotThere() throws Exception {
        assertThat(typed("attach", "GATE:/no/such/run")).as(screen).isEqualTo(1);

        assertThat(screen).contains("gate: there is no run in /no/such/run");
    }

    @Test
    @EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
    void aRun() throws Exception {
        Path plan = Files.writeString(
                home.resolve("plan.yaml"),
                "name: asked\npreset: laptop\nseconds: 120\ntrials: 1\ntraining: {epochs: 1}\n");
        Path out = home.resolve("out");

        assertThat(typed("run", plan.toString(), "--cluster", "GATE", "--out", out.toString()))
                .as(screen)
                .isZero();

        assertThat(out.resolve("report.html")).isNotEmptyFile();
    }
}
