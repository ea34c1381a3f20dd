package org.aiperf.embedded;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.forward.ForwardingFilter;
import org.apache.sshd.sftp.SftpModuleProperties;

/** One SSH server: public keys only, real processes, SFTP over the real file system. */
final class EmbeddedNode implements Closeable {
    static final String ADDRESS = "127.0.0.1";

    // Windows and packets that SFTP needs to run at the speed of the disk rather than of the defaults.
    private static final long WINDOW = 16 << 20;
    private static final long PACKET = 256 << 10;
    private static final int SOCKET_BUFFER = 4 << 20;
    private static final int READ_BUFFER = 256 << 10;
    private static final int WORKERS = 2;

    private final String name;
    private final SshServer server;
    private final PublicKey hostKey;
    private final RunningProcesses processes;

    private EmbeddedNode(String name, SshServer server, PublicKey hostKey, RunningProcesses processes) {
        this.name = name;
        this.server = server;
        this.hostKey = hostKey;
        this.processes = processes;
    }

    static EmbeddedNode start(String name, String user, Path home, KeyPair hostKey, PublicKey clientKey)
            throws IOException {
        RunningProcesses processes = new RunningProcesses();
        Map<String, String> environment =
                Map.of("HOME", home.toString(), "USER", user, "LOGNAME", user, "AIPERF_NODE", name);
        SshServer server = SshServer.setUpDefaultServer();
        server.setHost(ADDRESS);
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE));
        server.setPublickeyAuthenticator(
                (login, key, session) -> login.equals(user) && KeyUtils.compareKeys(key, clientKey));
        server.setCommandFactory((channel, command) -> new ProcessCommand(command, home, environment, processes));
        server.setSubsystemFactories(List.of(new HomeSftpFactory(home)));
        server.setForwardingFilter(ForwardingFilter.asForwardingFilter(null, null, new LoopbackForwarding()));
        tune(server);
        server.start();
        return new EmbeddedNode(name, server, hostKey.getPublic(), processes);
    }

    private static void tune(SshServer server) {
        CoreModuleProperties.WINDOW_SIZE.set(server, WINDOW);
        CoreModuleProperties.MAX_PACKET_SIZE.set(server, PACKET);
        SftpModuleProperties.MAX_READDATA_PACKET_LENGTH.set(server, (int) PACKET);
        CoreModuleProperties.TCP_NODELAY.set(server, true);
        CoreModuleProperties.SOCKET_RCVBUF.set(server, SOCKET_BUFFER);
        CoreModuleProperties.SOCKET_SNDBUF.set(server, SOCKET_BUFFER);
        CoreModuleProperties.NIO2_READ_BUFFER_SIZE.set(server, READ_BUFFER);
        CoreModuleProperties.NIO_WORKERS.set(server, WORKERS);
        CoreModuleProperties.IDLE_TIMEOUT.set(server, Duration.ZERO);
        CoreModuleProperties.NIO2_READ_TIMEOUT.set(server, Duration.ZERO);
    }

    String name() {
        return name;
    }

    int port() {
        return server.getPort();
    }

    String knownHostsLine() {
        return "[" + ADDRESS + "]:" + port() + " " + PublicKeyEntry.toString(hostKey);
    }

    @Override
    public void close() throws IOException {
        processes.killAll();
        server.stop(true);
    }
}
