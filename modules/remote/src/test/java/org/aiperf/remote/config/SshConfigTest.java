package org.aiperf.remote.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ssh -G} does not tell: which line decided, and what must not happen. */
class SshConfigTest {
    @TempDir
    Path home;

    private Path ssh;

    @BeforeEach
    void makeHome() throws IOException {
        ssh = Files.createDirectory(home.resolve(".ssh"));
    }

    private LocalUser user(Map<String, String> environment) throws IOException {
        int id = (Integer) Files.getAttribute(home, "unix:uid");
        return new LocalUser("me", id, home, "desk.lab", environment);
    }

    private SshConfig config(String text) throws IOException, InvalidInputException {
        return SshConfig.ofFile(Files.writeString(ssh.resolve("config"), text), user(Map.of("KEYS", "/keys")));
    }

    private List<Problem> problems(String text) throws IOException {
        Path file = Files.writeString(ssh.resolve("config"), text);
        InvalidInputException refusal = catchThrowableOfType(
                InvalidInputException.class,
                () -> SshConfig.ofFile(file, user(Map.of())).of("gpu1"));
        assertThat(refusal).as(text).isNotNull();
        return refusal.problems();
    }

    @Test
    void listsTheHostsThatTheFilesNameAndNoPatterns() throws Exception {
        Files.writeString(ssh.resolve("more"), "Host lab-head\nPort 2200\nHost head\nUser late\n");
        SshConfig config = config("""
                Host head gpu? !bad
                User alice
                Host *.lab.example.org
                Include more
                Match host head
                Port 2222
                Host gpu1 HEAD2
                User bob
                """);

        Path file = ssh.resolve("config");
        assertThat(config.hosts())
                .containsExactly(
                        new Setting<>("head", new Origin.Line(file, 1)),
                        new Setting<>("lab-head", new Origin.Line(ssh.resolve("more"), 1)),
                        new Setting<>("gpu1", new Origin.Line(file, 7)),
                        new Setting<>("HEAD2", new Origin.Line(file, 7)));
        assertThat(SshConfig.empty(user(Map.of())).hosts()).isEmpty();
    }

    @Test
    void knowsTheLineThatDecidedEveryValue() throws Exception {
        Files.writeString(ssh.resolve("more"), "\nPort 2200\nIdentityFile ~/.ssh/b\n");
        HostSettings settings = config("""
                Host other
                User nobody
                Host gpu*
                User alice
                IdentityFile %d/.ssh/a
                Include more
                User late
                ServerAliveInterval 30
                """).of("gpu1");

        Path config = ssh.resolve("config");
        assertThat(settings.user()).isEqualTo(new Setting<>("alice", new Origin.Line(config, 4)));
        assertThat(settings.port()).isEqualTo(new Setting<>(2200, new Origin.Line(ssh.resolve("more"), 2)));
        assertThat(settings.identityFiles())
                .containsExactly(
                        new Setting<>(ssh.resolve("a"), new Origin.Line(config, 5)),
                        new Setting<>(ssh.resolve("b"), new Origin.Line(ssh.resolve("more"), 3)));
        assertThat(settings.hostName()).isEqualTo(new Setting<>("gpu1", Origin.DEFAULT));
        assertThat(settings.serverAliveInterval().value()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.written())
                .extracting(line -> line.keyword().spelling() + " " + line.value() + ": " + line.origin())
                .contains("User alice: " + config + " line 4", "ServerAliveInterval 30: " + config + " line 8");
    }

