package org.aiperf.remote.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.remote.config.Tokens.UnknownVariableException;

/** What is to be done for one host; every value with who decided it. */
public final class HostSettings {
    private static final int DEFAULT_PORT = 22;
    private static final List<String> DEFAULT_KEYS = List.of("~/.ssh/id_rsa", "~/.ssh/id_ecdsa", "~/.ssh/id_ed25519");
    private static final List<String> DEFAULT_KNOWN_HOSTS = List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");
    private static final List<String> GLOBAL_KNOWN_HOSTS =
            List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");

    private final String asked;
    private final LocalUser local;
    private final Map<Keyword, Setting<List<String>>> chosen;
    private final List<Setting<String>> identities;
    private final List<String> notes;
    private final Tokens tokens;

    HostSettings(String asked, LocalUser local, Resolution resolution) throws InvalidInputException {
        this.asked = asked;
        this.local = local;
        this.chosen = Map.copyOf(resolution.chosen());
        this.identities = resolution.identityFiles();
        this.notes = resolution.notes();
        String lastJump = proxyJump().value().isEmpty()
                ? ""
                : proxyJump().value().getLast().host();
        this.tokens = Tokens.of(
                local,
                asked,
                hostName().value(),
                port().value(),
                user().value(),
                hostKeyAlias().map(Setting::value).orElse(asked),
                lastJump);
        refuseUnknownVariables();
    }

    /** The name that was asked for. */
    public String asked() {
        return asked;
    }

    /** What the user should know about how this came about, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    /** Where to connect to, in lower case. */
    public Setting<String> hostName() {
        Setting<String> name = text(Keyword.HOST_NAME).orElseGet(() -> Setting.byDefault(asked.replace("%", "%%")));
        return name.map(text ->
                text.replace("%%", "\0").replace("%h", asked).replace("\0", "%").toLowerCase(Locale.ROOT));
    }

    public Setting<String> user() {
        return text(Keyword.USER).orElseGet(() -> Setting.byDefault(local.name()));
    }

    public Setting<Integer> port() {
        return text(Keyword.PORT)
                .map(port -> port.map(Integer::valueOf))
                .orElseGet(() -> Setting.byDefault(DEFAULT_PORT));
    }

    /** Private keys, in the order in which they are tried; those by default need not exist. */
    public List<Setting<Path>> identityFiles() {
        List<Setting<String>> named = identities.isEmpty()
                ? DEFAULT_KEYS.stream().map(Setting::byDefault).toList()
                : identities;
        return named.stream()
                .filter(file -> !file.value().equalsIgnoreCase(Values.NONE))
                .map(file -> file.map(text -> path(text, file.origin())))
                .toList();
    }

    /** Whether the agent's other keys are left alone. */
    public Setting<Boolean> identitiesOnly() {
        return flag(Keyword.IDENTITIES_ONLY, false);
    }

    /** The agent's socket; empty if there is none, or none is to be used. */
    public Setting<Optional<Path>> identityAgent() {
        Setting<String> socket = text(Keyword.IDENTITY_AGENT).orElseGet(() -> Setting.byDefault("SSH_AUTH_SOCK"));
        return socket.map(name -> {
            if (name.equalsIgnoreCase(Values.NONE)) {
                return Optional.empty();
            }
            boolean isVariable = name.startsWith("$") && !name.startsWith("${");
            String path = name.equals("SSH_AUTH_SOCK") || isVariable
                    ? local.environment().getOrDefault(isVariable ? name.substring(1) : name, "")
                    : expanded(name);
            return Optional.of(path).filter(text -> !text.isEmpty()).map(Path::of);
        });
    }

    /** The hosts on the way, nearest to us first; none to connect directly. */
    public Setting<List<JumpHost>> proxyJump() {
        return text(Keyword.PROXY_JUMP)
                .map(jumps -> jumps.map(text -> JumpHost.list(text).orElseThrow()))
                .orElseGet(() -> Setting.byDefault(List.of()));
    }

    /** The command whose input and output are the connection, ready for a shell. */
    public Optional<Setting<String>> proxyCommand() {
        return text(Keyword.PROXY_COMMAND)
                .filter(command -> !command.value().equalsIgnoreCase(Values.NONE))
                .map(command -> command.map(tokens::percents));
    }

    /** The name under which the host's key is known, instead of its own; in lower case. */
    public Optional<Setting<String>> hostKeyAlias() {
        return text(Keyword.HOST_KEY_ALIAS).map(alias -> alias.map(name -> name.toLowerCase(Locale.ROOT)));
    }

    /** The user's files of host keys; new keys go to the first. */
    public Setting<List<Path>> userKnownHostsFiles() {
        return files(Keyword.USER_KNOWN_HOSTS_FILE, DEFAULT_KNOWN_HOSTS);
    }

    public Setting<List<Path>> globalKnownHostsFiles() {
        return files(Keyword.GLOBAL_KNOWN_HOSTS_FILE, GLOBAL_KNOWN_HOSTS);
    }

    /** Whether names are hidden in lines that are added to a file of host keys. */
    public Setting<Boolean> hashKnownHosts() {
        return flag(Keyword.HASH_KNOWN_HOSTS, false);
    }

