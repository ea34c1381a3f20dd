package org.aiperf.remote.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever's {@code ssh HOST} works must reach the same place, as the same user, with the same keys. */
class SshConfigAgainstOpenSshTest {
    private static final List<String> HOSTS = List.of("gpu1", "gpu2.lab", "login", "GPU1", "10.0.0.7", "node-17");
    private static final int RANDOM_FILES = 150;

    /** Lines that say one thing each. */
    private static final List<String> RULES = List.of(
            "HostName real.example.org",
            "HostName %h.example.ORG",
            "HostName a%%b",
            "User alice",
            "Port 2222",
            "IdentityFile ~/.ssh/cluster_%h_%r",
            "IdentityFile none",
            "IdentitiesOnly yes",
            "IdentityAgent none",
            "IdentityAgent ~/agent-%r@%h:%p-%n-%u-%i-%L-%%.sock",
            "IdentityAgent $SSH_AUTH_SOCK",
            "ProxyJump bob@bastion:2200",
            "ProxyJump one,bob@[fe80::1]:22,ssh://carol@three:33",
            "ProxyJump none",
            "ProxyCommand nc -X \"connect\" %h %p # not a comment",
            "ProxyCommand none",
            "HostKeyAlias Farm.Internal",
            "UserKnownHostsFile /k/one ~/k/two-%k %d/k",
            "UserKnownHostsFile none",
            "GlobalKnownHostsFile /etc/a /etc/b",
            "GlobalKnownHostsFile none",
            "ServerAliveInterval 1m30s",
            "ServerAliveInterval none",
            "ServerAliveCountMax 7",
            "ConnectTimeout 9",
            "ConnectTimeout none",
            "PreferredAuthentications publickey,keyboard-interactive",
            "PubkeyAuthentication no",
            "KbdInteractiveAuthentication no",
            "ChallengeResponseAuthentication no",
            "PasswordAuthentication no",
            "HashKnownHosts yes");

    /** Where a line may stand; {@code @} is the line, {@code #file} the path of another file that holds it. */
    private static final Map<String, String> POSITIONS = positions();

    @TempDir
    Path folder;

    private final LocalUser user = LocalUser.current();

    @BeforeAll
    static void requireSsh() {
        OpenSshConfigDump.requireSsh();
    }

    private static Map<String, String> positions() {
        Map<String, String> positions = new LinkedHashMap<>();
        positions.put("alone", "@\n");
        positions.put("indented with carriage return", " \t @ \t\r\n");
        positions.put("under a host", "Host gpu*\n@\nHost other\nUser nobody\n");
        positions.put("under another host", "Host other\n@\nHost *\nCompression yes\n");
        positions.put("under a host that is left out", "Host * !gpu1 !login\n@\n");
        positions.put("under two patterns", "Host a? \"gpu1\" 10.0.0.*\n@\n");
        positions.put("under a condition", "Match host *.lab,gpu1 user root,%U\n@\n");
        positions.put("under a negated condition", "Match !originalhost gpu1 localuser %U\n@\n");
        positions.put("under all", "Match all\n@\n");
        positions.put("at the end, once more", "Host never\nPort 9\nMatch final host *\n@\n");
        positions.put("after its like", "@\nHost *\nUser late\nPort 1\nIdentityFile ~/late\nProxyCommand late %h\n");
        positions.put("before its like", "User soon\nPort 1\nIdentityFile ~/soon\nProxyJump soon\n@\n");
        positions.put("in another file", "Include #file\nUser late\n");
        positions.put("in another file under a host", "Host gpu?\nInclude \"#file\"\nPort 5\n");
        positions.put("in another file under another host", "Host x\nInclude #file\nHost *\nPort 5\n");
        return positions;
    }

    @Test
    void saysWhatSshSaysWhereverALineStands() throws Exception {
        int cases = 0;
        for (String rule : RULES) {
            for (Map.Entry<String, String> position : POSITIONS.entrySet()) {
                String spelling = cases % 2 == 0 ? rule : spelledOtherwise(rule);
                Path other = Files.writeString(folder.resolve("other"), spelling + "\nHost gpu1\nUser inner\n");
                String text = position.getValue()
                        .replace("@", spelling)
                        .replace("#file", other.toString())
                        .replace("%U", user.name());
                compare(text, cases / 2 % 2 == 0 ? "gpu1" : HOSTS.get(cases % HOSTS.size()), position.getKey());
                cases++;
            }
        }
        System.out.println("ssh_config: " + cases + " cases of rule and position equal ssh -G");
        assertThat(cases).isGreaterThan(80);
    }

