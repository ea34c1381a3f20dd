package org.aiperf.app.clusters;

import java.util.List;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;

/**
 * Something about a node that a person should know.
 *
 * @param details what the phrases of its kind are filled with
 */
public record Finding(String node, Kind kind, List<String> details) {
    /** What it is about. */
    public enum Kind {
        UNREACHABLE(true, Phrase.FINDING_UNREACHABLE, Phrase.FIX_UNREACHABLE),
        NOT_SHARED(true, Phrase.FINDING_NOT_SHARED, Phrase.FIX_NOT_SHARED),
        LESS_HARDWARE(true, Phrase.FINDING_LESS_HARDWARE, Phrase.FIX_LESS_HARDWARE),
        OTHER_DEVICES(false, Phrase.FINDING_OTHER_DEVICES, Phrase.FIX_OTHER_DEVICES),
        CLOCK(false, Phrase.FINDING_CLOCK, Phrase.FIX_CLOCK),
        NO_JAVA(false, Phrase.FINDING_NO_JAVA, Phrase.FIX_NO_JAVA),
        NO_SLURM(false, Phrase.FINDING_NO_SLURM, Phrase.FIX_NO_SLURM),
        OTHER_SLURM(false, Phrase.FINDING_OTHER_SLURM, Phrase.FIX_OTHER_SLURM),
        LITTLE_SPACE(false, Phrase.FINDING_LITTLE_SPACE, Phrase.FIX_LITTLE_SPACE);

        private final boolean isBroken;
        private final Phrase what;
        private final Phrase fix;

        Kind(boolean isBroken, Phrase what, Phrase fix) {
            this.isBroken = isBroken;
            this.what = what;
            this.fix = fix;
        }
    }

    public Finding {
        details = List.copyOf(details);
    }

    /** Whether a run cannot work with it. */
    public boolean isBroken() {
        return kind.isBroken;
    }

    /** What is so, without the node. */
    public String what(Messages messages) {
        return messages.text(kind.what, details.toArray());
    }

    /** How to mend it. */
    public String fix(Messages messages) {
        return messages.text(kind.fix, details.toArray());
    }
}
