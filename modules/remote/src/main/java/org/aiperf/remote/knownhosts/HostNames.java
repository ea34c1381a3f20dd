package org.aiperf.remote.knownhosts;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.aiperf.remote.config.Pattern;

/** The first field of a line: whose key it is. */
sealed interface HostNames {
    boolean contain(String host);

    /** Patterns between commas. */
    record Patterns(String text) implements HostNames {
        @Override
        public boolean contain(String host) {
            return Pattern.anyMatches(
                    host.toLowerCase(Locale.ROOT),
                    List.of(text.toLowerCase(Locale.ROOT).split(",")));
        }
    }

    /** One name that cannot be read: {@code |1|salt|HMAC-SHA1(salt, name)}. */
    final class Hashed implements HostNames {
        static final String START = "|1|";

        private final byte[] salt;
        private final byte[] hash;

        private Hashed(byte[] salt, byte[] hash) {
            this.salt = salt;
            this.hash = hash;
        }

        static Optional<HostNames> parse(String text) {
            String[] parts = text.substring(START.length()).split("\\|", -1);
            if (parts.length != 2) {
                return Optional.empty();
            }
            try {
                byte[] salt = Base64.getDecoder().decode(parts[0]);
                byte[] hash = Base64.getDecoder().decode(parts[1]);
                return salt.length == 20 && hash.length == 20 ? Optional.of(new Hashed(salt, hash)) : Optional.empty();
            } catch (IllegalArgumentException notBase64) {
                return Optional.empty();
            }
        }

        static Hashed of(String host, byte[] salt) {
            return new Hashed(salt.clone(), hmac(salt, host));
        }

        @Override
        public boolean contain(String host) {
            return MessageDigest.isEqual(hash, hmac(salt, host.toLowerCase(Locale.ROOT)));
        }

        @Override
        public String toString() {
            Base64.Encoder encoder = Base64.getEncoder();
            return START + encoder.encodeToString(salt) + "|" + encoder.encodeToString(hash);
        }

        private static byte[] hmac(byte[] salt, String host) {
            try {
                Mac mac = Mac.getInstance("HmacSHA1");
                mac.init(new SecretKeySpec(salt, "HmacSHA1"));
                return mac.doFinal(host.getBytes(StandardCharsets.UTF_8));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("every Java has HMAC-SHA1", e);
            }
        }
    }
}