    /**
     * Whether an unknown host key is refused without asking. No value accepts keys without asking: there,
     * {@code no}, {@code off} and {@code accept-new} count as {@code ask}.
     */
    public Setting<Boolean> refusesUnknownHostKeys() {
        return text(Keyword.STRICT_HOST_KEY_CHECKING)
                .map(value -> value.map(word -> List.of("yes", "true").contains(word.toLowerCase(Locale.ROOT))))
                .orElseGet(() -> Setting.byDefault(false));
    }

    /** How long to wait for the connection; empty where nobody says. */
    public Setting<Optional<Duration>> connectTimeout() {
        return text(Keyword.CONNECT_TIMEOUT)
                .map(time -> time.map(text -> Optional.of(seconds(text))))
                .orElseGet(() -> Setting.byDefault(Optional.empty()));
    }

    /** How long the other side may be silent before it is asked for a sign of life; zero never asks. */
    public Setting<Duration> serverAliveInterval() {
        return text(Keyword.SERVER_ALIVE_INTERVAL)
                .map(time -> time.map(HostSettings::seconds))
                .orElseGet(() -> Setting.byDefault(Duration.ZERO));
    }

    public Setting<Integer> serverAliveCountMax() {
        return text(Keyword.SERVER_ALIVE_COUNT_MAX)
                .map(count -> count.map(Integer::valueOf))
                .orElseGet(() -> Setting.byDefault(3));
    }

    /** Ways to log in, in the order in which they are tried; empty where nobody says. */
    public Setting<List<String>> preferredAuthentications() {
        return text(Keyword.PREFERRED_AUTHENTICATIONS)
                .map(methods -> methods.map(text -> Arrays.stream(text.split(","))
                        .map(String::strip)
                        .filter(method -> !method.isEmpty())
                        .toList()))
                .orElseGet(() -> Setting.byDefault(List.of()));
    }

    public Setting<Boolean> pubkeyAuthentication() {
        return flag(Keyword.PUBKEY_AUTHENTICATION, true);
    }

    public Setting<Boolean> keyboardInteractiveAuthentication() {
        return flag(Keyword.KBD_INTERACTIVE_AUTHENTICATION, true);
    }

    public Setting<Boolean> passwordAuthentication() {
        return flag(Keyword.PASSWORD_AUTHENTICATION, true);
    }

    /** Everything that somebody decided, as it was written, for people to see. */
    public List<Written> written() {
        List<Written> all = new ArrayList<>();
        for (Keyword keyword : Keyword.values()) {
            Setting<List<String>> setting = chosen.get(keyword);
            if (setting != null) {
                all.add(new Written(keyword, String.join(" ", setting.value()), setting.origin()));
            }
            if (keyword == Keyword.IDENTITY_FILE) {
                identities.forEach(file -> all.add(new Written(keyword, file.value(), file.origin())));
            }
        }
        return all;
    }

    /** A keyword with its value as it was written. */
    public record Written(Keyword keyword, String value, Origin origin) {}

    private Optional<Setting<String>> text(Keyword keyword) {
        return Optional.ofNullable(chosen.get(keyword)).map(setting -> setting.map(List::getFirst));
    }

    private Setting<Boolean> flag(Keyword keyword, boolean byDefault) {
        return text(keyword).map(flag -> flag.map(Values::flag)).orElseGet(() -> Setting.byDefault(byDefault));
    }

    private Setting<List<Path>> files(Keyword keyword, List<String> byDefault) {
        Setting<List<String>> files = chosen.getOrDefault(keyword, Setting.byDefault(byDefault));
        return files.map(names -> names.stream()
                .filter(name -> !name.equalsIgnoreCase(Values.NONE))
                .map(name -> path(name, files.origin()))
                .toList());
    }

    /** What a file says may hold tokens; what is given is a path already. */
    private Path path(String text, Origin origin) {
        return Path.of(origin instanceof Origin.Given ? text : expanded(text));
    }

    private String expanded(String text) {
        try {
            return tokens.all(local.withHome(text));
        } catch (UnknownVariableException e) {
            throw new IllegalStateException("refused by the constructor", e);
        }
    }

    private static Duration seconds(String text) {
        return Duration.ofSeconds(Values.seconds(text).orElseThrow());
    }

    private void refuseUnknownVariables() throws InvalidInputException {
        List<Problem> problems = new ArrayList<>();
        for (Written line : written()) {
            boolean isPath = switch (line.keyword()) {
                case IDENTITY_FILE, IDENTITY_AGENT, USER_KNOWN_HOSTS_FILE, GLOBAL_KNOWN_HOSTS_FILE -> true;
                default -> false;
            };
            if (!isPath || !(line.origin() instanceof Origin.Line(Path file, int number))) {
                continue;
            }
            try {
                tokens.all(line.value());
            } catch (UnknownVariableException e) {
                problems.add(new Problem(
                        file.toString(),
                        number,
                        line.keyword().spelling(),
                        "there is no variable " + e.getMessage(),
                        "set it before you start, or write the path"));
            }
        }
        if (!problems.isEmpty()) {
            throw new InvalidInputException(problems);
        }
    }
}
