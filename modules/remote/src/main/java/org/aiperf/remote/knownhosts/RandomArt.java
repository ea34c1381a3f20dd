package org.aiperf.remote.knownhosts;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A picture of a key that people can compare at a glance, as {@code ssh-keygen -lv} draws it: a bishop walks over 17 by 9
 * squares as the bits of the hash tell it (Loss, Limmer, von Gernler: The drunken bishop, 2009).
 */
public final class RandomArt {
    private static final int WIDTH = 17;
    private static final int HEIGHT = 9;
    private static final String VISITS = " .o+=*BOX@%&#/^";
    private static final int START = 100;
    private static final int END = 101;

    private RandomArt() {}

    /** Nine lines between bars, without a frame's captions. */
    public static String of(PublicKey key) {
        int[][] board = new int[HEIGHT][WIDTH];
        int x = WIDTH / 2;
        int y = HEIGHT / 2;
        for (byte b : sha256(key.blob())) {
            for (int shift = 0; shift < 8; shift += 2) {
                int step = b >> shift & 3;
                x = Math.clamp(x + ((step & 1) == 0 ? -1 : 1), 0, WIDTH - 1);
                y = Math.clamp(y + ((step & 2) == 0 ? -1 : 1), 0, HEIGHT - 1);
                board[y][x] = Math.min(board[y][x] + 1, VISITS.length() - 1);
            }
        }
        board[HEIGHT / 2][WIDTH / 2] = START;
        board[y][x] = END;
        StringBuilder picture = new StringBuilder();
        for (int[] row : board) {
            picture.append('|');
            for (int square : row) {
                picture.append(square == START ? 'S' : square == END ? 'E' : VISITS.charAt(square));
            }
            picture.append("|\n");
        }
        return picture.toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
