package org.aiperf.app.clusters;

import org.aiperf.app.model.Mark;
import org.aiperf.app.text.Phrase;

/** How a node stood when it was last looked at. */
public enum NodeState {
    /** Nobody has looked. */
    UNKNOWN(Mark.IDLE, Phrase.NODE_UNKNOWN),
    /** Somebody is looking. */
    LOOKING(Mark.WAITING, Phrase.NODE_LOOKING),
    READY(Mark.DONE, Phrase.NODE_READY),
    /** It answers, and something about it should be mended. */
    DOUBTFUL(Mark.STARTING, Phrase.NODE_DOUBTFUL),
    /** It does not answer, or a run cannot work on it. */
    BROKEN(Mark.LOST, Phrase.NODE_BROKEN),
    /** Only Slurm reaches it. */
    NOT_ASKED(Mark.LEFT, Phrase.NODE_NOT_ASKED);

    private final Mark mark;
    private final Phrase word;

    NodeState(Mark mark, Phrase word) {
        this.mark = mark;
        this.word = word;
    }

    /** Its shape and colour. */
    public Mark mark() {
        return mark;
    }

    public Phrase word() {
        return word;
    }
}
