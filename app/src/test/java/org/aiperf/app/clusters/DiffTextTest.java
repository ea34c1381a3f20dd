package org.aiperf.app.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.aiperf.problems.Problem;
import org.junit.jupiter.api.Test;

class DiffTextTest {
    private static String before(List<DiffLine> lines) {
        return text(lines, DiffLine.Kind.ADDED);
    }

    private static String after(List<DiffLine> lines) {
        return text(lines, DiffLine.Kind.REMOVED);
    }

    private static String text(List<DiffLine> lines, DiffLine.Kind without) {
        return lines.stream()
                .filter(line -> line.kind() != without)
                .map(line -> line.text() + "\n")
                .collect(Collectors.joining());
    }

    @Test
    void theWholeFileIsThereWithWhatChangesInIt() {
        List<DiffLine> lines = DiffText.of("a\nb\nc\n", "a\nB\nc\nd\n", List.of());
        assertThat(lines)
                .extracting(line -> line.kind() + " " + line.number() + " " + line.text())
                .containsExactly("KEPT 1 a", "REMOVED 2 b", "ADDED 2 B", "KEPT 3 c", "ADDED 4 d");
    }

    @Test
    void aProblemIsAtItsLineOfWhatWillBeThere() {
        Problem problem = new Problem("slurm.conf", 2, "CPUs", "is wrong", "mend it");
        List<DiffLine> lines = DiffText.of("a\nx\n", "a\nb\n", List.of(problem));
        assertThat(lines)
                .filteredOn(line -> !line.problems().isEmpty())
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.kind()).isEqualTo(DiffLine.Kind.ADDED);
                    assertThat(line.text()).isEqualTo("b");
                });
    }

    @Test
    void bothTextsComeBackOutOfAnyDifference() {
        long seed = new Random().nextLong();
        System.out.println("differences: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            String before = lines(random, random.nextInt(30));
            String after = random.nextInt(4) == 0 ? lines(random, random.nextInt(30)) : changed(before, random);
            List<DiffLine> lines = DiffText.of(before, after, List.of());
            assertThat(before(lines)).as("seed %d, case %d", seed, i).isEqualTo(before);
            assertThat(after(lines)).as("seed %d, case %d", seed, i).isEqualTo(after);
            int number = 0;
            for (DiffLine line : lines) {
                if (line.kind() != DiffLine.Kind.REMOVED) {
                    assertThat(line.number()).isEqualTo(++number);
                }
            }
        }
    }

    private static String lines(Random random, int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append("k")
                    .append(random.nextInt(6))
                    .append("=")
                    .append(random.nextInt(3))
                    .append('\n');
        }
        return text.toString();
    }

    private static String changed(String text, Random random) {
        List<String> lines = new ArrayList<>(text.lines().toList());
        for (int i = random.nextInt(4); i > 0; i--) {
            int at = lines.isEmpty() ? 0 : random.nextInt(lines.size());
            if (random.nextBoolean() || lines.isEmpty()) {
                lines.add(at, "new" + random.nextInt(3));
            } else {
                lines.remove(at);
            }
        }
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
