package org.aiperf.installer;

import static org.aiperf.installer.SlurmOnThisMachine.PATIENCE;
import static org.aiperf.installer.SlurmOnThisMachine.waitFor;
import static org.aiperf.installer.SlurmOnThisMachine.waitForTraining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.aiperf.onemachine.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five secrets are planted, used as a person uses them, and looked for wherever they must not be: arguments and
 * environments of all processes, logs, database, report, events, and every other file. Only when asked for:
 * {@code mvn verify -Daiperf.show=true}.
 */
@EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
final class PlantedSecretsTest {
    private static final String ENVIRONMENT = "environment secret of the client";
    private static final String TOKEN = "token of the run";

    @TempDir
    private Path home;

    private final Map<String, String> secrets = new LinkedHashMap<>(Map.of(
            "passphrase of a key",
            "canary-passphrase-5b1e",
            "password that a server asks for",
            "canary-password-77c0",
            "one-time code",
            "canary-code-93021",
            ENVIRONMENT,
            "canary-environment-e4d2"));

    private final Set<String> found = new TreeSet<>();
    private final Set<Long> clients = new HashSet<>();
    /** Processes that have the client's secret, which only clients may; whether one is may be known a moment later. */
    private final Map<Long, String> suspects = new LinkedHashMap<>();

    private int processesRead;

    @Test
    void areFoundNowhere() throws Exception {
        assumeThat(ProgramAtTerminal.missing())
                .as("skipped: there is no program that gives a process a terminal")
                .isEmpty();
        logInAtATerminal();
        try (SlurmOnThisMachine cluster = SlurmOnThisMachine.up(home, Sample.read())) {
            Path out = home.resolve("out");
            Program program = Program.start(
                    home,
                    Map.of("AIPERF_TEST_SECRET", secret(ENVIRONMENT)),
                    "run",
                    cluster.plan(15, "").toString(),
                    "--cluster",
                    cluster.clusterFile().toString(),
                    "--out",
                    out.toString(),
                    "--json");
            clients.add(program.pid());
            Path run = cluster.runFolder(program);
            secrets.put(
                    TOKEN,
                    waitFor(
                            program,
                            "the token",
                            () -> Optional.of(run.resolve("token"))
                                    .filter(Files::exists)
                                    .map(file -> read(file).strip())
                                    .filter(text -> !text.isEmpty())));
            waitForTraining(program, run, "slave1");
            while (program.isAlive()) {
                lookAtProcesses();
            }
            assertThat(program.exitCode(PATIENCE.toSeconds()))
                    .as(program.errors())
                    .isZero();
            assertThat(out.resolve("report.html")).isNotEmptyFile();
            assertThat(out.resolve("sessions.sqlite")).isNotEmptyFile();
            assertThat(secrets).hasSize(5);

            int files = lookAtFiles(run.resolve("token"));
            suspects.keySet().removeAll(clients);

            assertThat(found).isEmpty();
            assertThat(suspects).isEmpty();
            assertThat(read(run.resolve("token"))).as("it is searched for well").contains(secret(TOKEN));
            System.out.println("secrets: " + secrets.size() + " planted, none found in " + files + " files and in "
                    + processesRead + " looks at the arguments and environment of a process");
        }
    }

    private String secret(String name) {
        return secrets.getOrDefault(name, "");
    }

    /** Somebody at a terminal types passphrase, password and code. */
    private void logInAtATerminal() throws Exception {
        try (TwoFactorServer server = new TwoFactorServer(
                        home.resolve("gate"),
                        secret("passphrase of a key"),
                        secret("password that a server asks for"),
                        secret("one-time code"));
                ProgramAtTerminal terminal = ProgramAtTerminal.start(
                        home,
                        Map.of("AIPERF_TEST_SECRET", secret(ENVIRONMENT)),
                        Program.command(
                                home,
                                "cluster",
                                "probe",
                                server.clusterFile(
                                                home.resolve("gate.yaml"),
                                                Files.createDirectories(home.resolve("gate-shared")))
                                        .toString()))) {
            Map<String, String> answers = Map.of(
                    "Passphrase of ", secret("passphrase of a key"),
                    "Password:", secret("password that a server asks for"),
                    "Verification code:", secret("one-time code"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (terminal.isAlive()) {
                assertThat(System.nanoTime()).as(terminal.screen()).isLessThan(deadline);
                clients.addAll(terminal.pids());
                terminal.answer(answers);
                lookAtProcesses();
            }
            assertThat(terminal.answers()).as(terminal.screen()).isGreaterThanOrEqualTo(3);
            assertThat(terminal.screen()).contains("gate");
            assertThat(terminal.exitCode()).as(terminal.screen()).isZero();
            assertThat(terminal.screen())
                    .as("what is typed unseen stays unseen")
                    .doesNotContain(secret("passphrase of a key"))
                    .doesNotContain(secret("password that a server asks for"));
        }
    }

    private void lookAtProcesses() throws IOException {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
            for (Path process : processes) {
                long pid = Long.parseLong(process.getFileName().toString());
                String arguments = read(process.resolve("cmdline"));
                String environment = read(process.resolve("environ"));
                processesRead++;
                secrets.forEach((name, secret) -> {
                    if (arguments.contains(secret)) {
                        found.add(name + " in the arguments " + arguments.replace('\0', ' '));
                    }
                    if (environment.contains(secret)) {
                        String where = name + " in the environment of " + arguments.replace('\0', ' ');
                        if (name.equals(ENVIRONMENT)) {
                            suspects.put(pid, where);
                        } else {
                            found.add(where);
                        }
                    }
                });
            }
        }
    }

    /** Whatever client, nodes and Slurm have written, but what was sent of the program itself. */
    private int lookAtFiles(Path token) throws IOException {
        int files = 0;
        try (Stream<Path> all = Files.walk(home)) {
            List<Path> readable = all.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(jar|so|bin)(\\.\\d+)*"))
                    .toList();
            for (Path file : readable) {
                String text = read(file);
                files++;
                secrets.forEach((name, secret) -> {
                    boolean isItsPlace = name.equals(TOKEN) && file.equals(token);
                    if (!isItsPlace && text.contains(secret)) {
                        found.add(name + " in the file " + home.relativize(file));
                    }
                });
            }
        }
        return files;
    }

    /** Nothing of what ended meanwhile, or is not ours to read. */
    private static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
