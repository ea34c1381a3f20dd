package org.aiperf.remote.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The keywords of {@code ssh_config} that decide something here. */
public enum Keyword {
    HOST_NAME("HostName", Kind.TEXT),
    USER("User", Kind.TEXT),
    PORT("Port", Kind.PORT),
    IDENTITY_FILE("IdentityFile", Kind.TEXTS),
    IDENTITIES_ONLY("IdentitiesOnly", Kind.FLAG),
    IDENTITY_AGENT("IdentityAgent", Kind.TEXT),
    PROXY_JUMP("ProxyJump", Kind.JUMPS),
    PROXY_COMMAND("ProxyCommand", Kind.COMMAND),
    HOST_KEY_ALIAS("HostKeyAlias", Kind.TEXT),
    USER_KNOWN_HOSTS_FILE("UserKnownHostsFile", Kind.LIST),
    GLOBAL_KNOWN_HOSTS_FILE("GlobalKnownHostsFile", Kind.LIST),
    HASH_KNOWN_HOSTS("HashKnownHosts", Kind.FLAG),
    STRICT_HOST_KEY_CHECKING("StrictHostKeyChecking", Kind.STRICTNESS),
    CONNECT_TIMEOUT("ConnectTimeout", Kind.TIME),
    SERVER_ALIVE_INTERVAL("ServerAliveInterval", Kind.TIME),
    SERVER_ALIVE_COUNT_MAX("ServerAliveCountMax", Kind.NUMBER),
    PREFERRED_AUTHENTICATIONS("PreferredAuthentications", Kind.TEXT),
    PUBKEY_AUTHENTICATION("PubkeyAuthentication", Kind.FLAG_OR_BINDING),
    KBD_INTERACTIVE_AUTHENTICATION("KbdInteractiveAuthentication", Kind.FLAG),
    PASSWORD_AUTHENTICATION("PasswordAuthentication", Kind.FLAG);

    /** What stands behind a keyword. */
    enum Kind {
        TEXT,
        /** Each line adds one. */
        TEXTS,
        /** Several on a line; {@code none} alone. */
        LIST,
        /** From 1 to 65535. */
        PORT,
        NUMBER,
        /** Seconds, or with units such as {@code 1h30m}. */
        TIME,
        FLAG,
        FLAG_OR_BINDING,
        STRICTNESS,
        /** The rest of the line, as it stands. */
        COMMAND,
        JUMPS
    }

    private static final Map<String, Keyword> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(keyword -> keyword.spelling.toLowerCase(Locale.ROOT), Function.identity()));
    private static final Map<String, Keyword> OLD_NAMES = Map.of(
            "identityfile2", IDENTITY_FILE,
            "challengeresponseauthentication", KBD_INTERACTIVE_AUTHENTICATION,
            "skeyauthentication", KBD_INTERACTIVE_AUTHENTICATION,
            "tisauthentication", KBD_INTERACTIVE_AUTHENTICATION,
            "dsaauthentication", PUBKEY_AUTHENTICATION);

    private final String spelling;
    private final Kind kind;

    Keyword(String spelling, Kind kind) {
        this.spelling = spelling;
        this.kind = kind;
    }

    /** As the manual writes it. */
    public String spelling() {
        return spelling;
    }

    Kind kind() {
        return kind;
    }

    /** By its name in lower case, also by one that it had in earlier versions. Null if there is none. */
    static @Nullable Keyword of(String lowerCase) {
        Keyword keyword = BY_NAME.get(lowerCase);
        return keyword == null ? OLD_NAMES.get(lowerCase) : keyword;
    }
}
