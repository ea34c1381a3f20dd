package org.aiperf.slurm.conf;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.aiperf.problems.NearMiss;

/** What values of a key look like: the types of Slurm's own reader, and a few words that it checks afterwards. */
enum ValueType {
    U16,
    U32,
    U64,
    LONG,
    YESNO,
    DECIMAL,
    TIME,
    PORTRANGE,
    SHARING,
    PARTITIONSTATE,
    NODESTATE,
    PREEMPTION,
    TEXT,
    /** Text of a key that may stand several times. */
    REPEATED;

    /** What is wrong with a value, and how to mend it. */
    record Fault(String message, String fix) {}

    private static final Pattern NUMBER = Pattern.compile("\\s*([-+]?)(0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*)([kK]?)");
    private static final Pattern TIME_FORMAT = Pattern.compile("\\d+(:\\d+){0,2}|\\d+-(\\d+(:\\d+){0,2})?|-1");
    private static final Pattern DECIMAL_FORMAT = Pattern.compile("[-+]?(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?%?");
    private static final Pattern PORTS = Pattern.compile("\\d{1,5}(-\\d{1,5})?");
    private static final Pattern SHARE = Pattern.compile("NO|EXCLUSIVE|(YES|FORCE)(:\\d+)?");
    private static final List<String> ENDLESS = List.of("UNLIMITED", "INFINITE");
    private static final List<String> BOOLEANS = List.of("YES", "NO", "UP", "DOWN", "TRUE", "FALSE", "1", "0");
    private static final List<String> PARTITION_STATES = List.of("UP", "DOWN", "DRAIN", "INACTIVE");
    private static final List<String> NODE_STATES = List.of(
            "UNKNOWN", "DOWN", "IDLE", "ALLOCATED", "ERROR", "MIXED", "FUTURE", "CLOUD", "EXTERNAL", "DRAIN", "FAIL");
    private static final List<String> PREEMPTIONS =
            List.of("OFF", "CLUSTER", "ON", "CANCEL", "CHECKPOINT", "GANG", "REQUEUE", "SUSPEND", "WITHIN", "PRIORITY");

    /** Empty if Slurm takes the value. */
    Optional<Fault> faultOf(String value) {
        String upper = value.toUpperCase(Locale.ROOT);
        return switch (this) {
            case U16 -> number(value, upper, BigInteger.valueOf(0xffff), false);
            case U32 -> number(value, upper, BigInteger.valueOf(0xffff_ffffL), true);
            case U64 -> number(value, upper, BigInteger.TWO.pow(64).subtract(BigInteger.ONE), true);
            case LONG -> number(value.replaceFirst("^-", ""), upper, BigInteger.valueOf(Long.MAX_VALUE), false);
            case YESNO -> unless(BOOLEANS.contains(upper), value, "neither YES nor NO", "write YES or NO");
            case DECIMAL ->
                unless(
                        DECIMAL_FORMAT.matcher(value).matches() || ENDLESS.contains(upper),
                        value,
                        "not a number",
                        "write a number such as 30 or 98.5");
            case TIME ->
                unless(
                        TIME_FORMAT.matcher(value).matches() || ENDLESS.contains(upper),
                        value,
                        "not a time",
                        "write minutes, hours:minutes:seconds, days-hours:minutes:seconds or INFINITE");
            case PORTRANGE -> ports(value);
            case SHARING ->
                unless(
                        SHARE.matcher(upper).matches(),
                        value,
                        "not a way to share nodes",
                        "write NO, YES, YES:4, FORCE, FORCE:4 or EXCLUSIVE");
            case PARTITIONSTATE -> startsWithOneOf(PARTITION_STATES, value, upper, "not a state of a partition");
            case NODESTATE -> startsWithOneOf(NODE_STATES, value, upper, "not a state of a node");
            case PREEMPTION -> preemption(value, upper);
            case TEXT, REPEATED -> Optional.empty();
        };
    }

    private static Optional<Fault> number(String value, String upper, BigInteger most, boolean thousands) {
        if (ENDLESS.contains(upper)) {
            return Optional.empty();
        }
        var matcher = NUMBER.matcher(value);
        if (!matcher.matches() || (!thousands && !matcher.group(3).isEmpty())) {
            String fix = value.matches("\\d+(\\.\\d+)?[MGTmgt]([iI]?[bB])?")
                    ? "write it without a unit; Slurm counts memory in MiB"
                    : "write a whole number";
            return Optional.of(new Fault("'" + shown(value) + "' is not a whole number", fix));
        }
        if (matcher.group(1).equals("-")) {
            return Optional.of(new Fault("'" + shown(value) + "' is less than zero", "write 0 or more"));
        }
        if (matcher.group(2).length() > 40 || parse(matcher.group(2)).compareTo(most) > 0) {
            return Optional.of(new Fault("'" + shown(value) + "' is too large", "write at most " + most));
        }
        return Optional.empty();
    }

    /** A number as Slurm reads it: hexadecimal after 0x, octal after 0, times 1024 before K. */
    static Optional<Long> valueOf64(String value) {
        var matcher = NUMBER.matcher(value);
        if (!matcher.matches()
                || matcher.group(2).length() > 17
                || matcher.group(1).equals("-")) {
            return Optional.empty();
        }
        long number = parse(matcher.group(2)).longValue();
        return Optional.of(matcher.group(3).isEmpty() ? number : number * 1024);
    }

    private static BigInteger parse(String digits) {
        if (digits.length() > 1 && digits.charAt(0) == '0') {
            boolean isHexadecimal = digits.charAt(1) == 'x' || digits.charAt(1) == 'X';
            return isHexadecimal ? new BigInteger(digits.substring(2), 16) : new BigInteger(digits, 8);
        }
        return new BigInteger(digits);
    }

    private static Optional<Fault> ports(String value) {
        boolean isRange = PORTS.matcher(value).matches();
        if (isRange) {
            int dash = value.indexOf('-');
            int low = Integer.parseInt(dash < 0 ? value : value.substring(0, dash));
            int high = Integer.parseInt(value.substring(dash + 1));
            isRange = low >= 1 && low <= high && high <= 0xffff;
        }
        return unless(isRange, value, "not a port or a range of ports", "write 6817, or 6817-6820");
    }

    private static Optional<Fault> startsWithOneOf(List<String> words, String value, String upper, String what) {
        boolean known = words.stream().anyMatch(upper::startsWith);
        return unless(known, value, what, NearMiss.suggestion(upper, words));
    }

    private static Optional<Fault> preemption(String value, String upper) {
        for (String word : upper.split(",")) {
            if (!PREEMPTIONS.contains(word.strip())) {
                return unless(false, value, "not a way to preempt", NearMiss.suggestion(word, PREEMPTIONS));
            }
        }
        return Optional.empty();
    }

    private static Optional<Fault> unless(boolean right, String value, String what, String fix) {
        return right ? Optional.empty() : Optional.of(new Fault("'" + shown(value) + "' is " + what, fix));
    }

    /** At most 80 characters, without control characters. */
    static String shown(String text) {
        String clean = text.codePoints()
                .limit(80)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.length() < text.length() ? clean + "…" : clean;
    }
}
