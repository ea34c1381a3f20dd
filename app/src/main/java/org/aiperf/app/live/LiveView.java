package org.aiperf.app.live;

import com.almasb.fxgl.entity.Entity;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.animation.PauseTransition;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Rectangle;
import javafx.util.Duration;
import org.aiperf.app.fx.FxThread;
import org.aiperf.app.model.LiveModel;
import org.aiperf.app.model.Mark;
import org.aiperf.app.model.Motion;
import org.aiperf.app.model.NodeRow;
import org.aiperf.app.topology.Point;
import org.jspecify.annotations.Nullable;

/**
 * The Live view. The topology and the curves are layers on the engine's stage; packets and pulses are its entities.
 * Until the engine runs, or where another view has it, the same layers stand here without it.
 */
public final class LiveView extends StackPane {
    private static final double SIDE_BY_SIDE = 900;
    private static final int TOPOLOGY = 0;
    private static final int CURVES = 1;
    private static final int MOVING = 2;

    private final LiveModel model;
    private final TopologyPane topology;
    private final CurvesPane curves;
    private final Map<String, Entity> halos = new HashMap<>();
    private final PauseTransition settle = new PauseTransition(Duration.seconds(3));
    private Optional<LiveEngine> engine = Optional.empty();
    private boolean staged;

    public LiveView(LiveModel model) {
        this.model = model;
        topology = new TopologyPane(model);
        curves = new CurvesPane(model);
        topology.setManaged(false);
        curves.setManaged(false);
        getStyleClass().add("live-view");
        setMinSize(0, 0);
        Rectangle clip = new Rectangle();
        clip.widthProperty().bind(widthProperty());
        clip.heightProperty().bind(heightProperty());
        setClip(clip);
        getChildren().addAll(topology, curves);
        model.setOnMotion(this::move);
        model.cluster().slavesProperty().addListener((_, _, next) -> pulse(next));
        model.livelyProperty()
                .addListener((_, _, _) -> pulse(model.cluster().slavesProperty().get()));
        topology.setOnPlaced(() -> pulse(model.cluster().slavesProperty().get()));
        settle.setOnFinished(_ -> wake());
    }

    /** Starts the engine after the next frame; called once the window is there. */
    public void start() {
        FxThread.later(() -> engine = LiveEngine.take(this::stage));
    }

    /** Gives the engine back. */
    public void stop() {
        settle.stop();
        halos.clear();
        engine.ifPresent(LiveEngine::release);
        engine = Optional.empty();
        staged = false;
    }

    /** Whether the engine carries this view. */
    public boolean isStaged() {
        return staged;
    }

    /** Whether nothing moves here now. */
    public boolean isResting() {
        return engine.map(LiveEngine::isPaused).orElse(true);
    }

    private void stage() {
        engine.ifPresent(running -> {
            Region pane = running.pane();
            getChildren().setAll(pane);
            running.add(topology, TOPOLOGY);
            running.add(curves, CURVES);
            staged = true;
            requestLayout();
            pulse(model.cluster().slavesProperty().get());
        });
    }

    @Override
    protected void layoutChildren() {
        super.layoutChildren();
        double width = getWidth();
        double height = getHeight();
        if (width >= SIDE_BY_SIDE) {
            double left = Math.floor(width * 0.44);
            topology.resizeRelocate(0, 0, left, height);
            curves.resizeRelocate(left, 0, width - left, height);
        } else {
            double above = Math.floor(height * 0.5);
            topology.resizeRelocate(0, 0, width, above);
            curves.resizeRelocate(0, above, width, height - above);
        }
    }

    private void move(Motion motion) {
        if (!staged || !isShowing()) {
            return;
        }
        topology.wire(motion.slave())
                .ifPresent(wire -> engine.ifPresent(running -> {
                    List<Point> way = motion.toMaster() ? wire.reversed() : wire;
                    String style = motion.cargo() == Motion.Cargo.CANDIDATE ? "packet-candidate" : "packet-result";
                    running.add(TopologyPane.dot(style), MOVING, new Packet(way));
                    wake();
                }));
    }

    private void pulse(List<NodeRow> slaves) {
        if (!staged) {
            return;
        }
        Set<String> training = new HashSet<>();
        if (model.livelyProperty().get()) {
            slaves.stream().filter(node -> node.mark() == Mark.TRAINING).forEach(node -> training.add(node.name()));
        }
        halos.entrySet().removeIf(entry -> {
            boolean over = !training.contains(entry.getKey());
            if (over) {
                entry.getValue().removeFromWorld();
            }
            return over;
        });
        for (String name : training) {
            engine.ifPresent(running -> halos.computeIfAbsent(name, _ -> halo(running)));
            topology.mark(name).ifPresent(at -> place(halos.get(name), at));
        }
        wake();
    }

    private static void place(@Nullable Entity halo, Point at) {
        if (halo != null) {
            halo.setPosition(at.x(), at.y());
        }
    }

    private Entity halo(LiveEngine running) {
        Circle ring = new Circle();
        ring.getStyleClass().add("halo");
        return running.add(ring, MOVING, new Halo(ring, topology.haloRadius()));
    }

    private void wake() {
        boolean moves = isShowing() && engine.map(LiveEngine::moving).orElse(0L) > 0;
        engine.ifPresent(running -> running.setPaused(!moves));
        if (moves) {
            settle.playFromStart();
        }
    }

    private boolean isShowing() {
        return getScene() != null
                && getScene().getWindow() != null
                && getScene().getWindow().isShowing();
    }
}
