package org.aiperf.slurm.conf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.aiperf.problems.Problem;
import org.junit.jupiter.api.Test;

/** Whatever a file holds: an answer in two seconds, each problem in one line, at a line that there is. */
final class LintFuzzTest {
    private static final long NANOS = 8_000_000_000L;
    private static final List<String> WORDS = List.of(
            "NodeName=",
            "PartitionName=",
            "Nodes=",
            "DEFAULT",
            "ALL",
            "n[1-",
            "n[1-9]",
            "n[01-10]",
            ",",
            "[",
            "]",
            "=",
            " ",
            "\n",
            "\n",
            "\r\n",
            "\\\n",
            "\\",
            "#",
            "\"",
            "Gres=",
            "gpu:a100:4",
            "GresTypes=gpu",
            "CPUs=",
            "08",
            "-1",
            "99999999999999999999",
            "Include ",
            "slurm.conf",
            "gres.conf",
            "File=/dev/nvidia[0-3]",
            "Name=gpu",
            "MaxTime=",
            "1-00:00:00",
            "Default=YES",
            "NodeAddr=10.0.0.[1-4]",
            "Port=[1-9]",
            "Sockets=2",
            "SwitchName=s1",
            "Switches=s[1-3]",
            "\0",
            "\ufeff",
            "节点",
            "\uD83D",
            "+=",
            "AutoDetect=",
            "NodeSet=",
            "Feature=a",
            "x[1-65536]y[1-65536]");

    @Test
    void answersAlways() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        long end = System.nanoTime() + NANOS;
        int files = 0;
        while (System.nanoTime() < end) {
            String text = text(random);
            Linted linted = Linted.slurm(text)
                    .with("gres.conf", text(random))
                    .with("topology.conf", text(random))
                    .with("cgroup.conf", text(random));
            long start = System.nanoTime();

            List<Problem> problems = linted.problems();

            assertThat(System.nanoTime() - start).as("seed %d", seed).isLessThan(2_000_000_000L);
            for (Problem problem : problems) {
                assertThat(problem.toString()).as("seed %d", seed).hasLineCount(1);
                assertThat(problem.line()).as("seed %d", seed).isPositive();
                assertThat(problem.fix()).as("seed %d", seed).isNotEmpty();
            }
            files += 4;
        }
        System.out.println("random configuration files: " + files + ", seed " + seed);
        assertThat(files).isGreaterThan(100);
    }

    private static String text(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(120); i >= 0; i--) {
            words.add(
                    random.nextInt(20) == 0
                            ? String.valueOf((char) random.nextInt(Character.MAX_VALUE))
                            : WORDS.get(random.nextInt(WORDS.size())));
        }
        return String.join("", words);
    }
}
