package org.aiperf.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * An ECDSA P-256 key pair in a file of OpenSSH's format, mode 0600.
 *
 * @param path the private key
 */
record KeyFile(Path path, KeyPair pair) {

    /** Reads the key, or makes one. When two programs make it at once, both get the same. */
    static KeyFile at(Path path) throws IOException {
        try {
            if (!Files.exists(path)) {
                make(path);
            }
            return new KeyFile(path, read(path));
        } catch (GeneralSecurityException e) {
            throw new IOException(path + ": is not a usable key; delete it to get a new one", e);
        }
    }

    private static void make(Path path) throws IOException, GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        Path folder = path.toAbsolutePath().getParent();
        Path made = Files.createTempFile(folder, ".key", "");
        try {
            try (OutputStream out = Files.newOutputStream(made)) {
                OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(pair, "embedded-cluster", null, out);
            }
            // A link appears whole and never replaces the key that another program has just made.
            Files.createLink(path, made);
        } catch (FileAlreadyExistsException alreadyMade) {
            return;
        } finally {
            Files.delete(made);
        }
    }

    private static KeyPair read(Path path) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(path)) {
            Iterable<KeyPair> pairs = SecurityUtils.loadKeyPairIdentities(
                    null, NamedResource.ofName(path.toString()), in, FilePasswordProvider.EMPTY);
            for (KeyPair pair : pairs == null ? List.<KeyPair>of() : pairs) {
                return pair;
            }
        }
        throw new GeneralSecurityException("holds no key");
    }
}
