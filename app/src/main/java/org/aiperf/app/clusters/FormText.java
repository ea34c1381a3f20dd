package org.aiperf.app.clusters;

import java.util.ArrayList;
import java.util.List;

/** The cluster file that a form stands for, and which field each of its lines comes from. */
final class FormText {
    private final StringBuilder text = new StringBuilder();
    private final List<ClusterForm.Field> fields = new ArrayList<>();

    /** A line without a value. */
    FormText line(ClusterForm.Field field, String line) {
        text.append(line).append('\n');
        fields.add(field);
        return this;
    }

    /** A key with what was typed for it; nothing if nothing was. */
    FormText value(ClusterForm.Field field, int indent, String key, String typed) {
        String value = typed.strip();
        return value.isEmpty() ? this : line(field, " ".repeat(indent) + key + ": " + quoted(value));
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ") + "\"";
    }

    String text() {
        return text.toString();
    }

    /** @param line from 1; 0 where a problem has none */
    ClusterForm.Field field(int line) {
        return line < 1 || line > fields.size() ? ClusterForm.Field.NAME : fields.get(line - 1);
    }
}
