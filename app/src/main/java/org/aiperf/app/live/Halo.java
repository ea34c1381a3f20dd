package org.aiperf.app.live;

import com.almasb.fxgl.entity.component.Component;
import javafx.scene.shape.Circle;

/** The pulse of a slave that trains: a ring that widens and fades, again and again. */
final class Halo extends Component {
    private static final double SECONDS = 1.8;
    private static final double FROM = 5;

    private final Circle ring;
    private final double reach;
    private double time;

    /** @param reach the radius at which it has faded */
    Halo(Circle ring, double reach) {
        this.ring = ring;
        this.reach = reach;
    }

    @Override
    public void onUpdate(double secondsPerFrame) {
        time = (time + secondsPerFrame) % SECONDS;
        double share = time / SECONDS;
        ring.setRadius(FROM + (reach - FROM) * share);
        ring.setOpacity(0.8 * (1 - share) * (1 - share));
    }
}
