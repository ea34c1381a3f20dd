package org.aiperf.slurm.apply;

import java.util.Optional;

/**
 * A file that becomes another.
 *
 * @param host where
 * @param path absolute
 * @param before what was there when it was read; empty if there was none
 * @param after what will be there; empty if it goes away
 */
public record FileChange(String host, String path, Optional<String> before, Optional<String> after) {

    /** As {@code diff -u} shows it. */
    public String diff() {
        return UnifiedDiff.of(
                before.isPresent() ? host + ":" + path : "/dev/null",
                after.isPresent() ? host + ":" + path : "/dev/null",
                before.orElse(""),
                after.orElse(""));
    }
}
