package org.aiperf.datasets.pictures;

import java.util.Locale;
import java.util.Optional;

/** The kinds of picture files that are read, each told by its first bytes. */
public enum PictureFormat {
    PNG("png", "\u0089PNG\r\n\u001a\n"),
    JPEG("jpg", "\u00ff\u00d8\u00ff"),
    BMP("bmp", "BM"),
    GIF("gif", "GIF8");

    private final String ending;
    /** Each character stands for the byte of its number. */
    private final String magic;

    PictureFormat(String ending, String magic) {
        this.ending = ending;
        this.magic = magic;
    }

    /** What names of such files end with, after the dot. */
    public String ending() {
        return ending;
    }

    /** What the bytes begin as. */
    public static Optional<PictureFormat> of(byte[] encoded) {
        for (PictureFormat format : values()) {
            if (format.begins(encoded)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** Whether a file of this name should be a picture. */
    public static boolean named(String fileName) {
        String lower = fileName.toLowerCase(Locale.ROOT);
        if (lower.endsWith(".jpeg")) {
            return true;
        }
        for (PictureFormat format : values()) {
            if (lower.endsWith("." + format.ending)) {
                return true;
            }
        }
        return false;
    }

    private boolean begins(byte[] encoded) {
        if (encoded.length < magic.length()) {
            return false;
        }
        for (int i = 0; i < magic.length(); i++) {
            if ((encoded[i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
