package org.aiperf.bench.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasuringProcessTest {
    @TempDir
    Path scratch;

    /** Counts on from what it measured last. */
    static final class Counting {
        private static int at;

        public static void main(String[] arguments) throws IOException, InterruptedException {
            MeasuringProgram.serve((what, times) -> {
                if (what.equals("fail")) {
                    throw new IllegalStateException("it cannot be done");
                }
                double[] numbers = new double[times];
                for (int i = 0; i < times; i++) {
                    numbers[i] = Integer.parseInt(arguments[0]) + at++;
                }
                return numbers;
            });
        }
    }

    @Test
    void answersEachQuestionWithNumbersOfItsOwn() throws Exception {
        try (MeasuringProcess tens = start("10");
                MeasuringProcess hundreds = start("100")) {
            assertThat(tens.measure("count", 2)).containsExactly(10, 11);
            assertThat(hundreds.measure("count", 1)).containsExactly(100);
            assertThat(tens.measure("count", 1)).containsExactly(12);
        }
        assertThat(scratch).isEmptyDirectory();
    }

    @Test
    void saysWhatAProcessDiedOf() throws Exception {
        try (MeasuringProcess process = start("1")) {
            assertThatThrownBy(() -> process.measure("fail", 1))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("it cannot be done");
        }
    }

    private MeasuringProcess start(String argument) throws IOException {
        List<Path> classPath = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toList();
        return MeasuringProcess.start(
                classPath, List.of(), Map.of(), Counting.class.getName(), List.of(argument), scratch);
    }
}
