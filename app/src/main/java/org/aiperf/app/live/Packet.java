package org.aiperf.app.live;

import com.almasb.fxgl.entity.component.Component;
import java.util.List;
import org.aiperf.app.topology.Point;

/** Moves its entity along a wire at a steady pace, then removes it. */
final class Packet extends Component {
    private static final double PIXELS_PER_SECOND = 260;

    private final List<Point> way;
    private int corner = 1;
    private double done;

    Packet(List<Point> way) {
        this.way = way;
    }

    @Override
    public void onAdded() {
        place(way.getFirst());
    }

    @Override
    public void onUpdate(double secondsPerFrame) {
        double left = secondsPerFrame * PIXELS_PER_SECOND;
        while (corner < way.size()) {
            Point from = way.get(corner - 1);
            Point to = way.get(corner);
            double length = from.distance(to);
            if (done + left < length) {
                done += left;
                place(from.towards(to, done / length));
                return;
            }
            left -= length - done;
            done = 0;
            corner++;
        }
        getEntity().removeFromWorld();
    }

    private void place(Point at) {
        getEntity().setPosition(at.x(), at.y());
    }
}
