package org.aiperf.bench.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/**
 * What is asked of a campaign: {@code --cluster one-machine|namespaces|both}, {@code --points WORDS} (points whose names
 * hold one of these, between commas), {@code --seeds N}, {@code --print}.
 *
 * @param onlyPrint whether to play nothing, and say what was played before
 */
record FaultOptions(List<String> clusters, List<FaultPoint> points, int seeds, boolean onlyPrint) {
    private static final int SEEDS = 5;
    private static final int MOST_SEEDS = 1_000;
    private static final String PRINT = "--print";
    private static final String WHERE = "aiperf bench faults";
    private static final List<String> KNOWN = List.of("--cluster", "--points", "--seeds", PRINT);
    private static final List<String> CLUSTERS = List.of(OneMachineCluster.NAME, NamespaceFaults.NAME);

    static FaultOptions of(List<String> all) throws InvalidInputException {
        List<String> words = all.stream().filter(word -> !word.equals(PRINT)).toList();
        List<String> clusters = CLUSTERS;
        List<FaultPoint> points = FaultPoints.all();
        int seeds = SEEDS;
        Problems problems = new Problems();
        for (int i = 0; i < words.size(); i += 2) {
            String option = words.get(i);
            if (!KNOWN.contains(option)) {
                problems.add(Problem.of(WHERE, "there is no " + option, NearMiss.suggestion(option, KNOWN)));
                i--;
            } else if (i + 1 == words.size()) {
                problems.add(Problem.of(WHERE, option + " has no value", "give it one"));
            } else if (option.equals("--cluster")) {
                clusters = clusters(words.get(i + 1), problems);
            } else if (option.equals("--points")) {
                points = points(words.get(i + 1), problems);
            } else {
                seeds = seeds(words.get(i + 1), problems);
            }
        }
        problems.throwIfAny();
        return new FaultOptions(clusters, points, seeds, all.contains(PRINT));
    }

    /** Whether it is about the whole campaign, which the docs are. */
    boolean isWhole() {
        return clusters.equals(CLUSTERS) && points.size() == FaultPoints.all().size() && seeds == SEEDS;
    }

    private static List<String> clusters(String value, Problems problems) {
        if (value.equals("both")) {
            return CLUSTERS;
        }
        if (!CLUSTERS.contains(value)) {
            problems.add(Problem.of(
                    WHERE, "--cluster " + value + " is no cluster", "use " + String.join(", ", CLUSTERS) + " or both"));
        }
        return List.of(value);
    }

    private static List<FaultPoint> points(String value, Problems problems) {
        List<FaultPoint> chosen = new ArrayList<>();
        List<String> words = List.of(value.toLowerCase(Locale.ROOT).split(",", -1));
        for (FaultPoint point : FaultPoints.all()) {
            String name = point.name().toLowerCase(Locale.ROOT);
            if (words.stream().anyMatch(word -> name.contains(word.strip()))) {
                chosen.add(point);
            }
        }
        if (chosen.isEmpty()) {
            problems.add(Problem.of(
                    WHERE, "--points " + value + " is in the name of no point", "docs/faults.md names them all"));
        }
        return chosen;
    }

    private static int seeds(String value, Problems problems) {
        if (value.matches("\\d{1,4}") && Integer.parseInt(value) >= 1 && Integer.parseInt(value) <= MOST_SEEDS) {
            return Integer.parseInt(value);
        }
        problems.add(
                Problem.of(WHERE, "--seeds " + value + " is no number of seeds", "use one from 1 to " + MOST_SEEDS));
        return SEEDS;
    }
}
