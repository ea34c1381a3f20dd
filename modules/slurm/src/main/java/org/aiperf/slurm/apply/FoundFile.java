package org.aiperf.slurm.apply;

import java.util.Optional;

/**
 * A file as it was found.
 *
 * @param path where it really is
 * @param text empty if there is none
 */
record FoundFile(String path, Optional<String> text) {}
