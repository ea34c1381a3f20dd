package org.aiperf.slurm.conf;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A line after comments are cut off, lines that end in a backslash are joined, and escapes are taken out, which Slurm
 * does in this order and without regard to quotes.
 */
final class LogicalLine {
    private final String text;
    private final int firstLine;
    private final List<Integer> starts;

    private LogicalLine(String text, int firstLine, List<Integer> starts) {
        this.text = text;
        this.firstLine = firstLine;
        this.starts = starts;
    }

    String text() {
        return text;
    }

    int firstLine() {
        return firstLine;
    }

    /** The physical line of a character, from 1. */
    int lineAt(int offset) {
        int low = 0;
        int high = starts.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return firstLine + low;
    }

    /** Gives every logical line that is not blank. */
    static void forEach(ConfSource source, Findings findings, Consumer<LogicalLine> sink) {
        String all = source.text();
        int at = 0;
        if (all.startsWith("\ufeff")) {
            findings.add(
                    source,
                    1,
                    "",
                    "the file begins with a byte order mark, which Slurm takes for a part of the first line",
                    "save it as UTF-8 without a byte order mark");
            at = 1;
        }
        int line = 0;
        StringBuilder joined = new StringBuilder();
        List<Integer> starts = new ArrayList<>();
        while (at < all.length()) {
            line++;
            int end = all.indexOf('\n', at);
            String physical = withoutNul(all.substring(at, end < 0 ? all.length() : end), source, line, findings);
            at = end < 0 ? all.length() : end + 1;
            String content = withoutComment(physical);
            int continued = continuation(content);
            starts.add(joined.length());
            unescape(continued < 0 ? content : content.substring(0, continued), joined);
            if (continued < 0 || at >= all.length()) {
                String text = joined.toString();
                if (!text.isBlank()) {
                    sink.accept(new LogicalLine(text, line - starts.size() + 1, List.copyOf(starts)));
                }
                joined.setLength(0);
                starts.clear();
            }
        }
    }

    private static String withoutNul(String line, ConfSource source, int number, Findings findings) {
        int nul = line.indexOf('\0');
        if (nul < 0) {
            return line;
        }
        findings.add(source, number, "", "has a NUL byte, and Slurm reads this line no further", "take it out");
        return line.substring(0, nul);
    }

    private static String withoutComment(String line) {
        int backslashes = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '#' && backslashes % 2 == 0) {
                return line.substring(0, i);
            }
            backslashes = c == '\\' ? backslashes + 1 : 0;
        }
        return line;
    }

    /** Where the backslash stands that joins the next line; -1 if there is none. */
    private static int continuation(String line) {
        int end = line.length();
        while (end > 0 && isSpace(line.charAt(end - 1))) {
            end--;
        }
        int first = end;
        while (first > 0 && line.charAt(first - 1) == '\\') {
            first--;
        }
        return (end - first) % 2 == 1 ? end - 1 : -1;
    }

    private static void unescape(String line, StringBuilder out) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            }
            if (i < line.length()) {
                out.append(line.charAt(i));
            }
        }
    }

    /** As {@code isspace} of C. */
    static boolean isSpace(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }
}
