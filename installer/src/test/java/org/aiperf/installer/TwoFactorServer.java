package org.aiperf.installer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyEncryptionContext;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.auth.keyboard.InteractiveChallenge;
import org.apache.sshd.server.auth.keyboard.KeyboardInteractiveAuthenticator;
import org.apache.sshd.server.auth.keyboard.PromptEntry;
import org.apache.sshd.server.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.server.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.server.shell.ProcessShellFactory;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A host that wants a key, then a password, then a one-time code. The key of its client is locked. */
final class TwoFactorServer implements AutoCloseable {
    private final SshServer server = SshServer.setUpDefaultServer();
    private final KeyPair hostKey;
    private final Path clientKey;
    private final Path knownHosts;

    TwoFactorServer(Path folder, String passphrase, String password, String code)
            throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        hostKey = key();
        KeyPair client = key();
        clientKey = folder.resolve("client");
        OpenSSHKeyEncryptionContext locked = new OpenSSHKeyEncryptionContext();
        locked.setPassword(passphrase);
        locked.setCipherType("256");
        locked.setCipherMode("CTR");
        try (var out = Files.newOutputStream(clientKey)) {
            OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(client, "locked", locked, out);
        }
        server.setHost("127.0.0.1");
        server.setPort(0);
        server.setKeyPairProvider(KeyPairProvider.wrap(hostKey));
        server.setUserAuthFactories(
                List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE));
        CoreModuleProperties.AUTH_METHODS.set(server, "publickey,keyboard-interactive");
        server.setPublickeyAuthenticator((_, key, _) -> KeyUtils.compareKeys(key, client.getPublic()));
        server.setKeyboardInteractiveAuthenticator(new Asking(List.of(password, code)));
        server.setCommandFactory(
                (channel, command) -> new ProcessShellFactory(command, "/bin/sh", "-c", command).createShell(channel));
        server.setSubsystemFactories(List.of(new SftpSubsystemFactory()));
        server.start();
        knownHosts = Files.writeString(
                folder.resolve("known_hosts"),
                "[127.0.0.1]:" + server.getPort() + " " + PublicKeyEntry.toString(hostKey.getPublic()) + "\n");
    }

    private static KeyPair key() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    /** A cluster of this one node as master, and the same as slave. */
    Path clusterFile(Path file, Path shared) throws IOException {
        String ssh = "ssh: {host: 127.0.0.1, port: " + server.getPort() + ", user: " + System.getProperty("user.name")
                + ", identity: " + clientKey + ", knownHosts: " + knownHosts + "}\n";
        return Files.writeString(
                file,
                "name: gate\nsharedFolder: " + shared + "\nnodes:\n  - name: gate\n    role: master\n    " + ssh
                        + "  - name: node\n    role: slave\n    " + ssh
                        + "    accelerators:\n      - {kind: cpu, threads: 1}\n");
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }

    private record Asking(List<String> answers) implements KeyboardInteractiveAuthenticator {
        @Override
        public InteractiveChallenge generateChallenge(
                ServerSession session, String username, String lang, String subMethods) {
            InteractiveChallenge challenge = new InteractiveChallenge();
            challenge.setInteractionName("Gate");
            challenge.setInteractionInstruction("Two things");
            challenge.setLanguageTag("");
            challenge.addPrompt(new PromptEntry("Password: ", false));
            challenge.addPrompt(new PromptEntry("Verification code: ", true));
            return challenge;
        }

        @Override
        public boolean authenticate(ServerSession session, String username, List<String> responses) {
            return answers.equals(responses);
        }
    }
}
