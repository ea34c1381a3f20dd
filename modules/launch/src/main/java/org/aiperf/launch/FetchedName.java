package org.aiperf.launch;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A name that a node gives one of its files, and what may become of it here. A node is not to be trusted with more than
 * one file in the folder that is meant, on any system that this program runs on.
 */
final class FetchedName {
    private static final int LONGEST = 200;
    private static final Pattern KEPT = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._+-]*\\.(json|log)");
    /** Windows opens a device where a file has its name. */
    private static final Pattern DEVICE =
            Pattern.compile("(con|prn|aux|nul|com\\d|lpt\\d)(\\..*)?", Pattern.CASE_INSENSITIVE);

    private FetchedName() {}

    /** The file in a folder, if it is one to keep: finished models and logs. */
    static Optional<Path> in(Path folder, String name) {
        boolean isKept = name.length() <= LONGEST
                && KEPT.matcher(name).matches()
                && !DEVICE.matcher(name).matches();
        return isKept ? Optional.of(folder.resolve(name)) : Optional.empty();
    }

    /** Whether a path on a node ends in a name of its own, which then is that of a folder here. */
    static boolean isOfFolder(String path) {
        String last = path.substring(path.lastIndexOf('/') + 1);
        return last.matches("[\\p{L}\\p{N}._+-]{1," + LONGEST + "}") && !last.matches("\\.+");
    }
}
