package org.aiperf.datasets.pictures;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Draws the part of a picture to train with (the crop of Szegedy et al. 2015, section 6, as TensorFlow's
 * {@code sample_distorted_bounding_box} does it): an aspect ratio is drawn, then a height among all that keep the area in
 * its limits and the part inside the picture, then a place. A part that does not cover enough of any object is thrown
 * away; after so many tries the whole picture is taken.
 *
 * @param leastArea of the part, as a share of the picture's
 * @param mostArea likewise
 * @param leastAspect width over height
 * @param mostAspect likewise
 * @param leastCovered the share of at least one object's box that the part must show
 */
public record RandomBox(
        double leastArea, double mostArea, double leastAspect, double mostAspect, double leastCovered, int tries) {

    /** As AIPerf's reference draws it. */
    public static final RandomBox REFERENCE = new RandomBox(0.05, 1, 0.75, 1.33, 0.1, 100);

    /** @param objects of which one must be covered; if there are none, the whole picture is one, as in TensorFlow */
    public Region draw(int width, int height, List<Box> objects, SplittableRandom random) {
        List<Region> boxes = (objects.isEmpty() ? List.of(Box.WHOLE) : objects)
                .stream().map(box -> box.in(width, height)).toList();
        for (int i = 0; i < tries; i++) {
            Region drawn = drawOnce(width, height, random);
            if (drawn.area() > 0 && covers(drawn, boxes)) {
                return drawn;
            }
        }
        return Region.whole(width, height);
    }

    /** A part with its area in the limits, or an empty one if no height gives that. */
    private Region drawOnce(int width, int height, SplittableRandom random) {
        double aspect = random.nextDouble(leastAspect, mostAspect);
        double pixels = (double) width * height;
        int least = (int) Math.rint(Math.sqrt(leastArea * pixels / aspect));
        int most = (int) Math.rint(Math.sqrt(mostArea * pixels / aspect));
        most = Math.min(most, Math.min(height, (int) (width / aspect)));
        int drawnHeight = least < most ? random.nextInt(least, most + 1) : most;
        int drawnWidth = Math.min((int) Math.rint(drawnHeight * aspect), width);
        double share = drawnWidth * (double) drawnHeight / pixels;
        if (drawnWidth < 1 || drawnHeight < 1 || share < leastArea || share > mostArea) {
            return new Region(0, 0, 0, 0);
        }
        int left = random.nextInt(width - drawnWidth + 1);
        int top = random.nextInt(height - drawnHeight + 1);
        return new Region(left, top, drawnWidth, drawnHeight);
    }

    private boolean covers(Region drawn, List<Region> boxes) {
        return boxes.stream().anyMatch(box -> drawn.intersection(box).area() >= leastCovered * box.area());
    }
}