    @Test
    void letsWhatIsGivenWin() throws Exception {
        SshConfig config = config("User a\nPort 1\nIdentityFile ~/x\nUserKnownHostsFile /a /b\n");

        HostSettings settings = config.of(
                "h",
                Map.of(
                        Keyword.USER, "bob",
                        Keyword.IDENTITY_FILE, "/keys/100%_${mine}",
                        Keyword.USER_KNOWN_HOSTS_FILE, "/hosts"),
                "the cluster file");

        assertThat(settings.user()).isEqualTo(new Setting<>("bob", new Origin.Given("the cluster file")));
        assertThat(settings.identityFiles()).extracting(Setting::value).containsExactly(Path.of("/keys/100%_${mine}"));
        assertThat(settings.identitiesOnly().value()).isTrue();
        assertThat(settings.userKnownHostsFiles().value()).containsExactly(Path.of("/hosts"));
        assertThat(settings.globalKnownHostsFiles().value()).isEmpty();
        assertThat(settings.port().value()).isEqualTo(1);
    }

    @Test
    void putsTokensAndVariablesIn() throws Exception {
        HostSettings settings = config("""
                HostName %h.lab
                User u
                Port 99
                IdentityFile ${KEYS}/%u-%r-%n-%h-%p-%L-%l-%%-%k
                IdentityAgent ${KEYS}/agent
                ProxyCommand nc %h %p %r %n %%
                """).of("gpu1");

        assertThat(settings.identityFiles().getFirst().value())
                .isEqualTo(Path.of("/keys/me-u-gpu1-gpu1.lab-99-desk-desk.lab-%-gpu1"));
        assertThat(settings.identityAgent().value()).contains(Path.of("/keys/agent"));
        assertThat(settings.proxyCommand().orElseThrow().value()).isEqualTo("nc gpu1.lab 99 u gpu1 %");
        assertThat(problems("IdentityFile ${NONE}/x").getFirst())
                .hasToString(ssh.resolve("config")
                        + ":1: IdentityFile: there is no variable NONE; set it before you start, or write the path");
        assertThat(problems("HostName %p").getFirst().message()).contains("%p");
    }

    @Test
    void followsIncludesOfAUserFromTheirOwnFolder() throws Exception {
        Files.createDirectory(ssh.resolve("conf.d"));
        Files.writeString(ssh.resolve("conf.d/10-a"), "User first\n");
        Files.writeString(ssh.resolve("conf.d/20-b"), "User second\nPort 7\n");
        Files.writeString(ssh.resolve("conf.d/.hidden"), "Port 8\n");

        HostSettings settings = config("Include conf.d/* ~/.ssh/none\nPort 9\n").of("h");

        assertThat(settings.user().value()).isEqualTo("first");
        assertThat(settings.port().value()).isEqualTo(7);
    }

    @Test
    void refusesIncludesThatNeverEnd() throws Exception {
        Files.writeString(ssh.resolve("a"), "\nInclude b\n");
        Files.writeString(ssh.resolve("b"), "User x\n\nInclude a\n");
        assertThat(problems("Include a\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith(ssh.resolve("b") + ":3: Include: ")
                        .contains("includes itself again"));
        for (int i = 0; i < 20; i++) {
            Files.writeString(ssh.resolve("deep" + i), "Include deep" + (i + 1) + "\n");
        }
        assertThat(problems("Include deep0\n"))
                .anyMatch(problem -> problem.message().contains("too deeply"));
        for (int i = 0; i < 12; i++) {
            Files.writeString(ssh.resolve("wide" + i), ("Include wide" + (i + 1) + "\n").repeat(4));
        }
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(30),
                () -> assertThat(problems("Include wide0\n"))
                        .anyMatch(problem -> problem.message().contains("more than 1000 files")));
        assertThat(problems("Include /\n"))
                .anyMatch(problem -> problem.message().contains("is a folder"));
    }

    @Test
    void refusesFilesThatOthersMayWrite() throws Exception {
        Path own = Files.writeString(ssh.resolve("config"), "User x\n");
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-rw-r--"));

        InvalidInputException refusal =
                catchThrowableOfType(InvalidInputException.class, () -> SshConfig.ofUser(user(Map.of())));

        assertThat(refusal).hasMessageContaining(own + ": others may write it; run: chmod go-w " + own);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(SshConfig.ofUser(user(Map.of())).of("h").user().value()).isEqualTo("x");
    }

