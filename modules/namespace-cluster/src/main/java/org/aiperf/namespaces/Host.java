package org.aiperf.namespaces;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine of its own as far as its processes can see: network, mounts, name, and process numbers. All of it ends with
 * this program, however that ends.
 */
final class Host {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String name;
    private final Path folder;
    private final Tools tools;
    private final Process outer;
    private final OutputStream lifeline;
    private final long first;
    private final Map<String, Process> daemons = new HashMap<>();

    private Host(String name, Path folder, Tools tools, Process outer, long first) {
        this.name = name;
        this.folder = folder;
        this.tools = tools;
        this.outer = outer;
        this.lifeline = outer.getOutputStream();
        this.first = first;
    }

    /** @param folder of the cluster, with everything that {@link HostFiles} writes */
    static Host boot(String name, Path folder, Path script, Tools tools) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                        tools.path("setsid"),
                        tools.path("unshare"),
                        "--net",
                        "--mount",
                        "--uts",
                        "--ipc",
                        "--pid",
                        "--fork",
                        "--kill-child",
                        "--mount-proc",
                        "/bin/sh",
                        script.toString(),
                        name,
                        folder.toString())
                .redirectError(log(folder, name));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("LC_ALL", "C");
        Process outer = builder.start();
        String said = outer.inputReader().readLine();
        Optional<ProcessHandle> first = outer.children().findFirst();
        if (!"ready".equals(said) || first.isEmpty()) {
            outer.destroyForcibly();
            throw new IOException(name + " does not start; see " + log(folder, name));
        }
        return new Host(name, folder, tools, outer, first.get().pid());
    }

    private static File log(Path folder, String name) {
        return folder.resolve("logs").resolve(name + ".out").toFile();
    }

    String name() {
        return name;
    }

    /** Of its first process, as this machine numbers it; whoever has it can reach the namespaces. */
    long first() {
        return first;
    }

    /** What runs a command inside, as root there. */
    List<String> inside(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                tools.path("nsenter"),
                "--target",
                Long.toString(first),
                "--net",
                "--mount",
                "--uts",
                "--ipc",
                "--pid"));
        all.add("--");
        all.addAll(command);
        return all;
    }

    /** Runs a command inside to its end. */
    Tools.Done run(String... command) throws IOException, InterruptedException {
        return Tools.run(inside(List.of(command)));
    }

    /** Starts a daemon that stays in the foreground; does nothing if it runs. */
    void start(String daemon, List<String> command) throws IOException, InterruptedException {
        if (isAlive(daemon)) {
            return;
        }
        List<String> all = new ArrayList<>(List.of(tools.path("setsid")));
        all.addAll(inside(command));
        ProcessBuilder builder = new ProcessBuilder(all)
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log(folder, name + "-" + daemon)));
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LANG", "C.UTF-8");
        builder.environment().put("SLURM_CONF", HostFiles.SLURM_CONF);
        Process process = builder.start();
        daemons.put(daemon, process);
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (process.children().findAny().isEmpty()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IOException(
                        daemon + " on " + name + " does not start; see " + log(folder, name + "-" + daemon));
            }
            Thread.sleep(5);
        }
    }

    boolean isAlive(String daemon) {
        Process process = daemons.get(daemon);
        return process != null && process.isAlive();
    }

    /** Ends a daemon without a chance to do anything, and returns when it is gone; what it started lives on. */
    void kill(String daemon) throws InterruptedException {
        Process process = daemons.get(daemon);
        if (process != null && process.isAlive()) {
            // The one inside is the only child of the one that entered the namespaces, and takes it along.
            process.children().forEach(ProcessHandle::destroyForcibly);
            process.waitFor();
        }
    }

    /** Ends it with everything that runs on it. */
    void end() throws IOException, InterruptedException {
        lifeline.close();
        ProcessHandle.of(first).ifPresent(ProcessHandle::destroyForcibly);
        outer.waitFor();
        for (Process daemon : daemons.values()) {
            daemon.waitFor();
        }
    }
}
