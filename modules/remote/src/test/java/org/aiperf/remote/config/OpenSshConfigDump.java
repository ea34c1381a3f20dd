package org.aiperf.remote.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/** The same values of the same host, once as {@code ssh -G} prints them and once as we found them. */
final class OpenSshConfigDump {
    private static final List<String> COMPARED = List.of(
            "user",
            "hostname",
            "port",
            "identityfile",
            "identitiesonly",
            "identityagent",
            "proxyjump",
            "proxycommand",
            "hostkeyalias",
            "userknownhostsfile",
            "globalknownhostsfile",
            "hashknownhosts",
            "connecttimeout",
            "serveraliveinterval",
            "serveralivecountmax",
            "preferredauthentications",
            "pubkeyauthentication",
            "kbdinteractiveauthentication",
            "passwordauthentication");

    private OpenSshConfigDump() {}

    /** Skips the test where there is no ssh. */
    static void requireSsh() {
        boolean found = Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "ssh")));
        Assumptions.assumeTrue(found, "ssh of OpenSSH is not installed here");
    }

    /** What ssh says; empty if it refuses the file. */
    static Optional<Map<String, String>> ofSsh(Path file, String host) throws IOException, InterruptedException {
        Path out = Files.createTempFile("ssh-g", ".out");
        Process process = new ProcessBuilder("ssh", "-G", "-F", file.toString(), host)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("ssh -G does not end");
        }
        List<String> lines = Files.readAllLines(out);
        Files.delete(out);
        if (process.exitValue() != 0) {
            return Optional.empty();
        }
        Map<String, String> values = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", 2);
            if (COMPARED.contains(words[0]) && words.length == 2) {
                values.merge(words[0], words[1], (before, after) -> before + "\n" + after);
            }
        }
        values.computeIfPresent(
                "proxyjump", (key, jumps) -> jumps(JumpHost.list(jumps).orElseThrow()));
        return Optional.of(values);
    }

    /** What we say, with the defaults that only OpenSSH fills in taken from it. */
    static Map<String, String> ofOurs(HostSettings settings, Map<String, String> ssh) {
        Map<Keyword, String> written = settings.written().stream()
                .collect(Collectors.toMap(
                        HostSettings.Written::keyword, HostSettings.Written::value, (a, b) -> a + "\n" + b));
        Map<String, String> values = new TreeMap<>();
        values.put("user", settings.user().value());
        values.put("hostname", settings.hostName().value());
        values.put("port", settings.port().value().toString());
        values.put("identitiesonly", flag(settings.identitiesOnly()));
        values.put("hashknownhosts", flag(settings.hashKnownHosts()));
        values.put("pubkeyauthentication", publicKey(written.get(Keyword.PUBKEY_AUTHENTICATION)));
        values.put("kbdinteractiveauthentication", flag(settings.keyboardInteractiveAuthentication()));
        values.put("passwordauthentication", flag(settings.passwordAuthentication()));
        values.put(
                "serveraliveinterval",
                "" + settings.serverAliveInterval().value().toSeconds());
        values.put("serveralivecountmax", settings.serverAliveCountMax().value().toString());
        values.put(
                "connecttimeout",
                settings.connectTimeout()
                        .value()
                        .map(Duration::toSeconds)
                        .map(String::valueOf)
                        .orElse("none"));
        if (!settings.proxyJump().value().isEmpty()) {
            values.put("proxyjump", jumps(settings.proxyJump().value()));
        }
        if (settings.proxyCommand().isPresent()) {
            values.put("proxycommand", written.get(Keyword.PROXY_COMMAND));
        }
        settings.hostKeyAlias().ifPresent(alias -> values.put("hostkeyalias", alias.value()));
        put(values, "preferredauthentications", written.get(Keyword.PREFERRED_AUTHENTICATIONS));
        put(values, "globalknownhostsfile", notNone(written.get(Keyword.GLOBAL_KNOWN_HOSTS_FILE)));
        put(values, "identityfile", written.get(Keyword.IDENTITY_FILE));
        if (written.containsKey(Keyword.USER_KNOWN_HOSTS_FILE)) {
            put(
                    values,
                    "userknownhostsfile",
                    notNone(settings.userKnownHostsFiles().value().stream()
                            .map(Path::toString)
                            .collect(Collectors.joining(" "))));
        }
        if (written.containsKey(Keyword.IDENTITY_AGENT)) {
            String text = written.get(Keyword.IDENTITY_AGENT);
            boolean isName = text.equals("none") || text.equals("SSH_AUTH_SOCK") || text.matches("\\$\\w+");
            values.put(
                    "identityagent",
                    isName
                            ? text
                            : settings.identityAgent().value().orElseThrow().toString());
        }
        for (String key : List.of("preferredauthentications", "globalknownhostsfile", "userknownhostsfile")) {
            if (ssh.containsKey(key) && !written.containsKey(keyword(key))) {
                values.put(key, ssh.get(key));
            }
        }
        if (ssh.containsKey("identityfile") && !written.containsKey(Keyword.IDENTITY_FILE)) {
            values.put("identityfile", ssh.get("identityfile"));
        }
        return values;
    }

    private static Keyword keyword(String name) {
        Keyword keyword = Keyword.of(name);
        if (keyword == null) {
            throw new AssertionError(name);
        }
        return keyword;
    }

    private static @Nullable String notNone(@Nullable String files) {
        return "".equals(files) ? "none" : files;
    }

    private static void put(Map<String, String> values, String key, @Nullable String value) {
        if (value != null) {
            values.put(key, value);
        }
    }

    private static String jumps(List<JumpHost> jumps) {
        return jumps.stream().map(JumpHost::toString).collect(Collectors.joining(","));
    }

    private static String flag(Setting<Boolean> setting) {
        return setting.value() ? "yes" : "no";
    }

    private static String publicKey(@Nullable String written) {
        if (written == null || written.equalsIgnoreCase("yes")) {
            return "true";
        }
        return written.equalsIgnoreCase("no") ? "false" : written;
    }
}
