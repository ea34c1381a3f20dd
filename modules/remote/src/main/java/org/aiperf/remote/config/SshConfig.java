package org.aiperf.remote.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of OpenSSH's client. Files are read once; what holds for a host is worked out when it is asked for,
 * as {@code ssh -G} would say it. Nothing in it is run unless {@link #runningMatchExec} is asked for.
 */
public final class SshConfig {
    private static final Path SYSTEM_FOLDER = Path.of("/etc/ssh");
    private static final long COMMAND_SECONDS = 10;

    private final LocalUser user;
    private final List<List<ConfigLine>> files;
    private final boolean runsCommands;

    private SshConfig(LocalUser user, List<List<ConfigLine>> files, boolean runsCommands) {
        this.user = user;
        this.files = files;
        this.runsCommands = runsCommands;
    }

    /** No file says anything. */
    public static SshConfig empty(LocalUser user) {
        return new SshConfig(user, List.of(), false);
    }

    /**
     * The user's {@code ~/.ssh/config}, then the system's {@code /etc/ssh/ssh_config}; either may be missing.
     *
     * @throws InvalidInputException with everything that is wrong in them
     */
    public static SshConfig ofUser(LocalUser user) throws InvalidInputException {
        Problems problems = new Problems();
        List<List<ConfigLine>> files = new ArrayList<>();
        Path folder = user.home().resolve(".ssh");
        Path own = folder.resolve("config");
        if (Files.exists(own)) {
            ConfigReader reader = new ConfigReader(user, folder, true, problems);
            if (reader.isGuarded(own)) {
                files.add(reader.read(own));
            }
        }
        Path system = SYSTEM_FOLDER.resolve("ssh_config");
        if (Files.isReadable(system)) {
            files.add(new ConfigReader(user, SYSTEM_FOLDER, false, problems).read(system));
        }
        problems.throwIfAny();
        return new SshConfig(user, files, false);
    }

    /**
     * One file instead of the user's and the system's, as {@code ssh -F} has it.
     *
     * @throws InvalidInputException with everything that is wrong in it
     */
    public static SshConfig ofFile(Path file, LocalUser user) throws InvalidInputException {
        Problems problems = new Problems();
        if (!Files.exists(file)) {
            throw new InvalidInputException(Problem.of(file.toString(), "there is no such file", "check the path"));
        }
        List<ConfigLine> lines = new ConfigReader(user, user.home().resolve(".ssh"), true, problems).read(file);
        problems.throwIfAny();
        return new SshConfig(user, List.of(lines), false);
    }

    /** The same, but commands of {@code Match exec} are run when a host is asked for, 10 s each at most. */
    public SshConfig runningMatchExec() {
        return new SshConfig(user, files, true);
    }

    /**
     * The hosts that the files name themselves, each once, in their order and with the line that names it first; no
     * patterns.
     */
    public List<Setting<String>> hosts() {
        Map<String, Setting<String>> hosts = new LinkedHashMap<>();
        files.forEach(lines -> collect(lines, hosts));
        return List.copyOf(hosts.values());
    }

    private static void collect(List<ConfigLine> lines, Map<String, Setting<String>> hosts) {
        for (ConfigLine line : lines) {
            switch (line) {
                case ConfigLine.ForHosts(List<String> patterns, Origin.Line place) ->
                    patterns.stream()
                            .filter(name -> !name.startsWith("!") && name.indexOf('*') < 0 && name.indexOf('?') < 0)
                            .filter(JumpHost::isHost)
                            .forEach(name -> hosts.putIfAbsent(name, new Setting<>(name, place)));
                case ConfigLine.Included(List<List<ConfigLine>> included) ->
                    included.forEach(more -> collect(more, hosts));
                case ConfigLine.Decision _, ConfigLine.Under _ -> {}
            }
        }
    }

    public LocalUser user() {
        return user;
    }

    /** What holds for a host. */
    public HostSettings of(String host) throws InvalidInputException {
        return of(host, Map.of(), "");
    }

    /**
     * What holds for a host where some values are decided already.
     *
     * @param given values that count for more than any file
     * @param by who gave them
     * @throws InvalidInputException if the host is none, or a file names a variable that the environment does not have
     */
    public HostSettings of(String host, Map<Keyword, String> given, String by) throws InvalidInputException {
        if (!JumpHost.isHost(host)) {
            throw new InvalidInputException(
                    Problem.of("'" + host + "'", "is not a host", "write a host name or an IP address"));
        }
        Resolution resolution = new Resolution(user, host, runsCommands ? this::succeeds : null);
        given.forEach((keyword, value) -> resolution.give(keyword, value, by));
        resolution.run(files);
        HostSettings settings = new HostSettings(host, user, resolution);
        refuseNames(settings);
        return settings;
    }

    /** Names go into commands and messages, wherever they come from. */
    private static void refuseNames(HostSettings settings) throws InvalidInputException {
        Problems problems = new Problems();
        if (!JumpHost.isHost(settings.hostName().value())) {
            problems.add(bad(Keyword.HOST_NAME, settings.hostName(), "is not a host"));
        }
        if (!JumpHost.isUser(settings.user().value())) {
            problems.add(bad(Keyword.USER, settings.user(), "is not a user name"));
        }
        problems.throwIfAny();
    }

    private static Problem bad(Keyword keyword, Setting<String> setting, String what) {
        String message = "'" + setting.value() + "' " + what;
        return setting.origin() instanceof Origin.Line(Path file, int line)
                ? new Problem(file.toString(), line, keyword.spelling(), message, "write one")
                : Problem.of(keyword.spelling(), message, "write one");
    }

    private boolean succeeds(String command) {
        @Nullable String shell = user.environment().get("SHELL");
        Process process;
        try {
            process = new ProcessBuilder(shell == null ? "/bin/sh" : shell, "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noShell) {
            return false;
        }
        try {
            process.getOutputStream().close();
            return process.waitFor(COMMAND_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
