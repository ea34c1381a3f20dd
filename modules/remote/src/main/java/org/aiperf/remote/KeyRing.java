package org.aiperf.remote;

import com.jcraft.jsch.AgentIdentityRepository;
import com.jcraft.jsch.AgentProxyException;
import com.jcraft.jsch.Identity;
import com.jcraft.jsch.SSHAgentConnector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.aiperf.remote.config.HostSettings;
import org.aiperf.remote.config.Origin;
import org.aiperf.remote.config.Setting;
import org.aiperf.remote.knownhosts.PublicKey;

/** The private keys of the user: those of the agent, and files. A file is unlocked once for all connections. */
final class KeyRing {
    private final OneAtATime questions;
    private final Map<Path, KeyFile> files = new ConcurrentHashMap<>();

    KeyRing(OneAtATime questions) {
        this.questions = questions;
    }

    /**
     * The keys to try for a host.
     *
     * @param identities in the order in which they are tried
     * @param problems what is wrong with keys that somebody named and that cannot be tried, one line each
     */
    record Keys(List<Identity> identities, List<String> problems) {
        /** For messages. */
        String names() {
            return String.join(
                    ", ",
                    identities.stream()
                            .map(identity -> "the key " + identity.getName())
                            .toList());
        }
    }

    /**
     * As with {@code ssh}: keys that the agent has and a file names, in the order of the files; the agent's other keys,
     * unless {@code IdentitiesOnly} says no; then the files. A key whose file cannot be read may still be the agent's,
     * by its public half.
     */
    Keys keysFor(HostSettings settings, String node) {
        List<Identity> ofAgent = new ArrayList<>(ofAgent(settings));
        List<Identity> named = new ArrayList<>();
        List<Identity> onlyInFiles = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (Setting<Path> setting : settings.identityFiles()) {
            Path path = setting.value();
            Optional<Identity> agents = publicHalf(path).flatMap(key -> taken(ofAgent, key));
            if (agents.isPresent()) {
                named.add(agents.get());
            } else if (Files.exists(path) || !setting.origin().equals(Origin.DEFAULT)) {
                switch (files.computeIfAbsent(path, KeyFile::read)) {
                    case KeyFile.Usable key -> onlyInFiles.add(new FileIdentity(key, questions, node));
                    case KeyFile.Unusable(String reason) -> problems.add(reason);
                }
            }
        }
        List<Identity> all = new ArrayList<>(named);
        if (!settings.identitiesOnly().value()) {
            all.addAll(ofAgent);
        }
        all.addAll(onlyInFiles);
        return new Keys(all, problems);
    }

    private static List<Identity> ofAgent(HostSettings settings) {
        Optional<Path> socket = settings.identityAgent().value();
        if (socket.isEmpty()) {
            return List.of();
        }
        try {
            return new AgentIdentityRepository(new SSHAgentConnector(socket.get())).getIdentities();
        } catch (AgentProxyException noAgent) {
            return List.of();
        }
    }

    private static Optional<Identity> taken(List<Identity> ofAgent, byte[] key) {
        Optional<Identity> found = ofAgent.stream()
                .filter(identity -> Arrays.equals(identity.getPublicKeyBlob(), key))
                .findFirst();
        found.ifPresent(ofAgent::remove);
        return found;
    }

    /** From {@code FILE.pub}, else from the private file, where that tells without its passphrase. */
    private Optional<byte[]> publicHalf(Path file) {
        Path half = file.resolveSibling(file.getFileName() + ".pub");
        try {
            String[] words = Files.readString(half).strip().split("\\s+");
            if (words.length > 1) {
                return PublicKey.ofBase64(words[1]).map(PublicKey::blob);
            }
        } catch (IOException noSuchFile) {
            // The private file may tell.
        }
        return files.computeIfAbsent(file, KeyFile::read) instanceof KeyFile.Usable key
                ? key.publicHalf()
                : Optional.empty();
    }
}
