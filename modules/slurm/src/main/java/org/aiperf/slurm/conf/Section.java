package org.aiperf.slurm.conf;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Kinds of files and of lines in them, each with its keys. */
enum Section {
    SLURM("slurm", "slurm.conf"),
    NODE("node", "a NodeName line"),
    PARTITION("partition", "a PartitionName line"),
    DOWN_NODES("down", "a DownNodes line"),
    NODE_SET("nodeset", "a NodeSet line"),
    FRONTEND("frontend", "a FrontendName line"),
    POWER_ACTION("power", "a PowerAction line"),
    GRES_FILE("gresfile", "gres.conf"),
    GRES("gres", "a line of gres.conf"),
    CGROUP("cgroup", "cgroup.conf"),
    TOPOLOGY("topology", "topology.conf"),
    SWITCH("switch", "a SwitchName line"),
    BLOCK("block", "a BlockName line"),
    RING("ring", "a RingName line");

    private static final Map<Section, Map<String, Key>> KEYS = load();

    /**
     * @param name as it is usually written
     * @param begins the kind of line that it begins, if it does
     */
    record Key(String name, ValueType type, @Nullable Section begins) {}

    private final String word;
    private final String inWords;

    Section(String word, String inWords) {
        this.word = word;
        this.inWords = inWords;
    }

    /** Such as {@code a NodeName line}. */
    String inWords() {
        return inWords;
    }

    Optional<Key> key(String name) {
        return Optional.ofNullable(keys().get(name));
    }

    /** Names as they are usually written. */
    List<String> names() {
        return keys().values().stream().map(Key::name).toList();
    }

    /** How many of these keys a file of this kind or a line of it may have. */
    private Map<String, Key> keys() {
        return Objects.requireNonNull(KEYS.get(this));
    }

    /** Another kind of the same file that has this key. */
    Optional<Section> otherWith(String key) {
        List<Section> family = this == GRES || this == GRES_FILE
                ? List.of(GRES, GRES_FILE)
                : List.of(SLURM, NODE, PARTITION, NODE_SET, TOPOLOGY, SWITCH, CGROUP, GRES);
        return family.stream()
                .filter(section -> section != this && section.key(key).isPresent())
                .findFirst();
    }

    private static Map<Section, Map<String, Key>> load() {
        Map<Section, Map<String, Key>> all = new EnumMap<>(Section.class);
        Map<String, Section> byWord = new LinkedHashMap<>();
        Arrays.stream(values()).forEach(section -> {
            all.put(section, new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
            byWord.put(section.word, section);
        });
        try (InputStream in = Objects.requireNonNull(Section.class.getResourceAsStream("keys.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            Map<String, Key> keys = new TreeMap<>();
            for (String line : lines.lines().toList()) {
                String[] words = line.split(" ");
                if (line.startsWith("[")) {
                    Section section = Objects.requireNonNull(byWord.get(line.substring(1, line.length() - 1)), line);
                    keys = Objects.requireNonNull(all.get(section));
                } else if (words[0].equals("line")) {
                    keys.put(words[1], new Key(words[1], ValueType.REPEATED, byWord.get(words[2])));
                } else if (!line.startsWith("#")) {
                    keys.put(words[1], new Key(words[1], ValueType.valueOf(words[0].toUpperCase(Locale.ROOT)), null));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }
}
