package org.aiperf.launch;

/** What a check before a start came to, in one line. */
public sealed interface Verdict {
    /** What is looked at before anything is started. */
    enum Check {
        CONNECTION("connection"),
        AGENT("agent"),
        SYSTEM("system"),
        SHARED_FOLDER("shared folder"),
        SHARED_SPACE("space on the shared folder"),
        HOME_SPACE("space in the home"),
        CLOCK("clock"),
        PORT("way to the master"),
        ACCELERATORS("accelerators"),
        LIMITS("limits"),
        MEMORY("memory"),
        SLURM("slurm");

        private final String text;

        Check(String text) {
            this.text = text;
        }

        /** For people. */
        public String text() {
            return text;
        }
    }

    Check check();

    /** The name of the node in the cluster file. */
    String node();

    /** What was seen there. */
    String seen();

    /** All is well. */
    record Pass(Check check, String node, String seen) implements Verdict {}

    /**
     * The run may start, and may suffer.
     *
     * @param fix how to mend it
     */
    record Warn(Check check, String node, String seen, String fix) implements Verdict {}

    /**
     * The run cannot work.
     *
     * @param fix how to mend it
     */
    record Fail(Check check, String node, String seen, String fix) implements Verdict {}

    /** {@code node: check: seen; fix}. */
    default String line() {
        String start = node() + ": " + check().text() + ": " + seen();
        return switch (this) {
            case Pass _ -> start;
            case Warn warn -> start + "; " + warn.fix();
            case Fail fail -> start + "; " + fail.fix();
        };
    }
}
