package org.aiperf.remote.knownhosts;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Lines of {@code known_hosts} for one server, each with what must come of it, and the places where it may stand. */
public final class KnownHostsRules {
    private KnownHostsRules() {}

    /** What must come of a line. */
    public enum Expected {
        KNOWN,
        UNKNOWN,
        CHANGED,
        REVOKED
    }

    /** A line or two. */
    public record Rule(String text, Expected expected) {}

    /**
     * @param host without port
     * @param port not 22
     * @param key type and base64 of the server's key, which is {@code ssh-ed25519}
     */
    public static Map<String, Rule> of(String host, int port, String key, Random random) {
        String name = "[" + host + "]:" + port;
        String other = ed25519(random);
        String blob = key.split(" ")[1];
        Map<String, Rule> rules = new LinkedHashMap<>();
        put(rules, "its key", name + " " + key, Expected.KNOWN);
        put(rules, "with a comment", name + " " + key + " 一台机器 # x", Expected.KNOWN);
        put(rules, "among others", "a,b.lab," + name + " " + key, Expected.KNOWN);
        put(rules, "tabs", name + "\t" + key.replace(" ", "\t"), Expected.KNOWN);
        put(rules, "blanks before", "  \t" + name + " " + key, Expected.KNOWN);
        put(rules, "carriage return", name + " " + key + "\r", Expected.KNOWN);
        put(rules, "any last number", name.replaceAll("\\d+\\]", "*]") + " " + key, Expected.KNOWN);
        put(rules, "any port", "[" + host + "]:* " + key, Expected.KNOWN);
        put(rules, "one character", "?" + name.substring(1) + " " + key, Expected.KNOWN);
        put(rules, "everybody", "* " + key, Expected.KNOWN);
        put(rules, "everybody but it", "*,!" + host + ",!" + name + " " + key, Expected.UNKNOWN);
        put(rules, "not it, then everybody", "!*" + host + "*,* " + key, Expected.UNKNOWN);
        put(rules, "everybody but its port", "*,!" + name + " " + key, Expected.KNOWN);
        put(rules, "everybody but another", "*,!other " + key, Expected.KNOWN);
        put(rules, "hidden", hashed(name, random) + " " + key, Expected.KNOWN);
        put(rules, "another hidden", hashed("other", random) + " " + key, Expected.UNKNOWN);
        put(rules, "hidden without port", hashed(host, random) + " " + key, Expected.KNOWN);
        put(rules, "hidden with another key", hashed(name, random) + " " + other, Expected.CHANGED);
        put(rules, "without port", host + " " + key, Expected.KNOWN);
        put(rules, "without port, another key", host + " " + other, Expected.UNKNOWN);
        put(rules, "at another port", "[" + host + "]:" + (port - 1) + " " + key, Expected.UNKNOWN);
        put(rules, "another host", "other " + key, Expected.UNKNOWN);
        put(rules, "another key", name + " " + other, Expected.CHANGED);
        put(rules, "two keys", name + " " + other + "\n" + name + " " + key, Expected.KNOWN);
        put(rules, "of another type", name + " " + ecdsa(random), Expected.CHANGED);
        put(rules, "revoked", "@revoked " + name + " " + key, Expected.REVOKED);
        put(rules, "revoked for all", "@revoked * " + key, Expected.REVOKED);
        put(rules, "revoked and known", name + " " + key + "\n@revoked * " + key, Expected.REVOKED);
        put(rules, "another revoked", name + " " + key + "\n@revoked * " + other, Expected.KNOWN);
        put(rules, "revoked elsewhere", name + " " + key + "\n@revoked other " + key, Expected.KNOWN);
        put(rules, "revoked and hidden", "@revoked " + hashed(name, random) + " " + key, Expected.REVOKED);
        put(rules, "an authority's", "@cert-authority " + name + " " + key, Expected.UNKNOWN);
        put(rules, "an unknown marker", "@trusted " + name + " " + key, Expected.UNKNOWN);
        put(rules, "a comment", "#" + name + " " + key, Expected.UNKNOWN);
        put(rules, "no key", name + " ssh-ed25519", Expected.UNKNOWN);
        put(rules, "only a name", name, Expected.UNKNOWN);
        put(rules, "only a marker", "@revoked", Expected.UNKNOWN);
        put(rules, "no base64", name + " ssh-ed25519 AAAA!" + blob, Expected.UNKNOWN);
        put(rules, "cut base64", name + " ssh-ed25519 " + blob.substring(0, blob.length() - 9), Expected.UNKNOWN);
        put(rules, "a type too much", name + " ssh-ed25519 " + key, Expected.UNKNOWN);
        put(rules, "the old protocol", name + " 1024 35 1234567890123", Expected.UNKNOWN);
        put(rules, "hidden by another method", "|2" + hashed(name, random).substring(2) + " " + key, Expected.UNKNOWN);
        put(
                rules,
                "hidden with a cut hash",
                hashed(name, random).replaceAll(".{6}$", "") + " " + key,
                Expected.UNKNOWN);
        put(rules, "hidden, no hash", "|1|AAAA " + key, Expected.UNKNOWN);
        put(rules, "nothing", "", Expected.UNKNOWN);
        return rules;
    }

    /** Where a line may stand: the texts of two files. */
    public static Map<String, Function<String, String[]>> positions(Random random) {
        Map<String, Function<String, String[]>> positions = new LinkedHashMap<>();
        positions.put("alone", line -> new String[] {line + "\n", ""});
        positions.put("without an end of line", line -> new String[] {line, ""});
        String many = ("other.host " + ed25519(random) + "\n").repeat(300);
        positions.put("among many", line -> new String[] {many + "\n# x\n\nbroken line\n" + line + "\n" + many, ""});
        positions.put("in the second file", line -> new String[] {"\n", line + "\n"});
        return positions;
    }

    static String ed25519(Random random) {
        return key("ssh-ed25519", 32, random);
    }

    private static String ecdsa(Random random) {
        byte[] type = "ecdsa-sha2-nistp256".getBytes(StandardCharsets.US_ASCII);
        byte[] curve = "nistp256".getBytes(StandardCharsets.US_ASCII);
        byte[] point = new byte[65];
        random.nextBytes(point);
        point[0] = 4;
        ByteBuffer blob = ByteBuffer.allocate(12 + type.length + curve.length + point.length);
        blob.putInt(type.length)
                .put(type)
                .putInt(curve.length)
                .put(curve)
                .putInt(point.length)
                .put(point);
        return "ecdsa-sha2-nistp256 " + PublicKey.of(blob.array()).orElseThrow().base64();
    }

    private static String key(String type, int bytes, Random random) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        byte[] value = new byte[bytes];
        random.nextBytes(value);
        ByteBuffer blob = ByteBuffer.allocate(8 + name.length + bytes);
        blob.putInt(name.length).put(name).putInt(bytes).put(value);
        return type + " " + PublicKey.of(blob.array()).orElseThrow().base64();
    }

    private static String hashed(String name, Random random) {
        byte[] salt = new byte[20];
        random.nextBytes(salt);
        return HostNames.Hashed.of(name, salt).toString();
    }

    private static void put(Map<String, Rule> rules, String what, String text, Expected expected) {
        rules.put(what, new Rule(text, expected));
    }
}
