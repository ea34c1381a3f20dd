package org.aiperf.slurm.apply;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The difference of two texts as {@code diff -u} shows it. The edit script is the shortest (Myers, An O(ND) Difference
 * Algorithm, 1986) unless more than 2,000 lines differ; then the middle is replaced as a whole.
 */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    private static final int MOST_EDITS = 2000;

    /** One line of the result: {@code ' '}, {@code '-'} or {@code '+'}. */
    private record Edit(char mark, String line) {}

    private UnifiedDiff() {}

    /** Empty if the texts are equal. */
    public static String of(String nameBefore, String nameAfter, String before, String after) {
        if (before.equals(after)) {
            return "";
        }
        List<Edit> edits = edits(lines(before), lines(after));
        StringBuilder text = new StringBuilder();
        text.append("--- ").append(nameBefore).append('\n');
        text.append("+++ ").append(nameAfter).append('\n');
        int at = 0;
        while (at < edits.size()) {
            if (edits.get(at).mark() == ' ') {
                at++;
                continue;
            }
            int start = Math.max(0, at - CONTEXT);
            int end = at;
            int lastChange = at;
            while (end < edits.size() && end - lastChange <= 2 * CONTEXT) {
                if (edits.get(end).mark() != ' ') {
                    lastChange = end;
                }
                end++;
            }
            end = Math.min(edits.size(), lastChange + CONTEXT + 1);
            hunk(edits, start, end, text);
            at = end;
        }
        return text.toString();
    }

    private static void hunk(List<Edit> edits, int start, int end, StringBuilder text) {
        List<Edit> hunk = edits.subList(start, end);
        text.append("@@ -")
                .append(range(count(edits.subList(0, start), '+'), count(hunk, '+')))
                .append(" +")
                .append(range(count(edits.subList(0, start), '-'), count(hunk, '-')))
                .append(" @@\n");
        hunk.forEach(edit -> text.append(edit.mark()).append(edit.line()).append('\n'));
    }

    private static String range(int before, int length) {
        int first = length == 0 ? before : before + 1;
        return length == 1 ? Integer.toString(first) : first + "," + length;
    }

    /** How many lines the side has that {@code other} lines are not on. */
    private static int count(List<Edit> edits, char other) {
        return (int) edits.stream().filter(edit -> edit.mark() != other).count();
    }

    private static List<String> lines(String text) {
        return text.lines().toList();
    }

    private static List<Edit> edits(List<String> a, List<String> b) {
        int head = 0;
        while (head < a.size() && head < b.size() && a.get(head).equals(b.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < a.size() - head
                && tail < b.size() - head
                && a.get(a.size() - 1 - tail).equals(b.get(b.size() - 1 - tail))) {
            tail++;
        }
        List<Edit> edits = new ArrayList<>();
        a.subList(0, head).forEach(line -> edits.add(new Edit(' ', line)));
        edits.addAll(middle(a.subList(head, a.size() - tail), b.subList(head, b.size() - tail)));
        a.subList(a.size() - tail, a.size()).forEach(line -> edits.add(new Edit(' ', line)));
        return edits;
    }

    private static List<Edit> middle(List<String> a, List<String> b) {
        int most = Math.min(MOST_EDITS, a.size() + b.size());
        int[] furthest = new int[2 * most + 3];
        List<int[]> trace = new ArrayList<>();
        for (int d = 0; d <= most; d++) {
            trace.add(Arrays.copyOfRange(furthest, most + 1 - d, most + 2 + d));
            for (int k = -d; k <= d; k += 2) {
                boolean down = k == -d || (k != d && furthest[most + k] < furthest[most + 2 + k]);
                int x = down ? furthest[most + 2 + k] : furthest[most + k] + 1;
                while (x < a.size() && x - k < b.size() && a.get(x).equals(b.get(x - k))) {
                    x++;
                }
                furthest[most + 1 + k] = x;
                if (x >= a.size() && x - k >= b.size()) {
                    return walkedBack(a, b, trace, d);
                }
            }
        }
        List<Edit> all = new ArrayList<>();
        a.forEach(line -> all.add(new Edit('-', line)));
        b.forEach(line -> all.add(new Edit('+', line)));
        return all;
    }

    /** {@code trace.get(d)} holds the furthest points of the diagonals -d to d before step d. */
    private static List<Edit> walkedBack(List<String> a, List<String> b, List<int[]> trace, int steps) {
        List<Edit> reversed = new ArrayList<>();
        int x = a.size();
        int y = b.size();
        for (int d = steps; d > 0; d--) {
            int[] before = trace.get(d);
            int k = x - y;
            int left = k - 1 < -d ? Integer.MIN_VALUE : before[k - 1 + d];
            int right = k + 1 > d ? Integer.MIN_VALUE : before[k + 1 + d];
            boolean down = k == -d || (k != d && left < right);
            int fromX = down ? right : left;
            int fromY = fromX - (down ? k + 1 : k - 1);
            while (x > (down ? fromX : fromX + 1) && y > (down ? fromY + 1 : fromY)) {
                x--;
                y--;
                reversed.add(new Edit(' ', a.get(x)));
            }
            reversed.add(down ? new Edit('+', b.get(fromY)) : new Edit('-', a.get(fromX)));
            x = fromX;
            y = fromY;
        }
        while (x > 0) {
            x--;
            reversed.add(new Edit(' ', a.get(x)));
        }
        return reversed.reversed();
    }
}
