package org.aiperf.datasets;

/**
 * The ten figures of {@link Shapes}. Each lies within the unit circle and is described by its signed distance: negative
 * inside, positive outside, near the edge about as large as the distance from it.
 */
enum Figure {
    DISC {
        @Override
        double distance(double x, double y) {
            return Math.sqrt(x * x + y * y) - 0.85;
        }
    },
    RING {
        @Override
        double distance(double x, double y) {
            return Math.abs(Math.sqrt(x * x + y * y) - 0.75) - 0.18;
        }
    },
    SQUARE {
        @Override
        double distance(double x, double y) {
            return box(x, y, 0.7, 0.7);
        }
    },
    FRAME {
        @Override
        double distance(double x, double y) {
            return Math.abs(box(x, y, 0.58, 0.58)) - 0.16;
        }
    },
    TRIANGLE {
        @Override
        double distance(double x, double y) {
            double slanted = Math.abs(x) * Math.sqrt(3) / 2 - y / 2;
            return Math.max(slanted, y) - 0.5;
        }
    },
    CROSS {
        @Override
        double distance(double x, double y) {
            return Math.min(box(x, y, 0.92, 0.24), box(x, y, 0.24, 0.92));
        }
    },
    STAR {
        @Override
        double distance(double x, double y) {
            double sector = 2 * Math.PI / 5;
            double angle = Math.abs(Math.IEEEremainder(Math.atan2(y, x), sector));
            double radius = Math.sqrt(x * x + y * y);
            double along = radius * Math.cos(angle);
            double across = radius * Math.sin(angle);
            return (along - STAR_TIP) * STAR_NORMAL_ALONG + across * STAR_NORMAL_ACROSS;
        }
    },
    STRIPES {
        @Override
        double distance(double x, double y) {
            return box(x, Math.abs(y) > 0.3 ? Math.abs(y) - 0.6 : y, 0.75, 0.15);
        }
    },
    CRESCENT {
        @Override
        double distance(double x, double y) {
            double disc = Math.sqrt(x * x + y * y) - 0.9;
            double bite = 0.75 - Math.sqrt((x - 0.45) * (x - 0.45) + y * y);
            return Math.max(disc, bite);
        }
    },
    CORNER {
        @Override
        double distance(double x, double y) {
            return Math.min(box(x + 0.45, y, 0.2, 0.75), box(x, y - 0.55, 0.65, 0.2));
        }
    };

    private static final double STAR_TIP = 1;
    private static final double STAR_NOTCH = 0.4;
    private static final double STAR_NORMAL_ALONG;
    private static final double STAR_NORMAL_ACROSS;

    static {
        double along = STAR_NOTCH * Math.sin(Math.PI / 5);
        double across = STAR_TIP - STAR_NOTCH * Math.cos(Math.PI / 5);
        double length = Math.sqrt(along * along + across * across);
        STAR_NORMAL_ALONG = along / length;
        STAR_NORMAL_ACROSS = across / length;
    }

    /** The signed distance of a point from the edge of the figure. */
    abstract double distance(double x, double y);

    private static double box(double x, double y, double halfWidth, double halfHeight) {
        return Math.max(Math.abs(x) - halfWidth, Math.abs(y) - halfHeight);
    }
}
