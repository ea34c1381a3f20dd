package org.aiperf.search;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.morphism.Morphism;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.search.distance.Descriptor;
import org.aiperf.search.distance.EditDistance;
import org.aiperf.search.gaussian.Posterior;
import org.aiperf.search.gaussian.Prediction;

/**
 * One search for the architecture of the greatest upper confidence bound, from all finished models at once, as the
 * reference does it.
 *
 * <p>A queue holds what may be grown, the most promising first: finished models by their accuracy, children by their
 * bound. While the temperature T falls, the first is taken out; it is grown with probability exp((worth − best) / T),
 * where best is the greatest bound so far, and its children go into the queue. So chains of several morphisms come
 * about. Children that are known, pending or met before are passed over.
 */
final class Annealing {
    private final BayesSettings settings;
    private final SearchSpace space;
    private final Posterior<Descriptor> posterior;
    private final Set<String> known;
    private final RandomGenerator random;

    private final PriorityQueue<Place> queue = new PriorityQueue<>(
            Comparator.comparingDouble(Place::worth).reversed().thenComparingInt(Place::order));
    private final List<Descriptor> met = new ArrayList<>();
    private int queued;
    private Optional<Proposal> best = Optional.empty();
    private double bestBound = Double.NEGATIVE_INFINITY;

    /** @param known digests that are passed over; those that are met are added */
    Annealing(
            BayesSettings settings,
            SearchSpace space,
            Posterior<Descriptor> posterior,
            Set<String> known,
            RandomGenerator random) {
        this.settings = settings;
        this.space = space;
        this.posterior = posterior;
        this.known = known;
        this.random = random;
    }

    /**
     * What may be grown.
     *
     * @param parent trial that the morphisms start from
     * @param worth the accuracy if it was trained, else its bound
     * @param order in which it came, for those of equal worth
     */
    private record Place(int parent, List<Morphism> morphisms, Architecture architecture, double worth, int order) {}

    Optional<Proposal> search(List<HistoryEntry> history) {
        for (HistoryEntry entry : history) {
            queue(entry.trial(), List.of(), entry.architecture(), entry.accuracy());
        }
        double temperature = settings.startTemperature();
        while (temperature > settings.leastTemperature()) {
            Place place = queue.poll();
            if (place == null) {
                break;
            }
            boolean isGrown = Math.exp((place.worth - bestBound) / temperature) >= random.nextDouble();
            // A model that cannot grow any more, or not acceptably, must not use up the annealing.
            if (!isGrown || expand(place)) {
                temperature *= settings.cooling();
            }
        }
        return best;
    }

    private void queue(int parent, List<Morphism> morphisms, Architecture architecture, double worth) {
        queue.add(new Place(parent, morphisms, architecture, worth, queued++));
    }

    /** False if no child of it could be scored. */
    private boolean expand(Place place) {
        int before = met.size();
        Descriptor centre = Descriptor.of(place.architecture);
        double[] around = posterior.distances(centre, settings.reach());
        int neighbours = 0;
        for (int i = 0; i < settings.attempts() && neighbours < settings.neighbours(); i++) {
            Optional<RandomMorphism> grown = RandomMorphism.pick(place.architecture, space.kinds(), random);
            if (grown.isPresent()) {
                neighbours++;
                if (space.accepts(grown.get().child())) {
                    score(place, centre, around, grown.get());
                }
            }
        }
        return met.size() > before;
    }

    private void score(Place place, Descriptor centre, double[] around, RandomMorphism grown) {
        Seen seen = Seen.of(grown.child());
        if (!known.add(seen.digest()) || wasMet(seen.descriptor())) {
            return;
        }
        double step = EditDistance.between(centre, seen.descriptor());
        double[] distances = posterior.distances(seen.descriptor(), around, step);
        for (double distance : distances) {
            if (distance < settings.leastDistance()) {
                return;
            }
        }
        met.add(seen.descriptor());
        Prediction prediction = posterior.predict(distances);
        double bound = prediction.mean() + settings.beta() * prediction.deviation();
        List<Morphism> morphisms = new ArrayList<>(place.morphisms);
        morphisms.add(grown.morphism());
        queue(place.parent, morphisms, grown.child(), bound);
        if (bound > bestBound) {
            bestBound = bound;
            best = Optional.of(new Proposal(place.parent, morphisms, grown.child(), Optional.of(prediction)));
        }
    }

    private boolean wasMet(Descriptor descriptor) {
        double least = settings.leastDistance();
        return met.stream().anyMatch(other -> EditDistance.between(descriptor, other, least) < least);
    }
}
