package org.aiperf.slurm.conf;

import java.util.Optional;
import org.aiperf.slurm.HostList;
import org.aiperf.slurm.HostListException;

/** Reads host lists of a file, noting those that cannot be read. */
final class HostLists {
    private final Findings findings;

    HostLists(Findings findings) {
        this.findings = findings;
    }

    Optional<HostList> read(Pair pair) {
        return read(pair, pair.value());
    }

    Optional<HostList> read(Pair pair, String text) {
        try {
            return Optional.of(HostList.parse(text));
        } catch (HostListException e) {
            findings.add(pair, e.getMessage(), "write names and ranges such as n[1-3,7] or n[01-10]");
            return Optional.empty();
        }
    }
}
