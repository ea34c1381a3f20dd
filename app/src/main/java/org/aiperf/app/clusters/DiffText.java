package org.aiperf.app.clusters;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.problems.Problem;
import org.aiperf.slurm.apply.UnifiedDiff;

/** The whole of a text with what changes in it, which a unified difference shows only the surroundings of. */
final class DiffText {
    private static final Pattern HUNK = Pattern.compile("@@ -(\\d+)(?:,(\\d+))? \\+(\\d+)(?:,(\\d+))? @@");

    private final List<String> after;
    private final List<Problem> problems;
    private final List<DiffLine> lines = new ArrayList<>();
    private int oldNumber = 1;
    private int newNumber = 1;

    private DiffText(List<String> after, List<Problem> problems) {
        this.after = after;
        this.problems = problems;
    }

    /** @param problems of the text that will be there */
    static List<DiffLine> of(String before, String after, List<Problem> problems) {
        DiffText text = new DiffText(after.lines().toList(), problems);
        for (String line : UnifiedDiff.of("", "", before, after).lines().skip(2).toList()) {
            Matcher hunk = HUNK.matcher(line);
            if (hunk.matches()) {
                int length = hunk.group(4) == null ? 1 : Integer.parseInt(hunk.group(4));
                int start = Integer.parseInt(hunk.group(3)) + (length == 0 ? 1 : 0);
                text.keepUntil(start);
            } else if (!line.isEmpty()) {
                text.add(line.charAt(0), line.substring(1));
            }
        }
        text.keepUntil(text.after.size() + 1);
        return List.copyOf(text.lines);
    }

    private void keepUntil(int number) {
        while (newNumber < number && newNumber <= after.size()) {
            add(' ', after.get(newNumber - 1));
        }
    }

    private void add(char mark, String line) {
        switch (mark) {
            case '-' -> lines.add(new DiffLine(DiffLine.Kind.REMOVED, oldNumber++, line, List.of()));
            case '+' -> lines.add(new DiffLine(DiffLine.Kind.ADDED, newNumber, line, problems(newNumber++)));
            case ' ' -> {
                lines.add(new DiffLine(DiffLine.Kind.KEPT, newNumber, line, problems(newNumber++)));
                oldNumber++;
            }
            default -> throw new IllegalArgumentException("not a line of a difference: " + mark + line);
        }
    }

    private List<Problem> problems(int number) {
        return problems.stream().filter(problem -> problem.line() == number).toList();
    }
}
