package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;

/** What is where in the folder of a cluster. */
record Layout(Path root) {
    /** Slurm makes Unix sockets below its spool folder, and the path of one ends at 107 bytes. */
    private static final int LONGEST = 60;

    /** @throws InvalidInputException if the daemons could not work there */
    static Layout of(Path folder) throws InvalidInputException {
        String path = folder.toAbsolutePath().normalize().toString();
        if (path.length() > LONGEST) {
            throw new InvalidInputException(Problem.of(
                    "--dir " + path,
                    "is " + path.length() + " characters long, and Unix sockets below it allow " + LONGEST,
                    "name a folder with a shorter path"));
        }
        if (!path.matches("[A-Za-z0-9/._+@-]+")) {
            throw new InvalidInputException(Problem.of(
                    "--dir " + path,
                    "has characters that the files of Slurm and OpenSSH cannot hold",
                    "use letters, digits, '.', '_', '-', '+' and '@'"));
        }
        return new Layout(Path.of(path));
    }

    void make() throws IOException {
        for (Path folder :
                List.of(root, config(), keys(), munge(), records(), logs(), state(), spool(), shared(), sshd())) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
        // Everybody who may read the key file may talk to it; munged itself wants the folder of its socket open.
        Files.setPosixFilePermissions(munge(), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    Path lock() {
        return root.resolve("lock");
    }

    /** Which ports were chosen. */
    Path ports() {
        return root.resolve("ports");
    }

    /** Of Slurm. */
    Path config() {
        return root.resolve("slurm");
    }

    Path slurmConf() {
        return config().resolve("slurm.conf");
    }

    Path keys() {
        return root.resolve("keys");
    }

    Path client() {
        return keys().resolve("client");
    }

    Path knownHosts() {
        return keys().resolve("known_hosts");
    }

    Path munge() {
        return root.resolve("munge");
    }

    Path mungeKey() {
        return munge().resolve("key");
    }

    Path mungeSocket() {
        return munge().resolve("socket");
    }

    /** Which process is which daemon. */
    Path records() {
        return root.resolve("pids");
    }

    Path logs() {
        return root.resolve("logs");
    }

    /** Of slurmctld. */
    Path state() {
        return root.resolve("state");
    }

    /** Of slurmd. */
    Path spool() {
        return root.resolve("spool");
    }

    Path sshd() {
        return root.resolve("sshd");
    }

    Path shared() {
        return root.resolve("shared");
    }

    Path clusterFile() {
        return root.resolve("cluster.yaml");
    }

    Path clusterFileWithoutSlurm() {
        return root.resolve("cluster-over-ssh.yaml");
    }

    Path sshConfig() {
        return root.resolve("ssh_config");
    }
}
