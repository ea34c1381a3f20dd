package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.aiperf.architecture.Weights;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    @TempDir
    Path folder;

    @Test
    void readsWhatItWrote() throws Exception {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        arrays.put("0/kernel", new float[] {1.5f, -0f, Float.MIN_VALUE, Float.NaN, Float.NEGATIVE_INFINITY});
        arrays.put("7/größe", new float[0]);
        arrays.put("", new float[] {3});
        Path file = folder.resolve("weights");

        Checkpoint.save(new Weights(arrays), file);
        Weights read = Checkpoint.load(file);

        assertThat(read.names()).containsExactlyElementsOf(arrays.keySet());
        for (String name : read.names()) {
            assertThat(read.get(name)).isEqualTo(arrays.get(name));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void replacesAnOlderOne() throws Exception {
        Path file = folder.resolve("weights");
        Checkpoint.save(some(3), file);
        Checkpoint.save(some(2), file);
        assertThat(Checkpoint.load(file).names()).hasSize(2);
    }

    @Test
    void refusesAFileCutOffAnywhere() throws Exception {
        Path file = folder.resolve("weights");
        Checkpoint.save(some(4), file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(file, "cut to " + length);
        }
        Files.write(file, Arrays.copyOf(whole, whole.length + 1));
        assertRefused(file, "one byte longer");
    }

    @Test
    void refusesAFileWithAnyDamagedByte() throws Exception {
        Path file = folder.resolve("weights");
        Checkpoint.save(some(4), file);
        byte[] whole = Files.readAllBytes(file);
        SplittableRandom random = new SplittableRandom(8);
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, damaged);
            assertRefused(file, "byte " + at);
        }
    }

    @Test
    void saysThatThereIsNoSuchFile() {
        assertThatThrownBy(() -> Checkpoint.load(folder.resolve("none")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no such file");
    }

    private static void assertRefused(Path file, String what) {
        assertThatThrownBy(() -> Checkpoint.load(file)).as(what).isInstanceOf(InvalidInputException.class);
    }

    private static Weights some(int count) {
        SplittableRandom random = new SplittableRandom(2);
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            float[] array = new float[random.nextInt(20)];
            for (int j = 0; j < array.length; j++) {
                array[j] = (float) random.nextGaussian();
            }
            arrays.put(i + "/kernel", array);
        }
        return new Weights(arrays);
    }
}
