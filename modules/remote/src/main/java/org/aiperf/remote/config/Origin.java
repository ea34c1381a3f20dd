package org.aiperf.remote.config;

import java.nio.file.Path;

/** Who decided a value. */
public sealed interface Origin {
    /** OpenSSH's default: nobody said anything. */
    Origin DEFAULT = new ByDefault();

    /**
     * A line of a configuration file.
     *
     * @param line from 1
     */
    record Line(Path file, int line) implements Origin {
        @Override
        public String toString() {
            return file + " line " + line;
        }
    }

    /**
     * Whoever asked, which counts for more than any file.
     *
     * @param by such as {@code the cluster file}
     */
    record Given(String by) implements Origin {
        @Override
        public String toString() {
            return by;
        }
    }

    /** Nobody. */
    record ByDefault() implements Origin {
        @Override
        public String toString() {
            return "the default of OpenSSH";
        }
    }
}
