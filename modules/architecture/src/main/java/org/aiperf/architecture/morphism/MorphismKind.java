package org.aiperf.architecture.morphism;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The kinds of steps, in the order in which one is drawn. */
public enum MorphismKind {
    DEEPER,
    WIDER,
    SKIP,
    CONCAT;

    /** The kinds that the search of the reference uses; its concatenation is there but switched off. */
    public static final Set<MorphismKind> OF_REFERENCE = Collections.unmodifiableSet(EnumSet.of(DEEPER, WIDER, SKIP));

    /** The word for it in plans, results and tables. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of a word; empty for a word that is none. */
    public static Optional<MorphismKind> named(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word().equals(word)).findFirst();
    }
}
