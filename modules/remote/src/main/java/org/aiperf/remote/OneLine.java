package org.aiperf.remote;

/** Text from elsewhere made fit for a message. */
final class OneLine {
    private static final int LONGEST = 1000;

    private OneLine() {}

    /** Control characters and line breaks become blanks, runs of blanks one blank; cut after 1,000 characters. */
    static String of(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isBlank() ? failure.getClass().getSimpleName() : of(message);
    }
}
