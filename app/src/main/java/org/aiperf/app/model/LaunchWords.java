package org.aiperf.app.model;

import java.util.List;
import org.aiperf.app.job.Progress;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.launch.LaunchProgress;

/** Tells the progress of a launch as that of a job. */
public record LaunchWords(Messages messages, Progress progress) implements LaunchProgress {

    @Override
    public void at(Step step, double share, String detail) {
        String doing = messages.text(
                switch (step) {
                    case CONNECT -> Phrase.LAUNCH_CONNECT;
                    case PROBE -> Phrase.LAUNCH_PROBE;
                    case DEPLOY -> Phrase.LAUNCH_DEPLOY;
                    case START -> Phrase.LAUNCH_START;
                });
        List<Step> steps = List.of(Step.values());
        double whole = (steps.indexOf(step) + share) / steps.size();
        progress.report(whole, detail.isBlank() ? doing : doing + " · " + detail);
    }

    @Override
    public boolean isCancelled() {
        return progress.isCancelled();
    }
}
