package org.aiperf.agent;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.SlurmAnswerException;
import org.aiperf.slurm.jobs.Query;

/** Runs commands of Slurm on this node, each with a limit: a controller that is away lets them wait for minutes. */
final class SlurmShell {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_OUTPUT = 16 << 20;
    private static final int TIMED_OUT = 124;
    private static final List<String> BESIDE_THE_PATH =
            List.of("/usr/local/bin", "/usr/bin", "/bin", "/opt/slurm/bin", "/usr/local/slurm/bin");

    private final Path configuration;

    /** @param configFolder where {@code slurm.conf} is; where it is not, the commands look for it as they always do */
    SlurmShell(String configFolder) {
        this.configuration = Path.of(configFolder, "slurm.conf");
    }

    /** @throws SlurmAnswerException if the command failed, or its answer makes no sense */
    <T> T ask(Query<T> query) throws IOException, InterruptedException {
        return query.parse(run(query.argv()));
    }

    /** @throws SlurmAnswerException if the command failed */
    void tell(List<String> argv) throws IOException, InterruptedException {
        CommandResult result = run(argv);
        if (!result.succeeded()) {
            throw new SlurmAnswerException(argv.getFirst() + ": " + result.firstLine());
        }
    }

    private CommandResult run(List<String> argv) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(argv);
        command.set(0, program(argv.getFirst()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().put("LC_ALL", "C");
        if (Files.isReadable(configuration)) {
            builder.environment().put("SLURM_CONF", configuration.toString());
        }
        Process process = builder.start();
        FutureTask<String> out = read(process.getInputStream());
        FutureTask<String> err = read(process.getErrorStream());
        try {
            if (!process.waitFor(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                return new CommandResult(TIMED_OUT, "", "no answer within " + LIMIT.toSeconds() + " s");
            }
            return new CommandResult(process.exitValue(), out.get(), err.get());
        } catch (ExecutionException e) {
            throw new SlurmAnswerException(argv.getFirst() + ": its answer could not be read", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static FutureTask<String> read(InputStream stream) {
        FutureTask<String> text = new FutureTask<>(() -> {
            try (stream) {
                return new String(stream.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            }
        });
        Thread.ofVirtual().start(text);
        return text;
    }

    private static String program(String name) throws IOException {
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.concat(Stream.of(path.split(":")), BESIDE_THE_PATH.stream())
                .filter(folder -> folder.startsWith("/"))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(() -> new SlurmAnswerException(
                        name + " is not installed on this node; the master of a run must be a node that submits jobs"));
    }
}
