package org.aiperf.architecture.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.aiperf.architecture.StoredArchitecture;
import org.aiperf.architecture.Vectors;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;

/** Graph JSON of the reference that is wrong, by hand and by chance. */
class HostileGraphTest {
    private static final List<String> GRAPHS = List.of(
            Vectors.text("tiny_cnn_28x28x1_c10.json"),
            Vectors.text("mini_resnet_32x32x3_c10.json"),
            Vectors.text("aiperf_resnet50_224.json"));
    private static final String MINI = GRAPHS.get(1);
    private static final String CONVOLUTION = "[\"StubConv2d\", 3, 4, 16, 16, 3, 1, 1]";
    private static final List<String> VALUES =
            List.of("0", "-1", "1000000000", "1e308", "null", "[]", "{}", "\"\"", "2147483648", "0.5", "999");
    private static final Duration FUZZING = Duration.ofSeconds(5);

    @Test
    void aLayerThatReadsItsOwnAnswerIsRefused() {
        assertThat(problems(MINI.replace("[\"StubReLU\", 5, 6]", "[\"StubReLU\", 6, 6]")))
                .anyMatch(problem -> problem.toString().contains("cycle"));
        assertThat(problems(MINI.replace("[\"StubReLU\", 5, 6]", "[\"StubReLU\", 12, 6]")))
                .anyMatch(problem -> problem.toString().contains("cycle"));
    }

    @Test
    void sizesOfZeroBelowZeroAndOfAThousandMillionAreRefusedWhereverTheyStand() {
        for (String size : List.of("0", "-16", "1000000000", "10000000000000000000")) {
            assertThat(problems(MINI.replace(CONVOLUTION, "[\"StubConv2d\", 3, 4, 16, " + size + ", 3, 1, 1]")))
                    .as(size)
                    .anyMatch(problem -> problem.toString().startsWith("test: layer_list[3][1][4]: " + size));
            assertThat(problems(MINI.replace(CONVOLUTION, "[\"StubConv2d\", 3, 4, 16, 16, " + size + ", 1, 1]")))
                    .as(size)
                    .isNotEmpty();
            assertThat(problems(MINI.replace("\"input_shape\": [32, 32, 3]", "\"input_shape\": [32, " + size + ", 3]")))
                    .as(size)
                    .isNotEmpty();
        }
    }

    /** Numbers and tuples of real files are exchanged for others, or files are cut, for five seconds. */
    @Test
    void noMutationOfARealGraphEndsInAnException() {
        long seed = 20_261_124;
        SplittableRandom random = new SplittableRandom(seed);
        long end = System.nanoTime() + FUZZING.toNanos();
        int round = 0;
        int refused = 0;
        while (System.nanoTime() < end) {
            String text = mutated(GRAPHS.get(round % GRAPHS.size()), random);
            Problems problems = new Problems();
            List<StoredArchitecture> sound = new ArrayList<>();
            assertThatCode(() -> ReferenceDocument.parse("test", text, problems).ifPresent(read -> {
                        sound.add(read.stored());
                        Problems none = new Problems();
                        assertThat(written(read, none)).contains(read);
                    }))
                    .as("seed %d, round %d", seed, round)
                    .doesNotThrowAnyException();
            assertThat(sound.isEmpty()).as("seed %d, round %d", seed, round).isNotEqualTo(problems.isEmpty());
            refused += sound.isEmpty() ? 1 : 0;
            round++;
        }
        assertThat(refused).isBetween(20, round);
    }

    private static Optional<ReferenceDocument> written(ReferenceDocument read, Problems problems) {
        try {
            return ReferenceDocument.parse("again", read.write("again"), problems);
        } catch (InvalidInputException e) {
            throw new AssertionError(e);
        }
    }

    private static String mutated(String graph, SplittableRandom random) {
        StringBuilder text = new StringBuilder(graph);
        for (int change = 0; change <= random.nextInt(3); change++) {
            int at = random.nextInt(text.length());
            if (random.nextInt(20) == 0) {
                text.setLength(at);
                break;
            }
            while (at < text.length() && !Character.isDigit(text.charAt(at))) {
                at++;
            }
            int end = at;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                end++;
            }
            text.replace(
                    at,
                    end,
                    random.nextBoolean()
                            ? Integer.toString(random.nextInt(200))
                            : VALUES.get(random.nextInt(VALUES.size())));
        }
        return text.toString();
    }

    private static List<Problem> problems(String text) {
        Problems problems = new Problems();
        assertThat(ReferenceDocument.parse("test", text, problems)).isEmpty();
        return problems.list();
    }
}
