package org.aiperf.namespaces;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.aiperf.onemachine.PlainSlurm;

/** What the hosts of a cluster have on their disks, in a folder of this machine. */
final class HostFiles {
    static final String SLURM_FOLDER = "/run/slurm";
    static final String SLURM_CONF = SLURM_FOLDER + "/slurm.conf";
    static final String USER = "lab";

    /** As the hosts see it, the home of their user is the folder that all of them share. */
    static final String SHARED = "/home/lab";

    private static final int USER_ID = 20_011;
    private static final int KEY_BYTES = 128;
    private static final String OWNER_ONLY = "rwx------";

    private final Path folder;
    private final Tools tools;
    private final Wiring wiring;
    private final Duration slurmdTimeout;

    HostFiles(Path folder, Tools tools, Wiring wiring, Duration slurmdTimeout) {
        this.folder = folder;
        this.tools = tools;
        this.wiring = wiring;
        this.slurmdTimeout = slurmdTimeout;
    }

    Path clientKey() {
        return folder.resolve("keys/client");
    }

    Path knownHosts() {
        return folder.resolve("keys/known_hosts");
    }

    void write() throws IOException, InterruptedException {
        for (String name : List.of("keys", "slurm", "logs", "state", "hosts")) {
            Files.createDirectories(
                    folder.resolve(name),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OWNER_ONLY)));
        }
        Path shared = Files.createDirectories(folder.resolve("shared"));
        Files.setAttribute(shared, "unix:uid", USER_ID);
        Files.setAttribute(shared, "unix:gid", USER_ID);
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString(OWNER_ONLY));
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        Files.write(folder.resolve("munge.key"), secret);
        Files.writeString(folder.resolve("slurm/slurm.conf"), slurmConf());
        makeKey(clientKey());
        List<String> known = new ArrayList<>();
        for (String host : wiring.hosts()) {
            writeHost(host, known);
        }
        Files.write(knownHosts(), known);
    }

    private void writeHost(String host, List<String> known) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("hosts").resolve(host));
        withUser(Path.of("/etc/passwd"), own, USER + ":x:" + USER_ID + ":" + USER_ID + "::" + SHARED + ":/bin/sh");
        withUser(Path.of("/etc/group"), own, USER + ":x:" + USER_ID + ":");
        withUser(Path.of("/etc/shadow"), own, USER + ":*:20000::::::");
        List<String> names = new ArrayList<>(List.of("127.0.0.1 localhost"));
        wiring.hosts().forEach(each -> names.add(wiring.inner(each) + " " + each));
        Files.write(own.resolve("hosts"), names);
        makeKey(own.resolve("host_key"));
        String[] words = Files.readString(own.resolve("host_key.pub")).split(" ");
        known.add((host.equals(Wiring.MASTER) ? wiring.outer() + "," : "") + wiring.inner(host) + "," + host + " "
                + words[0] + " " + words[1].strip());
        Files.copy(
                folder.resolve("keys/client.pub"),
                own.resolve("authorized_keys"),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);
        Files.write(
                own.resolve("sshd_config"),
                List.of(
                        "ListenAddress " + (host.equals(Wiring.MASTER) ? "0.0.0.0" : wiring.inner(host)),
                        "HostKey /run/host/host_key",
                        "PidFile none",
                        "AuthorizedKeysFile /run/host/authorized_keys",
                        "AllowUsers " + USER,
                        "PasswordAuthentication no",
                        "KbdInteractiveAuthentication no",
                        "UsePAM no",
                        "UseDNS no",
                        "StrictModes no",
                        "# Of the ciphers the one that lets a relay count packets.",
                        "Ciphers aes128-gcm@openssh.com,aes256-gcm@openssh.com",
                        "Subsystem sftp internal-sftp",
                        "SetEnv JAVA_HOME=/home/java SLURM_CONF=" + SLURM_CONF));
    }

    private static void withUser(Path system, Path own, String line) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(system));
        lines.removeIf(each -> each.startsWith(USER + ":"));
        lines.add(line);
        Files.write(own.resolve(system.getFileName()), lines);
    }

    private void makeKey(Path file) throws IOException, InterruptedException {
        if (Files.notExists(file)) {
            Tools.require(List.of(
                    tools.path("ssh-keygen"), "-q", "-t", "ed25519", "-N", "", "-C", USER, "-f", file.toString()));
        }
    }

    private String slurmConf() {
        List<String> lines = new ArrayList<>(PlainSlurm.settings());
        lines.addAll(List.of(
                "ClusterName=namespaces",
                "SlurmctldHost=master(" + wiring.inner(Wiring.MASTER) + ")",
                "SlurmUser=root",
                "StateSaveLocation=/run/state",
                "SlurmctldPidFile=/run/slurmctld.pid",
                "SlurmctldLogFile=/run/logs/slurmctld.log",
                "SlurmdSpoolDir=/run/slurmd",
                "SlurmdPidFile=/run/slurmd.pid",
                "SlurmdLogFile=/run/logs/slurmd-%n.log",
                "SlurmdTimeout=" + slurmdTimeout.toSeconds(),
                "SlurmctldTimeout=10",
                "MessageTimeout=10",
                "TCPTimeout=2",
                "KillWait=2"));
        for (String slave : wiring.slaves()) {
            lines.add(
                    "NodeName=" + slave + " NodeAddr=" + wiring.inner(slave) + " CPUs=1 RealMemory=4000 State=UNKNOWN");
        }
        lines.add("PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP");
        return String.join("\n", lines) + "\n";
    }
}
