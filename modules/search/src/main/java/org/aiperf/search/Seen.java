package org.aiperf.search;

import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ArchitectureDigest;
import org.aiperf.search.distance.Descriptor;

/** What a search keeps of an architecture: its digest, and its descriptor. */
record Seen(String digest, Descriptor descriptor) {
    static Seen of(Architecture architecture) {
        return new Seen(ArchitectureDigest.of(architecture), Descriptor.of(architecture));
    }
}
