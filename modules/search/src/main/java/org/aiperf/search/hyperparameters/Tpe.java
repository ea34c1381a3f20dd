package org.aiperf.search.hyperparameters;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.aiperf.search.hyperparameters.Parameter.Choice;
import org.aiperf.search.hyperparameters.Parameter.LogUniform;
import org.aiperf.search.hyperparameters.Parameter.Uniform;
import org.aiperf.search.hyperparameters.Parameter.WholeNumber;

/**
 * The tree-structured Parzen estimator (Bergstra, Bardenet, Bengio, Kégl 2011, section 4).
 *
 * <p>What was tried is parted into the best tenth and the rest, and each part's points give a density for each
 * parameter: l(x) of the good ones, g(x) of the others. Expected improvement grows with l(x) / g(x), so of some numbers
 * drawn from l the one of the greatest ratio is proposed, for each parameter by itself. Cost: linear in what was tried.
 */
public final class Tpe {
    private final List<Parameter> space;
    private final Map<String, Double> first;
    private final Settings settings;

    /**
     * The constants.
     *
     * @param randomPoints points that are drawn without looking at what was tried, the first included
     * @param goodShare share of what was tried that counts as good
     * @param draws numbers of which the best is taken
     */
    public record Settings(int randomPoints, double goodShare, int draws) {
        public Settings {
            if (randomPoints < 2 || !(goodShare > 0 && goodShare < 1) || draws < 1) {
                throw new IllegalArgumentException("the estimator needs two points, a good and a bad part, and a draw");
            }
        }

        /** Some for tens of points. */
        public static Settings defaults() {
            return new Settings(5, 0.1, 24);
        }
    }

    /**
     * @param first the point that is proposed before anything was tried
     * @throws IllegalArgumentException if the first point is not one of the space, or two parameters share a name
     */
    public Tpe(List<Parameter> space, Map<String, Double> first, Settings settings) {
        this.space = List.copyOf(space);
        this.first = Map.copyOf(first);
        this.settings = settings;
        Set<String> names = new HashSet<>();
        for (Parameter parameter : space) {
            if (!names.add(parameter.name())) {
                throw new IllegalArgumentException("two parameters are called " + parameter.name());
            }
            scaled(parameter, this.first);
        }
    }

    /** The next point to try. */
    public Map<String, Double> propose(List<Observation> tried, RandomGenerator random) {
        if (tried.isEmpty()) {
            return first;
        }
        List<Observation> ranked = tried.stream()
                .sorted(Comparator.comparingDouble(Observation::value).reversed())
                .toList();
        int good = (int) Math.ceil(settings.goodShare * ranked.size());
        boolean blind = tried.size() < settings.randomPoints;
        Map<String, Double> point = new LinkedHashMap<>();
        for (Parameter parameter : space) {
            Density better = density(parameter, blind ? List.of() : ranked.subList(0, good));
            Density worse = density(parameter, blind ? List.of() : ranked.subList(good, ranked.size()));
            double x = blind ? uniform(parameter, random) : best(better, worse, random);
            point.put(parameter.name(), value(parameter, x));
        }
        return point;
    }

    private double best(Density better, Density worse, RandomGenerator random) {
        double best = better.draw(random);
        double ratio = better.at(best) / worse.at(best);
        for (int i = 1; i < settings.draws; i++) {
            double x = better.draw(random);
            if (better.at(x) / worse.at(x) > ratio) {
                best = x;
                ratio = better.at(x) / worse.at(x);
            }
        }
        return best;
    }

    /** The density of a parameter after some points, in its own scale. */
    static Density density(Parameter parameter, List<Observation> points) {
        List<Double> seen = new ArrayList<>();
        points.forEach(each -> seen.add(scaled(parameter, each.point())));
        double[] numbers = seen.stream().mapToDouble(x -> x).toArray();
        return parameter instanceof Choice choice
                ? new CountDensity(choice.values().size(), numbers)
                : new ParzenDensity(low(parameter), high(parameter), numbers);
    }

    private static double uniform(Parameter parameter, RandomGenerator random) {
        return parameter instanceof Choice choice
                ? random.nextInt(choice.values().size())
                : low(parameter) + (high(parameter) - low(parameter)) * random.nextDouble();
    }

    private static double low(Parameter parameter) {
        return switch (parameter) {
            case Uniform u -> u.low();
            case LogUniform u -> Math.log(u.low());
            case WholeNumber n -> n.low() - 0.5;
            case Choice _ -> 0;
        };
    }

    private static double high(Parameter parameter) {
        return switch (parameter) {
            case Uniform u -> u.high();
            case LogUniform u -> Math.log(u.high());
            case WholeNumber n -> n.high() + 0.5;
            case Choice c -> c.values().size() - 1;
        };
    }

    private static double scaled(Parameter parameter, Map<String, Double> point) {
        Double value = point.get(parameter.name());
        double x = value == null
                ? Double.NaN
                : switch (parameter) {
                    case Uniform _, WholeNumber _ -> value;
                    case LogUniform _ -> Math.log(value);
                    case Choice c -> c.values().indexOf(value);
                };
        if (!(x >= low(parameter) && x <= high(parameter))) {
            throw new IllegalArgumentException(parameter.name() + " cannot be " + value);
        }
        return x;
    }

    private static double value(Parameter parameter, double x) {
        return switch (parameter) {
            case Uniform _ -> x;
            case LogUniform u -> Math.clamp(Math.exp(x), u.low(), u.high());
            case WholeNumber n -> Math.clamp(Math.round(x), n.low(), n.high());
            case Choice c -> c.values().get((int) x);
        };
    }
}
