package org.aiperf.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import org.aiperf.launch.LaunchProgress.Step;
import org.aiperf.remote.Completed;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.RemoteFiles;
import org.aiperf.remote.SshConnection;

/**
 * The agent on a cluster's shared folder: a store of files named by their SHA-256. Only what is missing is sent; a file
 * gets its name in the store after its digest was checked there, so whatever has a name is whole.
 */
final class Deployment {
    private static final Duration SHORT = Duration.ofSeconds(30);

    private final SshConnection head;
    private final String base;
    private final AgentBundle bundle;

    /** @param sharedFolder of the cluster, absolute */
    Deployment(SshConnection head, String sharedFolder, AgentBundle bundle) {
        this.head = head;
        this.base = sharedFolder + "/aiperf";
        this.bundle = bundle;
    }

    /** Where runs are kept. */
    String runs() {
        return base + "/runs";
    }

    /** Where native libraries are unpacked, once for all nodes. */
    String natives() {
        return base + "/natives";
    }

    private String store() {
        return base + "/store";
    }

    /**
     * Sends what is missing.
     *
     * @return the path on the cluster of a file with the agent's class path, for {@code java @file}
     */
    String deploy(LaunchProgress progress) throws IOException {
        RemoteFiles files = head.files();
        files.mkdirs(store());
        files.mkdirs(runs());
        files.mkdirs(natives());
        Set<String> present = new HashSet<>(files.list(store()));
        List<AgentBundle.Part> missing = bundle.parts().stream()
                .filter(part -> !present.contains(part.sha256() + ".jar"))
                .toList();
        long total = missing.stream().mapToLong(AgentBundle.Part::bytes).sum();
        long done = 0;
        for (AgentBundle.Part part : missing) {
            progress.check();
            long before = done;
            send(
                    part,
                    sent -> progress.at(
                            Step.DEPLOY,
                            (double) (before + sent) / total,
                            missing.size() + " files, " + total / 1_000_000 + " MB"));
            done += part.bytes();
        }
        progress.at(Step.DEPLOY, 1, missing.isEmpty() ? "nothing to send" : missing.size() + " files sent");
        return classPathFile();
    }

    private void send(AgentBundle.Part part, LongConsumer sent) throws IOException {
        RemoteFiles files = head.files();
        String incoming = store() + "/incoming-" + part.sha256() + "-"
                + ProcessHandle.current().pid();
        files.upload(part.file(), incoming, sent);
        String arrived = files.sha256(incoming);
        if (!arrived.equals(part.sha256())) {
            files.delete(incoming);
            throw new LaunchException(head.node().name() + ": " + part.file().getFileName()
                    + " arrived damaged; check the disk of " + store() + " and try again");
        }
        run(RemoteCommand.of("mv", "-f", incoming, store() + "/" + part.sha256() + ".jar"));
    }

    private String classPathFile() throws IOException {
        String classPath = bundle.parts().stream()
                .map(part -> store() + "/" + part.sha256() + ".jar")
                .collect(Collectors.joining(":"));
        String file = store() + "/" + bundle.sha256() + ".args";
        String quoted = classPath.replace("\\", "\\\\").replace("\"", "\\\"");
        head.files().write(file, ("-cp \"" + quoted + "\"\n").getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private void run(RemoteCommand command) throws IOException {
        Completed completed = head.run(command, SHORT);
        if (!completed.succeeded()) {
            throw new LaunchException(
                    head.node().name() + ": " + completed.err().strip() + "; check the shared folder " + base);
        }
    }
}
