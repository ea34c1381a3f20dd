package org.aiperf.search.distance;

import java.util.ArrayList;
import java.util.List;

/**
 * AIPerf's distance of two architectures: the edits that make one sequence of layers of the other, plus the cost of
 * pairing their skips. It is a metric of {@link Descriptor}s, within rounding:
 *
 * <ul>
 *   <li>Sizes are compared by |a − b| / max(a, b), and skips by Σ|a − b| / Σmax(a, b); both are 1 − Σmin / Σmax, the
 *       distance of Ruzicka, which obeys the triangle inequality. Different types are 1 apart, as far as anything is.
 *   <li>Editing with such costs, and 1 for each insertion and deletion, obeys it too; so does pairing, where a skip
 *       without a partner costs 1, which is a partner at distance 1 from every skip.
 * </ul>
 *
 * The search of which this is a part goes back to Jin, Song, Hu, "Auto-Keras: An efficient neural architecture search
 * system" (2019).
 */
public final class EditDistance {
    /** A bound that is met exactly must not be missed by the rounding of a subtraction. */
    private static final double ROUNDING = 1e-9;

    private EditDistance() {}

    /** The distance. */
    public static double between(Descriptor a, Descriptor b) {
        return between(a, b, Double.POSITIVE_INFINITY);
    }

    /**
     * The distance if it is {@code atMost} or less, else {@link Double#POSITIVE_INFINITY}. The smaller the bound, the
     * sooner it is found to be exceeded.
     *
     * @throws IllegalArgumentException if the bound is not a number
     */
    public static double between(Descriptor a, Descriptor b, double atMost) {
        if (Double.isNaN(atMost)) {
            throw new IllegalArgumentException("the bound of a distance is not a number");
        }
        int unpaired = Math.abs(a.skips().size() - b.skips().size());
        double layers = layers(a, b, atMost - unpaired + ROUNDING);
        if (layers + unpaired > atMost) {
            return Double.POSITIVE_INFINITY;
        }
        double distance = layers + skips(a.skips(), b.skips());
        return distance <= atMost ? distance : Double.POSITIVE_INFINITY;
    }

    private static double layers(Descriptor a, Descriptor b, double atMost) {
        if (a.length() > b.length()) {
            return layers(b, a, atMost);
        }
        int columns = b.kinds().size();
        double[] costs = new double[a.kinds().size() * columns];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = a.kinds().get(i / columns).distance(b.kinds().get(i % columns));
        }
        return new SequenceDistance(a.kindOfEntry(), b.kindOfEntry(), costs, columns).atMost(atMost);
    }

    /**
     * The least cost of pairing skips, and 1 for each without a partner. Equal skips are paired first: because of the
     * triangle inequality, no pairing that parts them is cheaper.
     */
    static double skips(List<Skip> a, List<Skip> b) {
        List<Skip> fewer = new ArrayList<>();
        List<Skip> more = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < a.size() && j < b.size()) {
            int order = Skip.ORDER.compare(a.get(i), b.get(j));
            if (order < 0) {
                fewer.add(a.get(i++));
            } else if (order > 0) {
                more.add(b.get(j++));
            } else {
                i++;
                j++;
            }
        }
        fewer.addAll(a.subList(i, a.size()));
        more.addAll(b.subList(j, b.size()));
        return fewer.size() <= more.size() ? pair(fewer, more) : pair(more, fewer);
    }

    private static double pair(List<Skip> fewer, List<Skip> more) {
        int columns = more.size();
        double[] costs = new double[fewer.size() * columns];
        for (int i = 0; i < costs.length; i++) {
            costs[i] = fewer.get(i / columns).distance(more.get(i % columns));
        }
        return Assignment.leastCost(costs, fewer.size(), columns) + columns - fewer.size();
    }
}