    @Test
    void saysWhatSshSaysOfRandomFiles() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < RANDOM_FILES; i++) {
            String text = randomFile(random, 2);
            compare(text, HOSTS.get(random.nextInt(HOSTS.size())), "seed " + seed + ", file " + i);
        }
        System.out.println("ssh_config: " + RANDOM_FILES + " random files equal ssh -G, seed " + seed);
    }

    @Test
    void refusesWhatSshRefuses() throws Exception {
        List<String> bad = List.of(
                "Port",
                "Port 0",
                "Port 65536",
                "Port x",
                "Port 22 23",
                "Port \"22",
                "User \"\"",
                "User a b",
                "HostName \"a",
                "HostName",
                "IdentityFile",
                "IdentityFile a b",
                "IdentitiesOnly maybe",
                "IdentitiesOnly yes no",
                "ConnectTimeout soon",
                "ConnectTimeout 3x",
                "ConnectTimeout -1",
                "ServerAliveInterval 99999999999",
                "ServerAliveCountMax 3s",
                "UserKnownHostsFile a none",
                "UserKnownHostsFile a \"\"",
                "GlobalKnownHostsFile none b",
                "ProxyJump @host",
                "ProxyJump a,,b",
                "ProxyJump a:99999",
                "ProxyJump ::1",
                "PasswordAuthentication perhaps",
                "StrictHostKeyChecking whatever",
                "Match",
                "Match nothing x",
                "Match host",
                "Match all host x",
                "Match host a user b all",
                "Host \"\"",
                "Hots gpu1",
                "Identityfile2x a",
                "Include #self",
                "Include \"\"");
        List<String> positions = List.of("@\n", "Host never\n@\n", "Host *\n @\nUser x\n", "Include #file\n");
        int cases = 0;
        for (String line : bad) {
            for (String position : positions) {
                Path file = folder.resolve("bad");
                String mended = line.replace("#self", file.toString());
                Path other = Files.writeString(folder.resolve("other"), mended + "\n");
                Files.writeString(file, position.replace("@", mended).replace("#file", other.toString()));
                assertThat(OpenSshConfigDump.ofSsh(file, "gpu1"))
                        .as("ssh: %s", line)
                        .isEmpty();
                assertThat(problems(file)).as("%s in %s", line, position).isNotEmpty();
                cases++;
            }
        }
        System.out.println("ssh_config: " + cases + " cases refused as ssh refuses them");
    }

    private List<String> problems(Path file) {
        try {
            SshConfig.ofFile(file, user).of("gpu1");
            return List.of();
        } catch (InvalidInputException e) {
            return e.problems().stream().map(String::valueOf).toList();
        }
    }

    private void compare(String text, String host, String what) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("config"), text);
        Optional<Map<String, String>> ssh = OpenSshConfigDump.ofSsh(file, host);
        try {
            HostSettings settings = SshConfig.ofFile(file, user).of(host);
            assertThat(ssh).as("ssh refuses, we do not: %s%n%s", what, text).isPresent();
            assertThat(OpenSshConfigDump.ofOurs(settings, ssh.get()))
                    .as("%s, host %s%n%s", what, host, text)
                    .isEqualTo(ssh.get());
        } catch (InvalidInputException e) {
            assertThat(ssh).as("%s%n%s%n%s", what, text, e.getMessage()).isEmpty();
        }
    }

    /** Another case, an equals sign, quotes: the same to ssh. */
    private static String spelledOtherwise(String rule) {
        int blank = rule.indexOf(' ');
        String value = rule.substring(blank + 1);
        boolean quotable = value.indexOf(' ') < 0 && !rule.startsWith("Proxy");
        return rule.substring(0, blank).toUpperCase(Locale.ROOT)
                + (quotable ? " = \"" + value + "\" # a comment" : "=" + value);
    }

    private String randomFile(Random random, int depth) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 1 + random.nextInt(12); i > 0; i--) {
            text.append(
                    switch (random.nextInt(depth > 0 ? 8 : 7)) {
                        case 0 -> "Host " + randomPatterns(random, " ");
                        case 1 -> "Match " + randomCriteria(random);
                        case 2 -> random.nextBoolean() ? "" : "# nothing";
                        case 7 -> include(random, depth);
                        default -> RULES.get(random.nextInt(RULES.size()));
                    });
            text.append('\n');
        }
        return text.toString();
    }

    private String include(Random random, int depth) throws IOException {
        Path parts = Files.createDirectories(folder.resolve("parts" + random.nextInt(1_000_000)));
        for (String name : List.of("a.conf", "b.conf", ".c.conf", "b.txt")) {
            if (random.nextBoolean()) {
                Files.writeString(parts.resolve(name), randomFile(random, depth - 1));
            }
        }
        List<String> patterns = List.of("*.conf", "[ab].conf", "?.*", "a.conf", "none", "[!a].conf");
        return "Include " + parts + "/" + patterns.get(random.nextInt(patterns.size()));
    }

    private String randomCriteria(Random random) {
        if (random.nextInt(6) == 0) {
            return "all";
        }
        List<String> criteria = new ArrayList<>();
        for (int i = 1 + random.nextInt(2); i > 0; i--) {
            String negation = random.nextInt(4) == 0 ? "!" : "";
            criteria.add(negation
                    + switch (random.nextInt(6)) {
                        case 0 -> "host " + randomPatterns(random, ",");
                        case 1 -> "host=" + randomPatterns(random, ",");
                        case 2 -> "originalhost \"" + randomPatterns(random, ",") + "\"";
                        case 3 -> "user alice,x" + random.nextInt(2);
                        case 4 -> "localuser " + (random.nextBoolean() ? user.name() : "x");
                        default -> random.nextBoolean() ? "final" : "canonical";
                    });
        }
        return String.join(" ", criteria);
    }

    private static String randomPatterns(Random random, String separator) {
        List<String> all =
                List.of("gpu1", "gpu*", "*", "!gpu1", "?pu1", "*.lab", "!*.org", "10.0.0.?", "login", "n*-*7");
        List<String> patterns = new ArrayList<>();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            patterns.add(all.get(random.nextInt(all.size())));
        }
        return String.join(separator, patterns);
    }
}
