package org.aiperf.app.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The filter of the model history: words separated by blanks, all of which must be met. A word is a comparison
 * ({@code accuracy>0.65}, {@code parameters<1M}, {@code from=3}) or a piece of any text of the line.
 */
final class TrialFilter {
    private static final Pattern COMPARISON = Pattern.compile("([a-z]+)(<=|>=|<|>|=)(-?[0-9.]+)([kmgtpKMGTP%]?)");

    private TrialFilter() {}

    /** @param stateWord what a state is called in the language of the reader */
    static Predicate<TrialRow> parse(String text, Function<Mark, String> stateWord) {
        List<Predicate<TrialRow>> tests = new ArrayList<>();
        String joined = text.strip().replaceAll("\\s*(<=|>=|<|>|=)\\s*", "$1");
        for (String word : joined.split("\\s+", -1)) {
            if (!word.isEmpty()) {
                Matcher comparison = COMPARISON.matcher(word);
                tests.add(comparison.matches() ? compare(comparison) : contains(word, stateWord));
            }
        }
        return row -> tests.stream().allMatch(test -> test.test(row));
    }

    private static Predicate<TrialRow> compare(Matcher comparison) {
        String field = comparison.group(1);
        double limit = number(comparison.group(3)) * factor(comparison.group(4));
        return switch (comparison.group(2)) {
            case "<" -> row -> value(row, field) < limit;
            case "<=" -> row -> value(row, field) <= limit;
            case ">" -> row -> value(row, field) > limit;
            case ">=" -> row -> value(row, field) >= limit;
            default -> row -> value(row, field) == limit;
        };
    }

    private static double number(String digits) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double factor(String suffix) {
        return switch (suffix.toLowerCase(Locale.ROOT)) {
            case "k" -> 1e3;
            case "m" -> 1e6;
            case "g" -> 1e9;
            case "t" -> 1e12;
            case "p" -> 1e15;
            case "%" -> 0.01;
            default -> 1;
        };
    }

    /** NaN for a field that there is not: no comparison with it holds. */
    private static double value(TrialRow row, String field) {
        return switch (field) {
            case "trial" -> row.trial();
            case "from" -> row.parent();
            case "epochs" -> row.epochs();
            case "accuracy" -> row.accuracy();
            case "ops" -> row.operationsPerImage();
            case "parameters" -> row.parameters();
            case "rate" -> row.rate();
            case "attempt" -> row.attempt();
            default -> Double.NaN;
        };
    }

    private static Predicate<TrialRow> contains(String word, Function<Mark, String> stateWord) {
        String wanted = word.toLowerCase(Locale.ROOT);
        return row -> {
            String worker = row.worker();
            return Integer.toString(row.trial()).equals(wanted)
                    || holds(row.morphism(), wanted)
                    || (worker != null && holds(worker, wanted))
                    || holds(stateWord.apply(row.state()), wanted)
                    || holds(row.reason(), wanted);
        };
    }

    private static boolean holds(String text, String wanted) {
        return text.toLowerCase(Locale.ROOT).contains(wanted);
    }
}
