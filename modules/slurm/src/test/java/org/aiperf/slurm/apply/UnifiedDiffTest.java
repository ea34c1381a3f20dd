package org.aiperf.slurm.apply;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whoever says yes to a change has read this. */
final class UnifiedDiffTest {
    @Test
    void showsAChangeWithThreeLinesAround() {
        assertThat(UnifiedDiff.of("a", "b", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .isEqualTo("""
                        --- a
                        +++ b
                        @@ -2,7 +2,7 @@
                         2
                         3
                         4
                        -5
                        +five
                         6
                         7
                         8
                        """);
        assertThat(UnifiedDiff.of("/dev/null", "b", "", "1\n2\n")).isEqualTo("""
                        --- /dev/null
                        +++ b
                        @@ -0,0 +1,2 @@
                        +1
                        +2
                        """);
        assertThat(UnifiedDiff.of("a", "b", "same\n", "same\n")).isEmpty();
    }

    @Test
    void patchingWithItGivesTheNewText() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            List<String> before = randomLines(random, 30);
            List<String> after = random.nextInt(4) == 0 ? randomLines(random, 30) : edited(before, random);
            String diff = UnifiedDiff.of("a", "b", text(before), text(after));

            assertThat(patched(before, diff)).as("seed %d", seed).isEqualTo(after);
        }
    }

    @Test
    void largeFilesTakeNoTime() {
        List<String> before = randomLines(new Random(1), 20_000);
        List<String> after = randomLines(new Random(2), 20_000);
        long start = System.nanoTime();

        assertThat(patched(before, UnifiedDiff.of("a", "b", text(before), text(after))))
                .isEqualTo(after);

        assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }

    private static List<String> randomLines(Random random, int most) {
        List<String> lines = new ArrayList<>();
        for (int i = most > 100 ? most : random.nextInt(most); i > 0; i--) {
            lines.add("line " + random.nextInt(most > 100 ? 100_000 : 6));
        }
        return lines;
    }

    private static List<String> edited(List<String> before, Random random) {
        List<String> after = new ArrayList<>(before);
        for (int i = random.nextInt(4); i > 0 && !after.isEmpty(); i--) {
            int at = random.nextInt(after.size());
            switch (random.nextInt(3)) {
                case 0 -> after.remove(at);
                case 1 -> after.add(at, "new");
                default -> after.set(at, "other " + random.nextInt(6));
            }
        }
        return after;
    }

    private static String text(List<String> lines) {
        return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
    }

    /** As {@code patch} does it, with the line numbers of the hunks and their context checked. */
    private static List<String> patched(List<String> before, String diff) {
        List<String> after = new ArrayList<>();
        int at = 0;
        for (String line : diff.lines().skip(2).toList()) {
            if (line.startsWith("@@")) {
                String[] range = line.substring(4, line.indexOf(' ', 4)).split(",");
                int start = Integer.parseInt(range[0]) - (range.length > 1 && range[1].equals("0") ? 0 : 1);
                after.addAll(before.subList(at, start));
                at = start;
            } else if (line.startsWith("+")) {
                after.add(line.substring(1));
            } else {
                assertThat(before.get(at)).isEqualTo(line.substring(1));
                if (line.startsWith(" ")) {
                    after.add(line.substring(1));
                }
                at++;
            }
        }
        after.addAll(before.subList(at, before.size()));
        return after;
    }
}
