package org.aiperf.slurm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected names are those that {@code scontrol show hostnames} of 22.05.8 gave; a wrong one is a job on a wrong node. */
final class HostListTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a[1-2]b[1-2]          | a1b1 a1b2 a2b1 a2b2
            a[1-2][3-4]           | a13 a14 a23 a24
            n[01-3]               | n01 n02 n03
            n[098-101]            | n098 n099 n100 n101
            a,,b                  | a b
            ,a,                   | a
            a b                   | a b
            n[1,2-3],m,m          | n1 n2 n3 m m
            a1-3                  | a1-3
            [1-2]                 | 1 2
            n[1]                  | n1
            n[99999999999]        | n99999999999
            """)
    void expandsAsSlurmDoes(String text, String names) throws HostListException {
        HostList list = HostList.parse(text);

        assertThat(list.expand(100)).containsExactly(names.split(" "));
        assertThat(list.count()).isEqualTo(names.split(" ").length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "n[1-",
                "n[1-3",
                "n]1",
                "n[3-1]",
                "n[]",
                "n[a-b]",
                "n[1-3-5]",
                "n[1--3]",
                "n[1-3:2]",
                "n[-3]",
                "n[1,]",
                "n[,1]",
                "n[1-2]]",
                "unit[0-3]rack",
                "n[0-1]-ib",
                "n[ 1-2 ]",
                "n[0x1-0x2]",
                "n[1-2];m",
                "[1-2]n",
                "[a]",
                "n[1-100000]",
                "n[0-1000000000]",
                "n[1-99999999999999999999]"
            })
    void refusesWhatSlurmRefuses(String text) {
        assertThatThrownBy(() -> HostList.parse(text))
                .isInstanceOf(HostListException.class)
                .hasMessageContaining("'");
    }

    @Test
    void countsAndExpandsTheLargestListsWithoutMemory() throws HostListException {
        HostList huge = HostList.parse("a[1-65536]b[1-65536]c[1-65536]d[1-65536]e[1-65536]");

        assertThat(huge.count()).isEqualTo(Long.MAX_VALUE);
        assertThat(huge.expand(3)).hasSize(3);
        assertThat(HostList.parse("n[0-65535]").count()).isEqualTo(65_536);
        HostSet set = new HostSet();
        set.add(huge, 1);
        assertThat(set.isWhole()).isFalse();
    }

    @Test
    void aSetOfRangesIsASetOfNames() throws HostListException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            HostSet set = new HostSet();
            Set<String> names = new HashSet<>();
            for (int i = 0; i < 4; i++) {
                HostList list = HostList.parse(randomList(random));
                List<String> expanded = list.expand(10_000);
                boolean repeats = new HashSet<>(expanded).size() < expanded.size()
                        || expanded.stream().anyMatch(names::contains);
                assertThat(set.firstMissing(list).isEmpty()).as("seed %d", seed).isEqualTo(names.containsAll(expanded));
                assertThat(set.add(list, i).isPresent()).as("seed %d", seed).isEqualTo(repeats);
                names.addAll(expanded);
                assertThat(set.contains(expanded.getFirst())).isTrue();
                assertThat(set.contains("x9")).isFalse();
            }
        }
    }

    private static String randomList(Random random) {
        List<String> names = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            String head = List.of("n", "n1", "n0", "m[1-2]", "m").get(random.nextInt(5));
            int low = random.nextInt(30);
            String from = random.nextBoolean() ? "0" + low : Integer.toString(low);
            names.add(
                    switch (random.nextInt(3)) {
                        case 0 -> head + from;
                        case 1 -> head + "[" + from + "-" + (low + random.nextInt(120)) + "]";
                        default -> head + "[" + from + "," + random.nextInt(200) + "]";
                    });
            if (names.getLast().startsWith("m[1-2]") && !names.getLast().endsWith("]")) {
                names.removeLast();
                names.add("m" + low);
            }
        }
        return String.join(",", names);
    }
}
