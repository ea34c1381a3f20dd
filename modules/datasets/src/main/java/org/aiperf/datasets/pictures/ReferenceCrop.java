package org.aiperf.datasets.pictures;

import java.util.List;
import java.util.SplittableRandom;

/**
 * The preprocessing of AIPerf's reference, which never scales a picture. To train with: a {@linkplain RandomBox random
 * part}, mirrored or not, of which the middle is taken or which is filled up with black. To test with: the picture is cut
 * or filled up around its middle until its shorter side is 8/7 of the wanted one (256 of 224), and the middle of that is
 * taken. Only the pixels that are seen are decoded.
 *
 * @param side of the square that comes out, in pixels
 */
public record ReferenceCrop(int side) {

    /** Reads a picture to train with. */
    public void train(PictureReader picture, List<Box> objects, SplittableRandom random, byte[] target)
            throws UnreadablePictureException {
        Region part = RandomBox.REFERENCE.draw(picture.width(), picture.height(), objects, random);
        boolean mirrored = random.nextBoolean();
        Frame frame = new Frame(side, side);
        Frame.Shown shown = frame.show(
                Frame.centred(part.width(), side), Frame.centred(part.height(), side), part.width(), part.height());
        Region seen = (mirrored ? shown.mirrored(part.width()) : shown).region();
        Picture read = picture.read(
                new Region(part.left() + seen.left(), part.top() + seen.top(), seen.width(), seen.height()));
        frame.write(mirrored ? read.mirrored() : read, shown.left(), shown.top(), target);
    }

    /** Reads a picture to test with. */
    public void test(PictureReader picture, byte[] target) throws UnreadablePictureException {
        int width = picture.width();
        int height = picture.height();
        long shortSide = side * 8L / 7;
        long shorter = Math.min(width, height);
        int largerWidth = (int) Math.min(width * shortSide / shorter, Integer.MAX_VALUE);
        int largerHeight = (int) Math.min(height * shortSide / shorter, Integer.MAX_VALUE);
        int left = Frame.centred(width, largerWidth) + Frame.centred(largerWidth, side);
        int top = Frame.centred(height, largerHeight) + Frame.centred(largerHeight, side);
        Frame frame = new Frame(side, side);
        Frame.Shown shown = frame.show(left, top, width, height);
        frame.write(picture.read(shown.region()), shown.left(), shown.top(), target);
    }
}
