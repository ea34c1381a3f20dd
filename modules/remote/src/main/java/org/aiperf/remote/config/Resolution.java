package org.aiperf.remote.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.aiperf.remote.config.ConfigLine.Decision;
import org.aiperf.remote.config.ConfigLine.ForHosts;
import org.aiperf.remote.config.ConfigLine.Included;
import org.aiperf.remote.config.ConfigLine.Under;
import org.jspecify.annotations.Nullable;

/** Goes through the lines for one host. The first value of a keyword counts; identity files add up. */
final class Resolution implements MatchCondition.Asked {
    private static final int DEFAULT_PORT = 22;

    private final LocalUser local;
    private final String asked;
    private final @Nullable Predicate<String> commands;
    private final Map<Keyword, Setting<List<String>>> chosen = new EnumMap<>(Keyword.class);
    private final List<Setting<String>> identityFiles = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean identityIsGiven;
    private boolean finalPass;

    /** @param commands runs a command of the configuration and tells whether it ended well; null to run none */
    Resolution(LocalUser local, String asked, @Nullable Predicate<String> commands) {
        this.local = local;
        this.asked = asked;
        this.commands = commands;
    }

    /**
     * Decides a keyword before any file does. A given key is the only one that is tried, a given file of host keys the
     * only one that is believed.
     */
    void give(Keyword keyword, String value, String by) {
        Origin origin = new Origin.Given(by);
        if (keyword == Keyword.IDENTITY_FILE) {
            identityFiles.add(new Setting<>(value, origin));
            identityIsGiven = true;
            chosen.put(Keyword.IDENTITIES_ONLY, new Setting<>(List.of("yes"), origin));
            return;
        }
        if (keyword == Keyword.USER_KNOWN_HOSTS_FILE) {
            chosen.put(Keyword.GLOBAL_KNOWN_HOSTS_FILE, new Setting<>(List.of(Values.NONE), origin));
        }
        chosen.put(keyword, new Setting<>(List.of(value), origin));
    }

    void run(List<List<ConfigLine>> files) {
        files.forEach(lines -> go(lines, true));
        if (files.stream().anyMatch(Resolution::asksForFinalPass)) {
            String host = host().toLowerCase(Locale.ROOT);
            Origin origin = chosen.containsKey(Keyword.HOST_NAME)
                    ? chosen.get(Keyword.HOST_NAME).origin()
                    : Origin.DEFAULT;
            chosen.put(Keyword.HOST_NAME, new Setting<>(List.of(host.replace("%", "%%")), origin));
            finalPass = true;
            files.forEach(lines -> go(lines, true));
        }
    }

    Map<Keyword, Setting<List<String>>> chosen() {
        return chosen;
    }

    List<Setting<String>> identityFiles() {
        return List.copyOf(identityFiles);
    }

    List<String> notes() {
        return List.copyOf(notes);
    }

    private void go(List<ConfigLine> lines, boolean activeAtFirst) {
        boolean active = activeAtFirst;
        for (ConfigLine line : lines) {
            switch (line) {
                case ForHosts(List<String> patterns, Origin.Line _) ->
                    active = activeAtFirst && Pattern.anyMatches(finalPass ? host() : asked, patterns);
                case Under(MatchCondition condition) -> active = activeAtFirst && condition.holds(this);
                case Included(List<List<ConfigLine>> files) -> {
                    if (active) {
                        files.forEach(file -> go(file, true));
                    }
                }
                case Decision decision -> {
                    if (active) {
                        decide(decision);
                    }
                }
            }
        }
    }

    private void decide(Decision decision) {
        Keyword keyword = decision.keyword();
        if (keyword == Keyword.IDENTITY_FILE) {
            String file = decision.values().getFirst();
            if (!identityIsGiven
                    && identityFiles.stream().noneMatch(known -> known.value().equals(file))) {
                identityFiles.add(new Setting<>(file, decision.place()));
            }
            return;
        }
        boolean isDecided = chosen.containsKey(keyword)
                || (keyword == Keyword.PROXY_JUMP && chosen.containsKey(Keyword.PROXY_COMMAND))
                || (keyword == Keyword.PROXY_COMMAND && jumps());
        if (!isDecided) {
            chosen.put(keyword, new Setting<>(decision.values(), decision.place()));
        }
    }

    private boolean jumps() {
        Setting<List<String>> jumps = chosen.get(Keyword.PROXY_JUMP);
        return jumps != null && !jumps.value().getFirst().equalsIgnoreCase(Values.NONE);
    }

    private static boolean asksForFinalPass(List<ConfigLine> lines) {
        return lines.stream().anyMatch(line -> switch (line) {
            case Under(MatchCondition condition) -> condition.asksForFinalPass();
            case Included(List<List<ConfigLine>> files) -> files.stream().anyMatch(Resolution::asksForFinalPass);
            default -> false;
        });
    }

    /** The name the host has by now. */
    @Override
    public String host() {
        Setting<List<String>> name = chosen.get(Keyword.HOST_NAME);
        return name == null
                ? asked
                : name.value()
                        .getFirst()
                        .replace("%%", "\0")
                        .replace("%h", asked)
                        .replace("\0", "%");
    }

    @Override
    public String originalHost() {
        return asked;
    }

    @Override
    public String user() {
        Setting<List<String>> user = chosen.get(Keyword.USER);
        return user == null ? local.name() : user.value().getFirst();
    }

    @Override
    public String localUser() {
        return local.name();
    }

    @Override
    public boolean isFinal() {
        return finalPass;
    }

    @Override
    public Optional<Boolean> succeeds(String command, Origin.Line place) {
        if (commands == null) {
            String note = "Match exec of " + place + " is not run, so what stands under it does not count";
            if (!notes.contains(note)) {
                notes.add(note);
            }
            return Optional.empty();
        }
        Setting<List<String>> port = chosen.get(Keyword.PORT);
        Setting<List<String>> alias = chosen.get(Keyword.HOST_KEY_ALIAS);
        Tokens tokens = Tokens.of(
                local,
                asked,
                host(),
                port == null ? DEFAULT_PORT : Integer.parseInt(port.value().getFirst()),
                user(),
                alias == null ? host() : alias.value().getFirst(),
                "");
        return Optional.of(commands.test(tokens.percents(command)));
    }
}
