package org.aiperf.benchmark.plan;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;

/** A named set of constants: the default of every key of a plan. */
public enum Preset {
    /** The constants of the AIPerf reference; results compare with those of other clusters. */
    PARITY,
    /** Small data and minutes; not comparable with anything. */
    LAPTOP;

    /** How plans name it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The names of all presets. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Preset::word).toList();
    }

    /** The preset of one of {@link #words}. */
    public static Preset of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    /** A plan that gives every key. */
    YamlMap defaults(Problems problems) {
        return YamlMap.parse(word() + ".yaml", text(), problems);
    }

    private String text() {
        try (InputStream in = Preset.class.getResourceAsStream(word() + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the preset " + word() + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
