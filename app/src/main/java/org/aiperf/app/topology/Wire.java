package org.aiperf.app.topology;

import java.util.List;
import javafx.scene.shape.LineTo;
import javafx.scene.shape.MoveTo;
import javafx.scene.shape.Path;
import javafx.scene.shape.QuadCurveTo;

/** A wire as a line with round corners. */
public final class Wire {
    private static final double RADIUS = 8;

    private Wire() {}

    public static Path path(List<Point> corners) {
        Path path = new Path();
        path.getStyleClass().add("wire");
        path.setManaged(false);
        Point start = sharp(corners.getFirst());
        path.getElements().add(new MoveTo(start.x(), start.y()));
        for (int i = 1; i < corners.size() - 1; i++) {
            Point before = sharp(corners.get(i - 1));
            Point corner = sharp(corners.get(i));
            Point after = sharp(corners.get(i + 1));
            Point in = near(corner, before);
            Point out = near(corner, after);
            path.getElements().add(new LineTo(in.x(), in.y()));
            path.getElements().add(new QuadCurveTo(corner.x(), corner.y(), out.x(), out.y()));
        }
        Point end = sharp(corners.getLast());
        path.getElements().add(new LineTo(end.x(), end.y()));
        return path;
    }

    private static Point near(Point corner, Point neighbour) {
        double length = corner.distance(neighbour);
        return length == 0 ? corner : corner.towards(neighbour, Math.min(0.5, RADIUS / length));
    }

    /** On the middle of a pixel, where a thin line is sharp. */
    private static Point sharp(Point point) {
        return new Point(Math.floor(point.x()) + 0.5, Math.floor(point.y()) + 0.5);
    }
}