    @Test
    void tellsEveryProblemAtOnceWithItsLine() throws Exception {
        List<Problem> problems = problems("Prt 22\nUser\nPort x\n\nHost \"a\nMatch host\nFrobnicate yes\n");

        assertThat(problems).extracting(Problem::line).containsExactly(1, 2, 3, 5, 6, 7);
        assertThat(problems.getFirst().fix()).isEqualTo("did you mean 'Port'?");
        assertThat(config("IgnoreUnknown Prot,Frob*\nProt 22\nFrobnicate yes\nPort 5\n")
                        .of("h")
                        .port()
                        .value())
                .isEqualTo(5);
    }

    @Test
    void runsNoCommandUnlessAsked() throws Exception {
        Path marker = home.resolve("ran");
        SshConfig config = config("Match host gpu1 exec \"touch " + marker + "\"\nUser yes\nMatch !exec false\nPort 5\n"
                + "Match host never exec \"touch " + marker + "2\"\n");

        HostSettings quiet = config.of("gpu1");
        assertThat(quiet.user().value()).isEqualTo("me");
        assertThat(quiet.port().value()).isEqualTo(22);
        assertThat(quiet.notes())
                .containsExactly(
                        "Match exec of " + ssh.resolve("config")
                                + " line 1 is not run, so what stands under it does not count",
                        "Match exec of " + ssh.resolve("config")
                                + " line 3 is not run, so what stands under it does not count");
        assertThat(marker).doesNotExist();

        HostSettings asked = config.runningMatchExec().of("gpu1");
        assertThat(asked.user().value()).isEqualTo("yes");
        assertThat(asked.port().value()).isEqualTo(5);
        assertThat(marker).exists();
        assertThat(Path.of(marker + "2")).doesNotExist();
    }

    @Test
    void refusesNamesThatAShellWouldRead() throws Exception {
        List<String> bad = List.of(
                "-oProxyCommand=x", "a;id", "a`id`", "$(id)", "a b", "a\nb", "a|b", "a&b", "a'b", "a\"b", "a<b", "");
        SshConfig config = config("ProxyCommand nc %h %p\nUser %%\n");
        for (String host : bad) {
            assertThat(catchThrowableOfType(InvalidInputException.class, () -> config.of(host)))
                    .as(host)
                    .isNotNull();
        }
        for (String line : List.of("HostName \"a;id\"", "HostName -x", "User \"a`id`\"", "User -l", "ProxyJump a;b")) {
            assertThat(problems(line)).as(line).isNotEmpty();
        }
        assertThat(config.of("fe80::1%eth0").hostName().value()).isEqualTo("fe80::1%eth0");
    }

    @Test
    void survivesAnyBytes() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] good = """
                Host gpu* !gpu7 "x y"
                  HostName=%h.lab
                Match host a,b user "c" !localuser d final
                  IdentityFile ~/.ssh/%h
                  ProxyJump a@b:1,[::1]:2
                  Include *
                  ConnectTimeout 1m
                  UserKnownHostsFile a b
                """.getBytes(StandardCharsets.UTF_8);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 2_000; i++) {
                byte[] bytes = Arrays.copyOf(good, 1 + random.nextInt(good.length));
                for (int k = random.nextInt(10); k > 0; k--) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                Path file = Files.write(home.resolve("fuzzed"), bytes);
                try {
                    SshConfig.ofFile(file, user(Map.of())).of("gpu1");
                } catch (InvalidInputException e) {
                    assertThat(e.problems()).as("seed %d", seed).isNotEmpty();
                }
            }
            String stars = "Host " + "*a".repeat(200) + "\nPort 9\n";
            assertThat(config(stars).of("a".repeat(2_000) + "b").port().value()).isEqualTo(22);
        });
    }
}
