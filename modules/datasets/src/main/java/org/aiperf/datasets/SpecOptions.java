package org.aiperf.datasets;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * The options at the end of a place: {@code ?side=64&classes=10}. A question mark without a {@code key=} after it belongs
 * to the place, so that it may stand in a pattern of file names.
 */
final class SpecOptions {
    private static final Pattern WRITTEN = Pattern.compile("(.*?)\\?([A-Za-z]+=[^&]*(?:&[A-Za-z]+=[^&]*)*)");

    private final String text;
    private final String place;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Problems problems;
    private boolean usable = true;

    SpecOptions(String text, String place, Problems problems) {
        this.text = text;
        this.problems = problems;
        Matcher matcher = WRITTEN.matcher(place);
        boolean hasOptions = matcher.matches();
        this.place = hasOptions ? matcher.group(1) : place;
        if (hasOptions) {
            for (String option : matcher.group(2).split("&")) {
                int equals = option.indexOf('=');
                values.put(option.substring(0, equals), option.substring(equals + 1));
            }
        }
    }

    /** The place without the options. */
    String place() {
        return place;
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    int number(String key, int least, int most, int byDefault) {
        known.add(key);
        String value = values.get(key);
        if (value == null) {
            return byDefault;
        }
        boolean isNumber = value.matches("\\d{1,9}");
        if (isNumber && Integer.parseInt(value) >= least && Integer.parseInt(value) <= most) {
            return Integer.parseInt(value);
        }
        problems.add(Problem.of(
                text,
                key + "=" + value + " cannot be used",
                "write " + key + "= with a number from " + least + " to " + most));
        usable = false;
        return byDefault;
    }

    /** Whether all options could be used; adds a problem for each that nobody asked for. */
    boolean allUsable() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                problems.add(Problem.of(text, "there is no option '" + key + "'", NearMiss.suggestion(key, known)));
                usable = false;
            }
        }
        return usable;
    }
}
