package org.aiperf.problems;

/**
 * One thing that is wrong with an input, said in one line.
 *
 * @param file the file or argument it is in, as the user named it
 * @param line the line, from 1; 0 where lines make no sense
 * @param key the key or option; empty where there is none
 * @param message what is wrong
 * @param fix what to write instead
 */
public record Problem(String file, int line, String key, String message, String fix) {

    /** A problem of a whole file or argument. */
    public static Problem of(String file, String message, String fix) {
        return new Problem(file, 0, "", message, fix);
    }

    /** {@code file:line: key: message; fix}, leaving out what is not known. */
    @Override
    public String toString() {
        String place = line > 0 ? file + ":" + line : file;
        String subject = key.isEmpty() ? "" : key + ": ";
        String mend = fix.isEmpty() ? "" : "; " + fix;
        return place + ": " + subject + message + mend;
    }
}
