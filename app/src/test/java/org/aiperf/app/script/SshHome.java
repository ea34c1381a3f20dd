package org.aiperf.app.script;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.aiperf.administration.KnownClusters;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.aiperf.embedded.EmbeddedCluster;
import org.aiperf.launch.AgentBundle;
import org.aiperf.launch.AgentBundles;
import org.aiperf.remote.config.LocalUser;

/** The home of a user whose {@code ~/.ssh/config} leads to the nodes of an embedded cluster, and who knows no host key. */
public final class SshHome {
    private final Path home;

    public SshHome(Path home) throws IOException {
        this.home = home;
        Files.createDirectories(home.resolve(".ssh"));
    }

    /** Names each node in the configuration: {@code lab-master}, {@code lab-slave1}… */
    public SshHome leadsTo(EmbeddedCluster embedded) throws IOException {
        StringBuilder config = new StringBuilder("# hosts of the lab\n");
        for (Node node : embedded.cluster().nodes()) {
            SshAddress address = node.ssh().orElseThrow();
            config.append("Host lab-").append(node.name()).append('\n');
            config.append("  HostName ").append(address.host()).append('\n');
            config.append("  Port ").append(address.port().orElseThrow()).append('\n');
            config.append("  User ").append(address.user().orElseThrow()).append('\n');
            config.append("  IdentityFile \"")
                    .append(address.identity().orElseThrow())
                    .append("\"\n");
        }
        Path file = Files.writeString(home.resolve(".ssh/config"), config.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return this;
    }

    /** Has the user know another key for every node than the one it has. */
    public SshHome knowsWrongKeys(EmbeddedCluster embedded) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String line : Files.readAllLines(embedded.knownHosts())) {
            String[] words = line.split(" ");
            lines.append(words[0])
                    .append(" ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIMHr0jTfgc5+qzTP3VFKQGLv5ZTVOhkBvGGZ2Hxd5Lzd\n");
        }
        Files.writeString(knownHosts(), lines.toString());
        return this;
    }

    /** Has the user know the key of every node. */
    public SshHome knows(EmbeddedCluster embedded) throws IOException {
        Files.copy(embedded.knownHosts(), knownHosts());
        return this;
    }

    public Path knownHosts() {
        return home.resolve(".ssh/known_hosts");
    }

    public LocalUser user() throws IOException {
        int id = (Integer) Files.getAttribute(home, "unix:uid");
        return new LocalUser("me", id, home, "desk.example.org", Map.of());
    }

    public KnownClusters clusters() {
        return new KnownClusters(home.resolve("clusters"));
    }

    /** With an agent that is too small to run. */
    public ClusterServices services() throws IOException {
        Path lib = Files.createDirectories(home.resolve("stage/lib"));
        Path jar = lib.resolve("aiperf-agent-0.jar");
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(jar)) {
            new JarOutputStream(out, manifest).close();
        }
        return new ClusterServices(
                clusters(), user(), () -> AgentBundles.of(AgentBundle.in(lib)), (run, profile) -> {});
    }

    /** A cluster file that lies elsewhere, and leaves everything but the hosts to the configuration. */
    public static String file(Cluster cluster, String more) {
        StringBuilder yaml = new StringBuilder("name: lab\nsharedFolder: " + cluster.sharedFolder() + "\n" + more);
        yaml.append("nodes:\n");
        for (Node node : cluster.nodes()) {
            yaml.append("  - name: ").append(node.name()).append('\n');
            yaml.append("    role: ")
                    .append(node.equals(cluster.master()) ? "master" : "slave")
                    .append('\n');
            yaml.append("    address: ").append(node.clusterAddress()).append('\n');
            yaml.append("    ssh: {host: lab-").append(node.name()).append("}\n");
            if (!node.equals(cluster.master())) {
                yaml.append("    hardware: {coresPerSocket: 1, memoryMebibytes: 2000}\n");
                yaml.append("    accelerators: [{kind: cpu, threads: 1}]\n");
            }
        }
        return yaml.toString();
    }
}
