package org.aiperf.benchmark;

import java.nio.file.Path;
import java.util.List;
import org.aiperf.problems.Problems;
import org.aiperf.problems.YamlMap;

/**
 * What a search run is asked to do: the whole of {@code plan.yaml}. Every constant of the benchmark is here, none is
 * code.
 *
 * @param name of the run, for people
 * @param preset where the constants come from; results of {@link Preset#LAPTOP} compare with nothing
 * @param requireValid whether a run that is not a valid benchmark result ends with exit code 3
 * @param seconds how long the run lasts from its first event
 * @param trials how many finished trials are enough
 * @param seed of everything random
 */
public record SearchPlan(
        String name,
        Preset preset,
        boolean requireValid,
        int seconds,
        int trials,
        long seed,
        Search search,
        Data data,
        Training training,
        Scoring scoring,
        Validity validity) {

    /** A named set of constants. */
    public enum Preset {
        /** Small data and minutes; not comparable with anything. */
        LAPTOP
    }

    /**
     * How candidates come about.
     *
     * @param initial a named architecture or a file, where the search starts
     * @param inherit whether a child takes its parent's weights over
     * @param mostForwardOperations candidates above so many operations per image (reference method) are not proposed
     */
    public record Search(String initial, boolean inherit, long mostForwardOperations) {}

    /** What is trained and tested on, as data specifications. */
    public record Data(String train, String test) {}

    /**
     * How one trial is trained.
     *
     * @param learningRate at the first step; it falls to 0 linearly
     * @param shift images are moved by up to so many pixels
     * @param flip whether images are mirrored left to right at random
     */
    public record Training(
            int epochs, int batchSize, double learningRate, double labelSmoothing, int shift, boolean flip) {}

    /**
     * How the score is computed.
     *
     * @param trainImages images of one epoch in the reference method
     * @param testImages images of one evaluation in the reference method
     * @param spacingSeconds between samples of the score
     * @param firstSampleSeconds when the first sample is due
     */
    public record Scoring(long trainImages, long testImages, double spacingSeconds, double firstSampleSeconds) {}

    /** When a run counts: at least so long, at least so accurate. */
    public record Validity(double leastSeconds, double leastAccuracy) {}

    /** The plan's name for a run that only shows what the product does. */
    public static final String DEMO = """
            name: demo
            preset: laptop
            """;

    /** Reads a plan file; every problem is noted. */
    public static SearchPlan read(Path file, Problems problems) {
        return of(YamlMap.read(file, problems));
    }

    /** Reads a plan from its text, called {@code name} in problems. */
    public static SearchPlan parse(String name, String text, Problems problems) {
        return of(YamlMap.parse(name, text, problems));
    }

    private static SearchPlan of(YamlMap map) {
        String name = map.text("name", "search");
        if (!name.matches("[\\p{L}\\p{N}][\\p{L}\\p{N} ._-]{0,63}")) {
            map.refuse(
                    "name", "'" + name + "' cannot be a name", "use up to 64 letters, digits, blanks, dots and dashes");
        }
        map.choice("preset", List.of("laptop"), "laptop");
        SearchPlan plan = new SearchPlan(
                name,
                Preset.LAPTOP,
                map.flag("requireValid", false),
                (int) map.wholeNumber("seconds", 10, 30L * 24 * 3600, 180),
                (int) map.wholeNumber("trials", 1, 1_000_000, 1_000_000),
                map.wholeNumber("seed", 0, Long.MAX_VALUE, 1),
                search(map.map("search")),
                data(map.map("data")),
                training(map.map("training")),
                scoring(map.map("scoring")),
                validity(map.map("validity")));
        map.refuseUnknown();
        return plan;
    }

    private static Search search(YamlMap map) {
        Search search = new Search(
                map.text("initial", "cnn"),
                map.flag("inherit", true),
                map.wholeNumber("mostForwardOperations", 1, Long.MAX_VALUE, 16_000_000));
        map.refuseUnknown();
        return search;
    }

    private static Data data(YamlMap map) {
        Data data = new Data(map.text("train", "shapes#0-4000"), map.text("test", "shapes#1000000-1001000"));
        map.refuseUnknown();
        return data;
    }

    private static Training training(YamlMap map) {
        Training training = new Training(
                (int) map.wholeNumber("epochs", 1, 10_000, 4),
                (int) map.wholeNumber("batchSize", 1, 65_536, 64),
                map.number("learningRate", 1e-6, 10, 0.1),
                map.number("labelSmoothing", 0, 0.5, 0.1),
                (int) map.wholeNumber("shift", 0, 16, 2),
                map.flag("flip", false));
        map.refuseUnknown();
        return training;
    }

    private static Scoring scoring(YamlMap map) {
        Scoring scoring = new Scoring(
                map.wholeNumber("trainImages", 1, 1_000_000_000, 4_000),
                map.wholeNumber("testImages", 1, 1_000_000_000, 1_000),
                map.number("spacingSeconds", 0.1, 86_400, 5),
                map.number("firstSampleSeconds", 0, 86_400, 5));
        map.refuseUnknown();
        return scoring;
    }

    private static Validity validity(YamlMap map) {
        Validity validity =
                new Validity(map.number("leastSeconds", 0, 1e9, 3_600), map.number("leastAccuracy", 0, 1, 0.7));
        map.refuseUnknown();
        return validity;
    }
}
