package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.aiperf.problems.NearMiss;

/** Reads one file into statements; includes are read in their place. */
final class ConfParser {
    private static final String INCLUDE = "include";

    /** What stands behind an Include: a file, or why there is none. */
    interface Includes {
        /** The statements of the file that is included, read already; empty if it was not given. */
        List<Statement> read(ConfSource from, int line, String name);
    }

    private final ConfSource source;
    private final Section top;
    private final Findings findings;
    private final Includes includes;
    private final List<Statement> statements = new ArrayList<>();

    ConfParser(ConfSource source, Section top, Findings findings, Includes includes) {
        this.source = source;
        this.top = top;
        this.findings = findings;
        this.includes = includes;
    }

    List<Statement> parse() {
        LogicalLine.forEach(source, findings, this::read);
        return statements;
    }

    private void read(LogicalLine line) {
        Optional<String> included = included(line.text());
        if (included.isPresent()) {
            statements.addAll(includes.read(source, line.firstLine(), included.get()));
            return;
        }
        PairScanner scanner = new PairScanner(source, line);
        Optional<Pair> head = scanner.next();
        if (head.isEmpty()) {
            refuseRest(scanner, top);
            return;
        }
        Optional<Section.Key> key = top.key(head.get().key());
        if (key.isEmpty()) {
            refuseKey(head.get(), top);
            return;
        }
        Section section = key.get().begins() == null ? top : key.get().begins();
        check(head.get(), key.get());
        List<Pair> rest = key.get().begins() == null ? List.of() : rest(scanner, section);
        if (!scanner.rest().isEmpty()) {
            refuseRest(scanner, section);
        }
        statements.add(new Statement(section, head.get(), rest));
    }

    /** The keys after the first; after an unknown one Slurm stops, we go on. */
    private List<Pair> rest(PairScanner scanner, Section section) {
        List<Pair> rest = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Optional<Pair> next = scanner.next(); next.isPresent(); next = scanner.next()) {
            Pair pair = next.get();
            Optional<Section.Key> key = section.key(pair.key());
            if (key.isEmpty()) {
                refuseKey(pair, section);
                continue;
            }
            check(pair, key.get());
            if (!seen.add(pair.lowerKey())) {
                findings.add(pair, "is given twice on this line", "keep one of them");
            }
            rest.add(pair);
        }
        return rest;
    }

    private void check(Pair pair, Section.Key key) {
        if (pair.value().startsWith("\"") && pair.value().indexOf('"', 1) < 0) {
            findings.add(pair, "its quote is not closed", "end the value with '\"'; a '#' before it starts a comment");
            return;
        }
        key.type().faultOf(pair.value()).ifPresent(fault -> findings.add(pair, fault.message(), fault.fix()));
    }

    private void refuseKey(Pair pair, Section section) {
        if (pair.is(INCLUDE)) {
            findings.add(pair, "is not a key", "write 'Include " + ValueType.shown(pair.value()) + "', without '='");
            return;
        }
        Optional<String> near = NearMiss.of(pair.key(), section.names());
        Optional<String> elsewhere = section.otherWith(pair.key()).map(Section::inWords);
        String fix = elsewhere
                .map(place -> "it belongs into " + place)
                .or(() -> near.map(name -> "did you mean '" + name + "'?"))
                .orElse("take it out; no version of Slurm has it here");
        findings.add(pair, "is not a key of " + section.inWords(), fix);
    }

    /** What follows the last pair of a line, or a line without any. */
    private void refuseRest(PairScanner scanner, Section section) {
        String rest = scanner.rest();
        int line = scanner.restLine();
        String word = ValueType.shown(rest.split("\\s", 2)[0]);
        int equals = rest.indexOf('=');
        String key = equals > 0 && rest.substring(0, equals).strip().matches("[\\w.]{1,60}")
                ? rest.substring(0, equals).strip()
                : "";
        if (!key.isEmpty() && rest.substring(equals + 1).isBlank()) {
            findings.add(source, line, key, "has no value", "write one, or take the line out");
        } else if (!key.isEmpty()) {
            findings.add(source, line, key, "is a second key on this line", "give it a line of its own");
        } else if (rest.regionMatches(true, 0, INCLUDE + " ", 0, INCLUDE.length() + 1)) {
            findings.add(source, line, "Include", "does not start its line", "take out the blanks before it");
        } else {
            findings.add(
                    source,
                    line,
                    "",
                    "'" + word + "' is no 'Key=value'" + (section == top ? "" : ", and stands in " + section.inWords()),
                    "write 'Key=value', and put a value with blanks into quotes");
        }
    }

    private static Optional<String> included(String line) {
        boolean isInclude = line.regionMatches(true, 0, INCLUDE, 0, INCLUDE.length())
                && line.length() > INCLUDE.length()
                && LogicalLine.isSpace(line.charAt(INCLUDE.length()));
        return isInclude
                ? Optional.of(line.substring(INCLUDE.length()).strip()).filter(name -> !name.startsWith("="))
                : Optional.empty();
    }
}
