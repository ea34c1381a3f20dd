package org.aiperf.agent;

import org.aiperf.runs.LifecycleEvent.Outcome;
import org.aiperf.runs.LifecycleEvent.TrialEnded;

/**
 * A network that was trained, and how that ended.
 *
 * @param accuracy after its last epoch; 0 if it has none
 */
record Trained(Prepared.Ready ready, Outcome outcome, String reason, double accuracy) {
    static Trained failed(Prepared.Ready ready, String reason) {
        return new Trained(ready, Outcome.FAILED, reason, 0);
    }

    TrialEnded end() {
        return new TrialEnded(ready.trial(), ready.attempt(), outcome, reason);
    }
}
