package org.aiperf.slurm.conf;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One logical line: a key with its value and, where it begins a line of several, those after it.
 *
 * @param section what kind of line it is; of a single key, the kind of file
 * @param rest empty for a single key
 */
record Statement(Section section, Pair head, List<Pair> rest) {
    Statement {
        rest = List.copyOf(rest);
    }

    boolean begins(String key) {
        return head.is(key);
    }

    /** {@code NodeName=DEFAULT} and its like: values for the lines after it. */
    boolean isDefault() {
        return head.value().equalsIgnoreCase("DEFAULT");
    }

    /** The keys after the first, in lower case; the last of equal ones counts. */
    Map<String, Pair> values() {
        Map<String, Pair> values = new LinkedHashMap<>();
        rest.forEach(pair -> values.put(pair.lowerKey(), pair));
        return values;
    }
}
