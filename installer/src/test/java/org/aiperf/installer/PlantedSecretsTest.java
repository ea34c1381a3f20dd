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
        crashAtATerminal();
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
            crash(Long.parseLong(read(run.resolve("logs/slave1.pid")).strip()));
            while (program.isAlive()) {
                lookAtProcesses();
            }
            assertThat(program.exitCode(PATIENCE.toSeconds()))
                    .as(program.errors())
                    .isZero();
            assertThat(out.resolve("report.html")).isNotEmptyFile();
            assertThat(out.resolve("sessions.sqlite")).isNotEmptyFile();
            assertThat(secrets).hasSize(5);
            assertThat(crashes())
                    .as("reports of two crashes, one of them fetched, too")
                    .hasSize(3)
                    .allMatch(report -> read(report).contains("SIGSEGV"));

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

    private TwoFactorServer server(String name) throws Exception {
        return new TwoFactorServer(
                home.resolve(name),
                secret("passphrase of a key"),
                secret("password that a server asks for"),
                secret("one-time code"));
    }

    private ProgramAtTerminal probe(TwoFactorServer server, String name) throws Exception {
        Path shared = Files.createDirectories(home.resolve(name + "-shared"));
        Path cluster = server.clusterFile(home.resolve(name + ".yaml"), shared);
        return ProgramAtTerminal.start(
                home,
                Map.of("AIPERF_TEST_SECRET", secret(ENVIRONMENT)),
                Program.command(home, "cluster", "probe", cluster.toString()));
    }

    /** Somebody at a terminal types passphrase, password and code. */
    private void logInAtATerminal() throws Exception {
        try (TwoFactorServer server = server("gate");
                ProgramAtTerminal terminal = probe(server, "gate")) {
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

    /** A client crashes while it holds what was typed. */
    private void crashAtATerminal() throws Exception {
        try (TwoFactorServer server = server("gate-again");
                ProgramAtTerminal terminal = probe(server, "gate-again")) {
            Map<String, String> answers = Map.of(
                    "Passphrase of ", secret("passphrase of a key"),
                    "Password:", secret("password that a server asks for"));
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (!terminal.screen().contains("Verification code:")) {
                assertThat(System.nanoTime()).as(terminal.screen()).isLessThan(deadline);
                clients.addAll(terminal.pids());
                terminal.answer(answers);
                lookAtProcesses();
            }
            for (long pid : terminal.pids()) {
                if (read(Path.of("/proc/" + pid + "/cmdline")).contains("\0org.aiperf.app.Main\0")
                        && read(Path.of("/proc/" + pid + "/comm")).startsWith("java")) {
                    crash(pid);
                }
            }
            assertThat(terminal.exitCode()).as(terminal.screen()).isNotZero();
        }
    }

    private static void crash(long process) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-SEGV", Long.toString(process)).start().waitFor();
    }

    private List<Path> crashes() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(file -> file.getFileName().toString().matches("hs_err_pid.*|.*-crash-\\d+\\.log"))
                    .toList();
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
