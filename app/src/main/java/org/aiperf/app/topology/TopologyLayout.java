package org.aiperf.app.topology;

import java.util.ArrayList;
import java.util.List;

/**
 * Where the nodes stand: the master on top, the slaves in rows below it, in boxes as roomy as their number allows. Wires
 * run in the gaps between boxes and never across one: from the master down to a lane above the first row, along it, down
 * a gap between columns, along the lane above the slave's row and down into its box.
 *
 * @param slaves one box each, in order
 * @param wires one for each slave: the corners of its way from the master
 * @param scale of the boxes' contents, from 0 to 1; below 1 only if even the smallest boxes do not fit
 */
public record TopologyLayout(Box master, List<Box> slaves, List<List<Point>> wires, Density density, double scale) {
    public static final double MARGIN = 16;
    public static final double MASTER_WIDTH = 176;
    public static final double MASTER_HEIGHT = 44;
    private static final double MOST_STRETCH = 1.5;

    public TopologyLayout {
        slaves = List.copyOf(slaves);
        wires = List.copyOf(wires);
    }

    private record Grid(Density density, int columns, int rows, double scale) {
        double width() {
            return scale * density.width();
        }

        double height() {
            return scale * density.height();
        }

        double gapX() {
            return scale * density.gapX();
        }

        double gapY() {
            return scale * density.gapY();
        }

        double wholeWidth() {
            return columns * width() + (columns - 1) * gapX();
        }

        double wholeHeight() {
            return rows * height() + rows * gapY();
        }
    }

    public static TopologyLayout of(int slaves, double width, double height) {
        Grid grid = grid(slaves, width - 2 * MARGIN, height - 2 * MARGIN - MASTER_HEIGHT);
        double spare = height - 2 * MARGIN - MASTER_HEIGHT - grid.wholeHeight();
        double stretch = Math.max(1, Math.min(MOST_STRETCH, 1 + spare / 2 / Math.max(1, grid.rows() * grid.gapY())));
        double gapY = grid.gapY() * stretch;
        double used = MASTER_HEIGHT + grid.rows() * (grid.height() + gapY);
        double top = Math.max(MARGIN, (height - used) / 2);
        Box master = new Box((width - MASTER_WIDTH) / 2, top, MASTER_WIDTH, MASTER_HEIGHT);
        List<Box> boxes = new ArrayList<>();
        List<List<Point>> wires = new ArrayList<>();
        for (int i = 0; i < slaves; i++) {
            int row = i / grid.columns();
            int inRow = Math.min(grid.columns(), slaves - row * grid.columns());
            double rowWidth = inRow * grid.width() + (inRow - 1) * grid.gapX();
            boolean whole = row == 0;
            double left = (width - (whole ? rowWidth : grid.wholeWidth())) / 2;
            double x = left + i % grid.columns() * (grid.width() + grid.gapX());
            double y = master.bottom() + gapY + row * (grid.height() + gapY);
            Box box = new Box(x, y, grid.width(), grid.height());
            boxes.add(box);
            wires.add(wire(master, box, row, gapY, grid.gapX(), grid.height()));
        }
        return new TopologyLayout(master, boxes, wires, grid.density(), grid.scale());
    }

    private static List<Point> wire(Box master, Box slave, int row, double gapY, double gapX, double height) {
        double firstLane = master.bottom() + gapY / 2;
        List<Point> corners = new ArrayList<>();
        corners.add(new Point(master.centreX(), master.bottom()));
        corners.add(new Point(master.centreX(), firstLane));
        if (row > 0) {
            boolean leftHalf = slave.centreX() <= master.centreX();
            double gutter = leftHalf ? slave.right() + gapX / 2 : slave.x() - gapX / 2;
            double lane = firstLane + row * (height + gapY);
            corners.add(new Point(gutter, firstLane));
            corners.add(new Point(gutter, lane));
            corners.add(new Point(slave.centreX(), lane));
        } else {
            corners.add(new Point(slave.centreX(), firstLane));
        }
        corners.add(new Point(slave.centreX(), slave.y()));
        return List.copyOf(corners);
    }

    private static Grid grid(int slaves, double width, double height) {
        for (Density density : Density.values()) {
            Grid grid = fitted(slaves, density, 1, width);
            if (grid.wholeWidth() <= width && grid.wholeHeight() <= height) {
                return grid;
            }
        }
        double scale = 0.95;
        Grid grid = fitted(slaves, Density.TINY, scale, width);
        while (scale > 0.05 && (grid.wholeWidth() > width || grid.wholeHeight() > height)) {
            scale *= 0.95;
            grid = fitted(slaves, Density.TINY, scale, width);
        }
        return grid;
    }

    /** As many columns as fit, then as few as still need the same number of rows. */
    private static Grid fitted(int slaves, Density density, double scale, double width) {
        double pitch = scale * (density.width() + density.gapX());
        int most = (int) Math.max(1, Math.floor((width + scale * density.gapX()) / pitch));
        int rows = Math.max(1, (slaves + most - 1) / most);
        int columns = Math.max(1, (slaves + rows - 1) / rows);
        return new Grid(density, columns, rows, scale);
    }
}
