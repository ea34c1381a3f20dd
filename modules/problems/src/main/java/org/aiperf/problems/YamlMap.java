package org.aiperf.problems;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A YAML mapping that is read strictly: every getter notes what is wrong with its line number and goes on with the
 * default, and {@link #refuseUnknown} notes each key that nobody asked for. Nothing is thrown for bad input; whoever
 * reads a file ends with {@link Problems#throwIfAny}.
 */
public final class YamlMap {
    private static final long LARGEST_FILE = 16 << 20;

    private final String file;
    private final int line;
    private final Map<String, NodeTuple> entries;
    private final Collection<String> known = new TreeSet<>();
    private final Problems problems;

    private YamlMap(String file, int line, Map<String, NodeTuple> entries, Problems problems) {
        this.file = file;
        this.line = line;
        this.entries = entries;
        this.problems = problems;
    }

    /** Reads a file; a missing, unreadable or malformed one is a problem and gives an empty map. */
    public static YamlMap read(Path file, Problems problems) {
        String name = file.toString();
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST_FILE) {
                problems.add(Problem.of(name, "is larger than 16 MiB", "name a YAML file"));
                return empty(name, problems);
            }
            return parse(name, Files.readString(file), problems);
        } catch (NoSuchFileException e) {
            problems.add(Problem.of(name, "there is no such file", "check the path"));
        } catch (MalformedInputException e) {
            problems.add(Problem.of(name, "is not UTF-8 text", "name a YAML file"));
        } catch (IOException e) {
            problems.add(Problem.of(name, "cannot be read", "check that it is a file and that you may read it"));
        }
        return empty(name, problems);
    }

    /** Parses text; {@code name} is what problems call it. */
    public static YamlMap parse(String name, String text, Problems problems) {
        try {
            LoadSettings settings = LoadSettings.builder()
                    .setLabel(name)
                    .setAllowDuplicateKeys(true)
                    .build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                return empty(name, problems);
            }
            if (root.get() instanceof MappingNode mapping) {
                return of(name, mapping, problems);
            }
            problems.add(new Problem(name, 1, "", "is not a list of 'key: value' lines", "start with 'name: …'"));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(new Problem(name, line, "", "is not YAML: " + e.getProblem(), "mend this line"));
        } catch (YamlEngineException e) {
            problems.add(Problem.of(name, "is not YAML", "write 'key: value' lines"));
        }
        return empty(name, problems);
    }

    private static YamlMap empty(String name, Problems problems) {
        return new YamlMap(name, 0, Map.of(), problems);
    }

    private static YamlMap of(String file, MappingNode mapping, Problems problems) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (entries.put(key, tuple) != null) {
                problems.add(new Problem(file, lineOf(tuple.getKeyNode()), key, "is given twice", "keep one of them"));
            }
        }
        return new YamlMap(file, lineOf(mapping), entries, problems);
    }

    /** The name that problems call this file by. */
    public String file() {
        return file;
    }

    /** The line this mapping starts at, from 1; 0 for a missing one. */
    public int line() {
        return line;
    }

    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Notes a problem at a key of this mapping, or at the mapping itself when the key is absent. */
    public void refuse(String key, String message, String fix) {
        NodeTuple tuple = entries.get(key);
        problems.add(new Problem(file, tuple == null ? line : lineOf(tuple.getKeyNode()), key, message, fix));
    }

    public String text(String key, String byDefault) {
        String value = scalar(key);
        return value == null ? byDefault : value;
    }

    public String requiredText(String key, String example) {
        String value = scalar(key);
        if (value == null) {
            if (!entries.containsKey(key)) {
                refuse(key, "is missing", "write '" + key + ": " + example + "'");
            }
            return "";
        }
        return value;
    }

    public long wholeNumber(String key, long least, long most, long byDefault) {
        String value = scalar(key);
        if (value == null) {
            return byDefault;
        }
        try {
            long number = Long.parseLong(value.replace("_", ""));
            if (number >= least && number <= most) {
                return number;
            }
            refuse(key, "is " + value + ", out of range", "write a whole number from " + least + " to " + most);
        } catch (NumberFormatException e) {
            refuse(key, "'" + value + "' is not a whole number", "write one from " + least + " to " + most);
        }
        return byDefault;
    }

    public double number(String key, double least, double most, double byDefault) {
        String value = scalar(key);
        if (value == null) {
            return byDefault;
        }
        try {
            double number = Double.parseDouble(value);
            if (number >= least && number <= most) {
                return number;
            }
            refuse(key, "is " + value + ", out of range", "write a number from " + least + " to " + most);
        } catch (NumberFormatException e) {
            refuse(key, "'" + value + "' is not a number", "write one from " + least + " to " + most);
        }
        return byDefault;
    }

    public boolean flag(String key, boolean byDefault) {
        String value = scalar(key);
        if (value == null) {
            return byDefault;
        }
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                refuse(key, "'" + value + "' is neither true nor false", "write true or false");
                yield byDefault;
            }
        };
    }

    /** One word of a closed list. */
    public String choice(String key, Collection<String> allowed, String byDefault) {
        String value = scalar(key);
        if (value == null || allowed.contains(value)) {
            return value == null ? byDefault : value;
        }
        refuse(key, "'" + value + "' is not known", NearMiss.suggestion(value, allowed));
        return byDefault;
    }

    /** The mapping under a key; an empty one when it is absent or something else. */
    public YamlMap map(String key) {
        known.add(key);
        NodeTuple tuple = entries.get(key);
        if (tuple == null) {
            return new YamlMap(file, line, Map.of(), problems);
        }
        if (tuple.getValueNode() instanceof MappingNode mapping) {
            return of(file, mapping, problems);
        }
        refuse(key, "is not a group of 'key: value' lines", "indent its keys below it");
        return new YamlMap(file, lineOf(tuple.getKeyNode()), Map.of(), problems);
    }

    /** The list of mappings under a key; empty when absent. */
    public List<YamlMap> maps(String key) {
        List<YamlMap> maps = new ArrayList<>();
        for (Node node : sequence(key)) {
            if (node instanceof MappingNode mapping) {
                maps.add(of(file, mapping, problems));
            } else {
                problems.add(new Problem(file, lineOf(node), key, "is not a group of 'key: value' lines", ""));
            }
        }
        return maps;
    }

    /** The list of words under a key; empty when absent. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (Node node : sequence(key)) {
            if (node instanceof ScalarNode scalar) {
                texts.add(scalar.getValue());
            } else {
                problems.add(new Problem(file, lineOf(node), key, "is not a single value", "write one value a line"));
            }
        }
        return texts;
    }

    /** Notes every key that no getter asked for. Call it last. */
    public void refuseUnknown() {
        for (String key : entries.keySet()) {
            if (!known.contains(key)) {
                refuse(key, "is not a known key", NearMiss.suggestion(key, known));
            }
        }
    }

    private List<Node> sequence(String key) {
        known.add(key);
        NodeTuple tuple = entries.get(key);
        if (tuple == null) {
            return List.of();
        }
        if (tuple.getValueNode() instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        refuse(key, "is not a list", "start each of its lines with '- '");
        return List.of();
    }

    private @Nullable String scalar(String key) {
        known.add(key);
        NodeTuple tuple = entries.get(key);
        if (tuple == null) {
            return null;
        }
        if (tuple.getValueNode() instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        refuse(key, "is not a single value", "write '" + key + ": value'");
        return null;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }
}
