package org.aiperf.remote;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/**
 * Whether two nodes really see the same folder. The type of the file system does not tell (a bind mount has none), so
 * one node writes a file there and the other reads it.
 */
public sealed interface SharedFolderProof {
    /** What one node wrote, the other has read. */
    record Proved() implements SharedFolderProof {}

    /**
     * They do not see the same folder.
     *
     * @param reason one line: node, what, and how to mend it
     */
    record NotShared(String reason) implements SharedFolderProof {}

    /**
     * Writes a marker on one node, reads it on the other within 5 s, and deletes it.
     *
     * @param sharedFolder must exist on the writing node
     * @throws ConnectionException if a connection broke, which proves nothing
     */
    static SharedFolderProof between(SshConnection writer, SshConnection reader, String sharedFolder)
            throws ConnectionException {
        byte[] random = new byte[16];
        new SecureRandom().nextBytes(random);
        String content = HexFormat.of().formatHex(random);
        String marker = sharedFolder + "/.aiperf-shared-" + content;
        try {
            writer.files().write(marker, content.getBytes(StandardCharsets.UTF_8));
        } catch (ConnectionException e) {
            if (!writer.isOpen()) {
                throw e;
            }
            return new NotShared(e.getMessage());
        }
        try {
            return read(writer, reader, marker, content, sharedFolder);
        } finally {
            deleteQuietly(writer, marker);
        }
    }

    private static SharedFolderProof read(
            SshConnection writer, SshConnection reader, String marker, String content, String sharedFolder)
            throws ConnectionException {
        // A network file system may take some seconds to show a new file elsewhere.
        String script = "for i in 1 2 3 4 5; do cat -- \"$1\" 2>/dev/null && exit 0; sleep 1; done; exit 1";
        Completed seen = reader.run(RemoteCommand.script(script, List.of(marker)), Duration.ofSeconds(30));
        if (seen.out().equals(content)) {
            return new Proved();
        }
        return new NotShared(reader.node().name() + ": does not see in " + sharedFolder + " what "
                + writer.node().name() + " wrote there; mount the same folder on both nodes");
    }

    private static void deleteQuietly(SshConnection writer, String marker) {
        try {
            writer.files().delete(marker);
        } catch (IOException connectionGone) {
            // The proof does not depend on it; a marker that stays is a few bytes with a telling name.
        }
    }
}
