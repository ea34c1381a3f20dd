package org.aiperf.app.live;

import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.aiperf.app.model.LiveModel;
import org.aiperf.app.model.Mark;
import org.aiperf.app.model.NodeRow;
import org.aiperf.app.text.Units;
import org.aiperf.app.theme.Icon;
import org.aiperf.app.topology.Density;
import org.aiperf.app.topology.Point;

/** A slave as a box: who it is, how it stands, how busy its accelerators are, what they work on. */
final class NodeBox extends VBox {
    private final LiveModel model;
    private final Runnable onPlaced;
    private final Icon mark = new Icon("mark-idle");
    private final Label name = new Label();
    private final Label state = new Label();
    private final AcceleratorCells cells = new AcceleratorCells();
    private final Label busy = new Label();
    private final Label work = new Label();
    private final Tooltip tooltip = new Tooltip();
    private final HBox head;
    private final HBox foot;
    private Density density = Density.ROOMY;

    /** @param onPlaced called when the mark may have got another place */
    NodeBox(LiveModel model, Runnable onPlaced) {
        this.model = model;
        this.onPlaced = onPlaced;
        getStyleClass().add("node-box");
        setManaged(false);
        name.getStyleClass().add("node-name");
        name.setMinWidth(0);
        state.getStyleClass().add("muted");
        busy.getStyleClass().add("muted");
        work.getStyleClass().add("muted");
        busy.setMinWidth(Region.USE_PREF_SIZE);
        state.setMinWidth(Region.USE_PREF_SIZE);
        head = new HBox(6, mark, name);
        head.setAlignment(Pos.CENTER_LEFT);
        foot = new HBox(6, busy, filler(), work);
        foot.setAlignment(Pos.CENTER_LEFT);
        Tooltip.install(this, tooltip);
    }

    private static Region filler() {
        Region filler = new Region();
        HBox.setHgrow(filler, Priority.ALWAYS);
        return filler;
    }

    void show(NodeRow node, Density wanted) {
        if (density != wanted || getChildren().isEmpty()) {
            density = wanted;
            arrange();
        }
        mark.draw("mark-" + node.mark().id());
        restyle(node.mark());
        name.setText(node.name());
        String word = model.state(node);
        state.setText(word);
        busy.setText(density == Density.ROOMY ? model.busy(node) : percent(node));
        String doing = node.trial() == null ? word : model.work(node);
        work.setText(density == Density.ROOMY && node.trial() == null ? "" : shortWork(node, doing));
        tooltip.setText(
                node.name() + " · " + word + "\n" + node.accelerator() + "\n" + model.busy(node) + "\n" + doing);
        setAccessibleText(node.name() + ", " + word + ", " + model.busy(node));
        double share = Double.isNaN(node.busy()) || node.isGone() ? 0 : node.busy();
        cells.show(node.accelerators(), share);
    }

    private String shortWork(NodeRow node, String doing) {
        return density == Density.SMALL ? (node.trial() == null ? "" : "#" + node.trial()) : doing;
    }

    private static String percent(NodeRow node) {
        return Double.isNaN(node.busy()) ? "" : Units.wholePercent(node.busy());
    }

    private void restyle(Mark shown) {
        for (Mark one : Mark.values()) {
            mark.getStyleClass().remove("mark-" + one.id());
            getStyleClass().remove("node-" + one.id());
        }
        mark.getStyleClass().add("mark-" + shown.id());
        getStyleClass().add("node-" + shown.id());
    }

    private void arrange() {
        if (density == Density.ROOMY) {
            head.getChildren().setAll(mark, name, filler(), state);
        } else {
            head.getChildren().setAll(mark, name);
        }
        head.setSpacing(density == Density.TINY ? 4 : 6);
        getStyleClass().removeAll("node-roomy", "node-compact", "node-small", "node-tiny");
        switch (density) {
            case ROOMY, COMPACT -> getChildren().setAll(head, cells, foot);
            case SMALL -> getChildren().setAll(head, foot);
            case TINY -> getChildren().setAll(head);
        }
        getStyleClass().add("node-" + density.name().toLowerCase(Locale.ROOT));
        VBox.setVgrow(cells, Priority.ALWAYS);
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        onPlaced.run();
    }

    /** The middle of the mark, from the corner of the pane that the box is in. */
    Point markCentre() {
        Bounds inBox = sceneToLocal(mark.localToScene(mark.getLayoutBounds()));
        return new Point(getLayoutX() + inBox.getCenterX(), getLayoutY() + inBox.getCenterY());
    }
}
