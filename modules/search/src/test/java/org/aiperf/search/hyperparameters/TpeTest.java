package org.aiperf.search.hyperparameters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class TpeTest {
    private static final List<Parameter> SPACE = List.of(
            new Parameter.LogUniform("rate", 1e-3, 1),
            new Parameter.WholeNumber("batch", 16, 128),
            new Parameter.Uniform("dropout", 0, 0.5),
            new Parameter.Choice("kernel", List.of(3.0, 5.0, 7.0)));
    private static final Map<String, Double> FIRST =
            Map.of("rate", 0.5, "batch", 120.0, "dropout", 0.45, "kernel", 7.0);

    private static double number(Map<String, Double> point, String name) {
        return Objects.requireNonNull(point.get(name));
    }

    private static double value(Map<String, Double> point) {
        double rate = Math.log(number(point, "rate") / 0.03);
        double batch = (number(point, "batch") - 40) / 60;
        double dropout = (number(point, "dropout") - 0.1) * 4;
        return -rate * rate - batch * batch - dropout * dropout - (number(point, "kernel") == 5 ? 0 : 1);
    }

    private static double best(Tpe.Settings settings, long seed) {
        Tpe tpe = new Tpe(SPACE, FIRST, settings);
        SplittableRandom random = new SplittableRandom(seed);
        List<Observation> tried = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Map<String, Double> point = tpe.propose(tried, random);
            tried.add(new Observation(point, value(point)));
        }
        return tried.stream().mapToDouble(Observation::value).max().orElseThrow();
    }

    @Test
    void itFindsBetterPointsThanChance() {
        int wins = 0;
        for (long seed = 0; seed < 30; seed++) {
            double blind = best(new Tpe.Settings(1000, 0.25, 24), seed);
            wins += best(Tpe.Settings.defaults(), seed) > blind ? 1 : 0;
        }
        // By a fair coin, 22 of 30 or more come with probability 0.008.
        assertThat(wins).isGreaterThanOrEqualTo(22);
    }

    @Test
    void theFirstPointIsTheGivenOneAndAllStayWithinTheirBounds() {
        Tpe tpe = new Tpe(SPACE, FIRST, Tpe.Settings.defaults());
        SplittableRandom random = new SplittableRandom(1);
        List<Observation> tried = new ArrayList<>();
        assertThat(tpe.propose(tried, random)).isEqualTo(FIRST);
        for (int i = 0; i < 300; i++) {
            Map<String, Double> point = tpe.propose(tried, random);
            assertThat(point.get("rate")).isBetween(1e-3, 1.0);
            assertThat(point.get("batch")).isBetween(16.0, 128.0).matches(batch -> batch == Math.rint(batch));
            assertThat(point.get("dropout")).isBetween(0.0, 0.5);
            assertThat(point.get("kernel")).isIn(3.0, 5.0, 7.0);
            tried.add(new Observation(point, random.nextDouble()));
        }
    }

    @Test
    void theSameSeedProposesTheSame() {
        assertThat(best(Tpe.Settings.defaults(), 5)).isEqualTo(best(Tpe.Settings.defaults(), 5));
    }

    /** Calculated with Python's erfc: parts at 0.2 (width 1/3, the least) and 0.9 (width 0.4), each with the prior. */
    @Test
    void theRatioOfDensitiesIsTheOneOfTheDefinition() {
        Parameter unit = new Parameter.Uniform("x", 0, 1);
        Density good = Tpe.density(unit, List.of(new Observation(Map.of("x", 0.2), 1)));
        Density bad = Tpe.density(unit, List.of(new Observation(Map.of("x", 0.9), 0)));
        assertThat(good.at(0.3)).isCloseTo(1.3078713014548864, within(1e-12));
        assertThat(good.at(0.3) / bad.at(0.3)).isCloseTo(1.662588902936199, within(1e-12));

        Parameter choice = new Parameter.Choice("k", List.of(3.0, 5.0, 7.0));
        Density counts = Tpe.density(
                choice, List.of(new Observation(Map.of("k", 5.0), 1), new Observation(Map.of("k", 5.0), 1)));
        assertThat(counts.at(1)).isCloseTo(3 / 5.0, within(1e-15));
        assertThat(counts.at(2)).isCloseTo(1 / 5.0, within(1e-15));
    }

    @Test
    void densitiesAddUpToOne() {
        Parameter range = new Parameter.Uniform("x", -2, 3);
        Density density = Tpe.density(
                range, List.of(new Observation(Map.of("x", -2.0), 1), new Observation(Map.of("x", 1.0), 1)));
        double sum = 0;
        int steps = 20_000;
        for (int i = 0; i < steps; i++) {
            sum += density.at(-2 + 5 * (i + 0.5) / steps) * 5 / steps;
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    @Test
    void theFirstPointIsOneOfTheSpace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Tpe(SPACE, Map.of("rate", 2.0), Tpe.Settings.defaults()))
                .withMessage("rate cannot be 2.0");
    }
}
