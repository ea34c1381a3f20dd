package org.aiperf.benchmark.plan;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;

/**
 * A group of keys of a plan file, laid over the same group of its preset. Every getter notes what is wrong in the file
 * with its line, goes on with the preset's value, and remembers where the two differ.
 */
public final class PlanSection {
    private final String path;
    private final YamlMap file;
    private final YamlMap preset;
    private final List<Deviation> deviations;

    private PlanSection(String path, YamlMap file, YamlMap preset, List<Deviation> deviations) {
        this.path = path;
        this.file = file;
        this.preset = preset;
        this.deviations = deviations;
    }

    /**
     * The whole of a plan file over a preset.
     *
     * @param presetProblems what is wrong with the preset itself
     */
    public static PlanSection of(YamlMap file, Preset preset, Problems presetProblems) {
        return new PlanSection("", file, preset.defaults(presetProblems), new ArrayList<>());
    }

    /** The group under a key. */
    public PlanSection section(String key) {
        return new PlanSection(path + key + ".", file.map(key), preset.map(key), deviations);
    }

    /** Where the plan differs from its preset, in the order of reading. */
    public List<Deviation> deviations() {
        return List.copyOf(deviations);
    }

    /** Whether the file itself gives the key. */
    boolean gives(String key) {
        return file.has(key);
    }

    /** Notes a problem at a key. */
    public void refuse(String key, String message, String fix) {
        file.refuse(key, message, fix);
    }

    public String text(String key) {
        String byDefault = preset.text(required(key), "");
        return noted(key, byDefault, file.text(key, byDefault));
    }

    public double number(String key, double least, double most) {
        double byDefault = preset.number(required(key), least, most, least);
        return noted(key, byDefault, file.number(key, least, most, byDefault));
    }

    public long wholeNumber(String key, long least, long most) {
        long byDefault = preset.wholeNumber(required(key), least, most, least);
        return noted(key, byDefault, file.wholeNumber(key, least, most, byDefault));
    }

    public int smallNumber(String key, int least, int most) {
        return (int) wholeNumber(key, least, most);
    }

    public boolean flag(String key) {
        boolean byDefault = preset.flag(required(key), false);
        return noted(key, byDefault, file.flag(key, byDefault));
    }

    /** One word of a closed list. */
    public String choice(String key, List<String> allowed) {
        String byDefault = preset.choice(required(key), allowed, allowed.getFirst());
        return noted(key, byDefault, file.choice(key, allowed, byDefault));
    }

    /** Distinct words of a closed list, at least one. */
    List<String> choices(String key, Collection<String> allowed) {
        List<String> byDefault = preset.texts(required(key));
        List<String> words = file.has(key) ? file.texts(key) : byDefault;
        for (String word : words) {
            if (!allowed.contains(word)) {
                file.refuse(key, "'" + word + "' is not known", "choose from " + String.join(", ", allowed));
            }
        }
        if (words.isEmpty() || words.stream().distinct().count() != words.size()) {
            file.refuse(key, "is empty or names one thing twice", "name each one once, as in " + byDefault);
        }
        return noted(key, byDefault, List.copyOf(words));
    }

    /**
     * Whole numbers, at least one.
     *
     * @param single a key that gives a list of one number, as an alternative
     */
    List<Integer> smallNumbers(String key, String single, int least, int most) {
        List<Integer> byDefault = smallNumbers(preset, required(key), least, most);
        List<Integer> numbers = byDefault;
        if (file.has(single)) {
            numbers = List.of((int) file.wholeNumber(single, least, most, byDefault.getFirst()));
        }
        if (file.has(key)) {
            numbers = smallNumbers(file, key, least, most);
        }
        return noted(key, byDefault, numbers);
    }

    /** Whole numbers, at least one. */
    List<Integer> smallNumbers(String key, int least, int most) {
        List<Integer> byDefault = smallNumbers(preset, required(key), least, most);
        return noted(key, byDefault, file.has(key) ? smallNumbers(file, key, least, most) : byDefault);
    }

    private static List<Integer> smallNumbers(YamlMap map, String key, int least, int most) {
        List<Integer> numbers = new ArrayList<>();
        for (double number : numbers(map, key, least, most)) {
            if (number != Math.rint(number)) {
                map.refuse(key, number + " is not a whole number", "write ones from " + least + " to " + most);
            }
            numbers.add((int) number);
        }
        if (numbers.isEmpty()) {
            map.refuse(key, "is empty", "name at least one number, as in [" + least + "]");
        }
        return List.copyOf(numbers);
    }

    /** Two numbers, the first not above the second. */
    Range range(String key, double least, double most) {
        Range byDefault = range(preset, required(key), least, most, new Range(least, most));
        Range range = file.has(key) ? range(file, key, least, most, byDefault) : byDefault;
        return noted(key, byDefault, range);
    }

    private static Range range(YamlMap map, String key, double least, double most, Range byDefault) {
        List<Double> ends = numbers(map, key, least, most);
        if (ends.size() == 2 && ends.getFirst() <= ends.getLast()) {
            return new Range(ends.getFirst(), ends.getLast());
        }
        map.refuse(key, "is not a range", "write the least and the most, as in [" + least + ", " + most + "]");
        return byDefault;
    }

    private static List<Double> numbers(YamlMap map, String key, double least, double most) {
        List<Double> numbers = new ArrayList<>();
        for (String text : map.texts(key)) {
            try {
                double number = Double.parseDouble(text);
                if (number >= least && number <= most) {
                    numbers.add(number);
                    continue;
                }
                map.refuse(key, text + " is out of range", "write numbers from " + least + " to " + most);
            } catch (NumberFormatException e) {
                map.refuse(key, "'" + text + "' is not a number", "write numbers from " + least + " to " + most);
            }
        }
        return numbers;
    }

    /** Notes every key that nobody asked for. Call it last. */
    public void refuseUnknown() {
        file.refuseUnknown();
        preset.refuseUnknown();
    }

    private String required(String key) {
        if (!preset.has(key)) {
            throw new IllegalStateException("the preset lacks " + path + key);
        }
        return key;
    }

    private <T> T noted(String key, T byDefault, T value) {
        if (!value.equals(byDefault)) {
            deviations.add(new Deviation(path + key, String.valueOf(byDefault), String.valueOf(value)));
        }
        return value;
    }
}
