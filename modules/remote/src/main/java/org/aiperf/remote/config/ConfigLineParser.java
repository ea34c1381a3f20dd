package org.aiperf.remote.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.aiperf.remote.config.ConfigLine.Decision;
import org.aiperf.remote.config.Keyword.Kind;
import org.aiperf.remote.config.Values.Refusal;

/** Reads one line of one file after the other. */
final class ConfigLineParser {
    private static final int MOST_ON_A_LINE = 32;

    private final Path file;
    private final Problems problems;
    private final List<String> ignored = new ArrayList<>();
    private int number;

    ConfigLineParser(Path file, Problems problems) {
        this.file = file;
        this.problems = problems;
    }

    /** Of the line that is being parsed, from 1. */
    int number() {
        return number;
    }

    void parse(String line, int lineNumber, List<ConfigLine> lines, Function<List<String>, ConfigLine> include) {
        number = lineNumber;
        Words words = new Words(withoutTrail(line));
        Optional<String> first = words.next();
        if (first.isEmpty() || first.get().isEmpty() || first.get().startsWith("#")) {
            return;
        }
        String name = first.get().toLowerCase(Locale.ROOT);
        String rest = words.rest();
        if (line.indexOf('\0') >= 0) {
            refuse(first.get(), "the line holds a NUL character", "delete it");
            return;
        }
        if (rest.isEmpty()) {
            refuse(first.get(), "has no value", "write one, or delete the line");
            return;
        }
        Keyword keyword = Keyword.of(name);
        if (keyword != null && (keyword.kind() == Kind.COMMAND || keyword.kind() == Kind.JUMPS)) {
            raw(keyword, rest, lines);
            return;
        }
        Optional<List<String>> values = Words.of(rest);
        if (values.isEmpty()) {
            refuse(first.get(), "a quote is not closed", "close it");
        } else if (name.equals("host")) {
            hosts(values.get(), lines);
        } else if (name.equals("match")) {
            condition(rest, lines);
        } else if (name.equals("include")) {
            if (noneEmpty("Include", values.get())) {
                lines.add(include.apply(values.get()));
            }
        } else if (name.equals("ignoreunknown")) {
            values.get().forEach(list -> ignored.addAll(List.of(list.split(","))));
        } else if (keyword != null) {
            decision(keyword, values.get(), lines);
        } else if (!OtherKeywords.contain(name) && !Pattern.anyMatches(name, lowerCase(ignored))) {
            String near = NearMiss.of(name, OtherKeywords.andOurs())
                    .map(meant -> "did you mean '" + meant + "'?")
                    .orElse("delete the line, or name it under IgnoreUnknown");
            refuse(first.get(), "is no keyword of ssh", near);
        }
    }

    private void hosts(List<String> patterns, List<ConfigLine> lines) {
        if (noneEmpty("Host", patterns)) {
            lines.add(new ConfigLine.ForHosts(patterns, place()));
        }
    }

    private void condition(String text, List<ConfigLine> lines) {
        switch (MatchCondition.parse(text, place())) {
            case MatchCondition.Parsed.Good(MatchCondition condition) -> lines.add(new ConfigLine.Under(condition));
            case MatchCondition.Parsed.Bad(Refusal refusal) -> refuse("Match", refusal.what(), refusal.fix());
        }
    }

    private void raw(Keyword keyword, String rest, List<ConfigLine> lines) {
        String value = Words.withoutLead(rest);
        if (keyword.kind() == Kind.COMMAND) {
            refuseForeignTokens(keyword, value);
            lines.add(new Decision(keyword, List.of(value), place()));
            return;
        }
        int comment = value.indexOf('#');
        String jumps = (comment < 0 ? value : value.substring(0, comment)).strip();
        if (JumpHost.list(jumps).isEmpty()) {
            refuse(
                    keyword.spelling(),
                    "'" + jumps + "' is not understood",
                    "write [user@]host[:port], several with commas, or none");
            return;
        }
        lines.add(new Decision(keyword, List.of(jumps), place()));
    }

    private void decision(Keyword keyword, List<String> values, List<ConfigLine> lines) {
        String name = keyword.spelling();
        if (values.isEmpty() || !noneEmpty(name, values)) {
            if (values.isEmpty()) {
                refuse(name, "has no value", "write one, or delete the line");
            }
            return;
        }
        boolean isList = keyword.kind() == Kind.LIST;
        if (!isList && values.size() > 1) {
            refuse(name, "has more than one value", "put the value in quotes if it holds blanks");
            return;
        }
        if (isList && values.size() > MOST_ON_A_LINE) {
            refuse(name, "names more than " + MOST_ON_A_LINE + " files", "name fewer");
            return;
        }
        if (isList && values.size() > 1 && values.stream().anyMatch(value -> value.equalsIgnoreCase(Values.NONE))) {
            refuse(name, "'none' stands with other files", "write 'none' alone");
            return;
        }
        Optional<Refusal> refusal = Values.refusal(keyword.kind(), values.getFirst());
        if (refusal.isPresent()) {
            refuse(name, refusal.get().what(), refusal.get().fix());
            return;
        }
        values.forEach(value -> refuseForeignTokens(keyword, value));
        // A time of 'none' says nothing to ssh: a later line may still decide.
        if (keyword.kind() != Kind.TIME || !values.getFirst().equals(Values.NONE)) {
            lines.add(new Decision(keyword, values, place()));
        }
    }

    private void refuseForeignTokens(Keyword keyword, String value) {
        String allowed = switch (keyword) {
            case HOST_NAME -> Tokens.OF_HOST_NAME;
            case PROXY_COMMAND -> Tokens.OF_PROXY_COMMAND;
            case IDENTITY_FILE, IDENTITY_AGENT, USER_KNOWN_HOSTS_FILE -> Tokens.OF_FILES;
            default -> "";
        };
        if (!allowed.isEmpty()) {
            Tokens.foreign(value, allowed)
                    .ifPresent(token -> refuse(
                            keyword.spelling(),
                            "the token " + token + " is not known here",
                            "use one of " + String.join(" ", tokens(allowed)) + ", and %% for a percent sign"));
        }
    }

    private boolean noneEmpty(String key, List<String> values) {
        if (values.contains("")) {
            refuse(key, "a value is empty", "take the empty quotes out");
            return false;
        }
        return true;
    }

    private Origin.Line place() {
        return new Origin.Line(file, number);
    }

    private void refuse(String key, String message, String fix) {
        problems.add(new Problem(file.toString(), number, key, message, fix));
    }

    private static List<String> tokens(String letters) {
        return letters.chars()
                .filter(letter -> letter != '%')
                .mapToObj(letter -> "%" + (char) letter)
                .toList();
    }

    private static List<String> lowerCase(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> pattern.toLowerCase(Locale.ROOT))
                .toList();
    }

    private static String withoutTrail(String line) {
        int end = line.length();
        while (end > 0 && " \t\r\n\f".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        return line.substring(0, end);
    }
}
