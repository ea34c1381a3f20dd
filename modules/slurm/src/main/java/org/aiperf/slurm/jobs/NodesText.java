package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Nodes as {@code scontrol show nodes --oneliner} tells them. */
final class NodesText {
    private static final Pattern START = Pattern.compile("^ NodeName=");

    /** Marks after a state, as versions before 21.08 put them. */
    private static final Map<Character, String> MARKS = Map.of(
            '*', "NOT_RESPONDING",
            '~', "POWERED_DOWN",
            '#', "POWERING_UP",
            '%', "POWERING_DOWN",
            '$', "MAINTENANCE",
            '@', "REBOOT_REQUESTED",
            '^', "REBOOT_ISSUED",
            '!', "POWER_DOWN",
            '-', "PLANNED");

    private NodesText() {}

    static List<SlurmNode> read(String output) {
        List<SlurmNode> nodes = new ArrayList<>();
        output.lines().filter(line -> line.startsWith("NodeName=")).forEach(line -> {
            KeyValueLine record = new KeyValueLine(line, START);
            nodes.add(new SlurmNode(
                    record.first("NodeName"),
                    record.get("NodeAddr"),
                    states(List.of(record.get("State").split("\\+"))),
                    (int) record.number("CPUTot"),
                    record.number("RealMemory"),
                    record.get("Gres"),
                    record.get("Reason"),
                    record.get("Version")));
        });
        return nodes;
    }

    /** In upper case, marks become words; the two words for a drained node become the flag they stand for. */
    static Set<String> states(List<String> words) {
        Set<String> states = new HashSet<>();
        for (String word : words) {
            String state = word.strip().toUpperCase(Locale.ROOT);
            while (!state.isEmpty() && MARKS.containsKey(state.charAt(state.length() - 1))) {
                states.add(MARKS.get(state.charAt(state.length() - 1)));
                state = state.substring(0, state.length() - 1);
            }
            switch (state) {
                case "" -> {}
                case "DRAINED" -> states.addAll(Set.of("IDLE", "DRAIN"));
                case "DRAINING" -> states.addAll(Set.of("ALLOCATED", "DRAIN"));
                case "MAINT" -> states.add("MAINTENANCE");
                case "INVAL" -> states.add("INVALID_REG");
                default -> states.add(state);
            }
        }
        return states;
    }
}
