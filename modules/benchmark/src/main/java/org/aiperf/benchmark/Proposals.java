package org.aiperf.benchmark;

import java.util.List;
import java.util.stream.Collectors;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.architecture.counting.CountingMethod;
import org.aiperf.architecture.counting.OperationCounts;
import org.aiperf.architecture.morphism.Morphism;
import org.jspecify.annotations.Nullable;

/** What is said of a candidate when it is proposed: its digest, its size and what it costs. */
public final class Proposals {
    private Proposals() {}

    /** @param expected the accuracy that the search reckons with, or null if it does not reckon */
    public static SearchEvent.CandidateProposed event(
            Candidate candidate, String worker, double searchSeconds, @Nullable Double expected) {
        Architecture architecture = candidate.architecture();
        List<Morphism> morphisms = candidate.morphisms();
        OperationCounts reference = OperationCounts.of(architecture, CountingMethod.REFERENCE);
        OperationCounts corrected = OperationCounts.of(architecture, CountingMethod.CORRECTED);
        return new SearchEvent.CandidateProposed(
                candidate.number(),
                candidate.parent(),
                morphisms.isEmpty() ? "initial" : morphisms.getLast().kind(),
                morphisms.isEmpty() ? "initial" : describe(morphisms),
                worker,
                ArchitectureDigest.of(architecture),
                reference.parameters(),
                architecture.layers().size(),
                Cost.of(reference),
                Cost.of(corrected),
                searchSeconds,
                expected);
    }

    private static String describe(List<Morphism> morphisms) {
        return morphisms.stream().map(Morphism::describe).collect(Collectors.joining(" + "));
    }
}
