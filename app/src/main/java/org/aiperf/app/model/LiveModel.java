package org.aiperf.app.model;

import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.watch.RunCurves;
import org.aiperf.app.watch.RunView;

/** What the Live view draws: the topology with what moves in it, and the curves. */
public final class LiveModel {
    private static final int MOST_MOTIONS = 40;

    private final Messages messages;
    private final ClusterModel cluster;
    private final ReadOnlyObjectWrapper<RunCurves> curves = new ReadOnlyObjectWrapper<>(RunCurves.EMPTY);
    private final ReadOnlyBooleanWrapper lively = new ReadOnlyBooleanWrapper(false);
    private Consumer<Motion> onMotion = _ -> {};
    private int eventsSeen;

    LiveModel(Messages messages, ClusterModel cluster) {
        this.messages = messages;
        this.cluster = cluster;
    }

    public Messages messages() {
        return messages;
    }

    public ClusterModel cluster() {
        return cluster;
    }

    public ReadOnlyObjectProperty<RunCurves> curvesProperty() {
        return curves.getReadOnlyProperty();
    }

    /** Whether the run is followed as it happens and some node is at work: only then does anything move. */
    public ReadOnlyBooleanProperty livelyProperty() {
        return lively.getReadOnlyProperty();
    }

    public void setOnMotion(Consumer<Motion> receiver) {
        onMotion = receiver;
    }

    /** The second line of a node's box: {@code trial 12 · epoch 3 of 8}. */
    public String work(NodeRow node) {
        Integer trial = node.trial();
        if (trial == null) {
            return state(node);
        }
        return node.plannedEpochs() == 0
                ? messages.text(Phrase.NODE_TRIAL, trial)
                : messages.text(Phrase.NODE_TRIAL_EPOCH, trial, node.epochs(), node.plannedEpochs());
    }

    /** How it stands: {@code training}, {@code lost 0:41 ago}. */
    public String state(NodeRow node) {
        String word = messages.text(node.mark().word());
        return node.isGone() ? messages.text(Phrase.NODE_GONE, word, Units.clock(node.goneSeconds())) : word;
    }

    /** {@code 98 % busy}, or nothing before any accelerator ran. */
    public String busy(NodeRow node) {
        return Double.isNaN(node.busy()) ? "" : messages.text(Phrase.NODE_BUSY, Units.wholePercent(node.busy()));
    }

    /** {@code 4 slaves · 8 accelerators}. */
    public String size() {
        return messages.text(
                Phrase.LIVE_SIZE,
                Units.count(cluster.slavesProperty().get().size()),
                Units.count(cluster.accelerators()));
    }

    /** {@code 1,284 of 1,284 points shown}. */
    public String points(long count) {
        return messages.text(Phrase.CHART_POINTS, Units.count(count), Units.count(count));
    }

    void show(RunView view, boolean otherRun) {
        curves.set(view.curves());
        List<NodeRow> slaves = cluster.slavesProperty().get();
        boolean atWork = slaves.stream().anyMatch(node -> node.mark() == Mark.TRAINING || node.mark() == Mark.STARTING);
        lively.set(view.source().isLive() && !view.run().run().isOver() && atWork);
        if (view.source().isLive() && !otherRun) {
            Motion.since(view, eventsSeen, MOST_MOTIONS).forEach(onMotion);
        }
        eventsSeen = view.events().size();
    }
}
