package org.aiperf.slurm.conf;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells kinds of files apart: by their name, else by the keys in them. */
final class FileKind {
    private static final Set<String> OTHERS = Set.of(
            "acct_gather.conf",
            "burst_buffer.conf",
            "cgroup_allowed_devices_file.conf",
            "ext_sensors.conf",
            "helpers.conf",
            "job_container.conf",
            "knl.conf",
            "knl_cray.conf",
            "knl_generic.conf",
            "mpi.conf",
            "namespace.conf",
            "nonstop.conf",
            "oci.conf",
            "plugstack.conf",
            "slurmdbd.conf");
    private static final Set<String> OF_GRES = Set.of("name", "file", "files", "multiplefiles", "autodetect");

    private FileKind() {}

    /** Empty for other files of Slurm, which this package does not know. */
    static Optional<Section> of(ConfSource source) {
        String name = source.fileName().toLowerCase(Locale.ROOT);
        if (OTHERS.contains(name) || name.matches(".*\\.(yaml|yml|json|lua|sh)")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (name) {
                    case "slurm.conf" -> Section.SLURM;
                    case "gres.conf" -> Section.GRES_FILE;
                    case "cgroup.conf" -> Section.CGROUP;
                    case "topology.conf" -> Section.TOPOLOGY;
                    default -> byKeys(source).orElseGet(() -> byWords(name));
                });
    }

    private static Section byWords(String name) {
        List<String> words = Arrays.asList(name.split("[^a-z]+"));
        if (words.contains("slurm")) {
            return Section.SLURM;
        }
        if (words.contains("gres")) {
            return Section.GRES_FILE;
        }
        if (words.contains("cgroup")) {
            return Section.CGROUP;
        }
        return words.contains("topology") ? Section.TOPOLOGY : Section.SLURM;
    }

    /** The kind that most of the lines could be of; empty where none is of any. */
    private static Optional<Section> byKeys(ConfSource source) {
        Map<Section, Integer> votes = new EnumMap<>(Section.class);
        LogicalLine.forEach(source, new Findings(Set.of()), line -> {
            PairScanner scanner = new PairScanner(source, line);
            Optional<Pair> head = scanner.next();
            if (head.isEmpty()) {
                return;
            }
            if (head.get().is("NodeName")) {
                boolean isGres = false;
                for (Optional<Pair> next = scanner.next(); next.isPresent(); next = scanner.next()) {
                    isGres |= OF_GRES.contains(next.get().lowerKey());
                }
                votes.merge(isGres ? Section.GRES_FILE : Section.SLURM, 1, Integer::sum);
                return;
            }
            for (Section section : List.of(Section.SLURM, Section.GRES_FILE, Section.CGROUP, Section.TOPOLOGY)) {
                if (section.key(head.get().key()).isPresent()) {
                    votes.merge(section, 1, Integer::sum);
                    return;
                }
            }
        });
        return votes.entrySet().stream().max(Map.Entry.comparingByValue()).map(Map.Entry::getKey);
    }
}
