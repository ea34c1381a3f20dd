package org.aiperf.remote.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.aiperf.remote.config.Values.Refusal;

/** The condition of a {@code Match} line: all of its criteria must hold. */
record MatchCondition(List<Criterion> criteria, Origin.Line place) {
    private static final Set<String> NEWER = Set.of("localnetwork", "tagged", "command", "version", "sessiontype");

    enum Attribute {
        ALL,
        FINAL,
        HOST,
        ORIGINAL_HOST,
        USER,
        LOCAL_USER,
        EXEC,
        /** Known to newer versions of OpenSSH; about things that are not known here. */
        NEWER
    }

    record Criterion(Attribute attribute, boolean negated, String argument) {}

    /** What a condition is asked about. */
    interface Asked {
        String host();

        String originalHost();

        String user();

        String localUser();

        boolean isFinal();

        /** Whether a command of the configuration ends well; empty where none may be run. */
        Optional<Boolean> succeeds(String command, Origin.Line place);
    }

    /** A condition, or why it is none. */
    sealed interface Parsed {
        record Good(MatchCondition condition) implements Parsed {}

        record Bad(Refusal refusal) implements Parsed {}
    }

    static Parsed parse(String text, Origin.Line place) {
        List<Criterion> criteria = new ArrayList<>();
        Words words = new Words(text);
        while (true) {
            Optional<String> word = words.next();
            if (word.isEmpty() || word.get().startsWith("#")) {
                break;
            }
            boolean negated = word.get().startsWith("!");
            String name = word.get().substring(negated ? 1 : 0).toLowerCase(Locale.ROOT);
            Optional<Attribute> attribute = attribute(name);
            if (attribute.isEmpty()) {
                return bad("'" + name + "' is no criterion", "use host, originalhost, user, localuser, final or all");
            }
            if (attribute.get() == Attribute.ALL) {
                boolean alone = criteria.size() < 2
                        && words.next().filter(next -> !next.startsWith("#")).isEmpty();
                if (!alone) {
                    return bad("'all' stands with other criteria", "write 'Match all' alone");
                }
                criteria.add(new Criterion(Attribute.ALL, negated, ""));
                break;
            }
            if (attribute.get() == Attribute.FINAL) {
                criteria.add(new Criterion(Attribute.FINAL, negated, name));
                continue;
            }
            Optional<String> argument = words.next().filter(next -> !next.isEmpty() && !next.startsWith("#"));
            if (argument.isEmpty()) {
                return bad("'" + name + "' has no value", "write '" + name + " PATTERN'");
            }
            criteria.add(new Criterion(attribute.get(), negated, argument.get()));
        }
        return criteria.isEmpty()
                ? bad("there is no criterion", "write 'Match host PATTERN'")
                : new Parsed.Good(new MatchCondition(List.copyOf(criteria), place));
    }

    /** Whether the files must be gone through a second time for it. */
    boolean asksForFinalPass() {
        return criteria.stream()
                .anyMatch(criterion -> criterion.attribute() == Attribute.FINAL
                        && criterion.argument().equals("final"));
    }

    boolean holds(Asked asked) {
        boolean holds = true;
        for (Criterion criterion : criteria) {
            if (criterion.attribute() == Attribute.EXEC && !holds) {
                continue;
            }
            Optional<Boolean> fulfilled = fulfilled(criterion, asked);
            holds &= fulfilled.isPresent() && fulfilled.get() != criterion.negated();
        }
        return holds;
    }

    /** Empty if nobody can tell. */
    private Optional<Boolean> fulfilled(Criterion criterion, Asked asked) {
        String argument = criterion.argument();
        return switch (criterion.attribute()) {
            case ALL -> Optional.of(true);
            case FINAL -> Optional.of(asked.isFinal());
            case HOST -> Optional.of(Pattern.hostListMatches(asked.host(), argument));
            case ORIGINAL_HOST -> Optional.of(Pattern.hostListMatches(asked.originalHost(), argument));
            case USER -> Optional.of(Pattern.listMatches(asked.user(), argument));
            case LOCAL_USER -> Optional.of(Pattern.listMatches(asked.localUser(), argument));
            case EXEC -> asked.succeeds(argument, place);
            case NEWER -> Optional.empty();
        };
    }

    private static Optional<Attribute> attribute(String name) {
        return switch (name) {
            case "all" -> Optional.of(Attribute.ALL);
            case "final", "canonical" -> Optional.of(Attribute.FINAL);
            case "host" -> Optional.of(Attribute.HOST);
            case "originalhost" -> Optional.of(Attribute.ORIGINAL_HOST);
            case "user" -> Optional.of(Attribute.USER);
            case "localuser" -> Optional.of(Attribute.LOCAL_USER);
            case "exec" -> Optional.of(Attribute.EXEC);
            default -> NEWER.contains(name) ? Optional.of(Attribute.NEWER) : Optional.empty();
        };
    }

    private static Parsed bad(String what, String fix) {
        return new Parsed.Bad(new Refusal(what, fix));
    }
}
