package org.aiperf.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataSpecTest {
    private static final int IMAGES = 20;
    private static final int HEIGHT = 5;
    private static final int WIDTH = 4;

    @TempDir
    Path folder;

    @Test
    void readsWhatIsWritten() throws Exception {
        for (String suffix : List.of("", ".gz")) {
            write("set" + suffix.length(), suffix, idx(3, IMAGES, HEIGHT, WIDTH), idx(1, IMAGES));
            DataSpec spec = parse("idx:" + folder.resolve("set" + suffix.length()));

            assertThat(spec.header()).isEqualTo(new ImageSetHeader(IMAGES, HEIGHT, WIDTH, 1, 10));
            ImageSet set = spec.load();

            assertThat(set.size()).isEqualTo(IMAGES);
            assertThat(set.pixels()).isEqualTo(body(IMAGES * HEIGHT * WIDTH));
            assertThat(set.label(13)).isEqualTo(body(IMAGES)[13]);
        }
    }

    @Test
    void takesARange() throws Exception {
        write("set", ".gz", idx(3, IMAGES, HEIGHT, WIDTH), idx(1, IMAGES));
        DataSpec spec = parse("idx:" + folder.resolve("set") + "#5-8");

        assertThat(spec.header().images()).isEqualTo(3);
        ImageSet set = spec.load();

        assertThat(set.pixels())
                .isEqualTo(Arrays.copyOfRange(body(IMAGES * HEIGHT * WIDTH), 5 * HEIGHT * WIDTH, 8 * HEIGHT * WIDTH));
        assertThat(set.label(0)).isEqualTo(body(IMAGES)[5]);
        assertThat(set.classes()).isEqualTo(10);
    }

    @Test
    void namesGeneratedShapes() throws Exception {
        assertThat(parse("shapes").header()).isEqualTo(new ImageSetHeader(10_000, 32, 32, 3, 10));
        ImageSet set = parse("shapes#4000-4010").load();
        assertThat(set.size()).isEqualTo(10);
        assertThat(set.label(3)).isEqualTo(parse("shapes#4003-4004").load().label(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "shape",
                "shapes:x",
                "shapes#",
                "shapes#7",
                "shapes#7-7",
                "shapes#9-7",
                "shapes#-1-7",
                "idx",
                "idx:",
                "idx:folder/",
                "idx:a#x",
                "idx:a\0b",
                "cifar10",
                "cifar10:",
                "folder:",
                "folder:x?side=0",
                "folder:x?size=5",
                "tfrecord:",
                "tfrecord:dir/",
                "tfrecord:d*r/a",
                "tfrecord:dir/[",
                "tfrecord:dir/a?classes=x",
                "tfrecord:dir/a?side=64&clases=10",
                "clicks",
                "shapes#0-9999999999"
            })
    void saysInOneLineWhatIsWrongWithAName(String text) {
        Problems problems = new Problems();

        assertThat(DataSpec.parse(text, problems)).isEmpty();

        assertThat(problems.list()).hasSize(1);
        Problem problem = problems.list().getFirst();
        assertThat(problem.message()).isNotEmpty().doesNotContain("\n");
        assertThat(problem.fix()).isNotEmpty();
    }

    @Test
    void answersAWrongNameWithTheOneThatWasMeantOrWithAllForms() {
        Problems problems = new Problems();
        DataSpec.parse("shapess", problems);
        DataSpec.parse("imagenet", problems);
        DataSpec.parse("clicks", problems);
        assertThat(problems.list().get(0).fix()).contains("'shapes'");
        for (int i = 1; i <= 2; i++) {
            assertThat(problems.list().get(i).fix())
                    .contains("shapes", "idx:DIR/PREFIX", "cifar10:DIR/train", "folder:DIR", "tfrecord:GLOB");
        }
    }

    @Test
    void aQuestionMarkInAPatternIsNoOption() throws Exception {
        assertThat(parse("tfrecord:dir/train-0?-*?side=64&firstLabel=0#3-9"))
                .isEqualTo(new TfRecordSpec(
                        "tfrecord:dir/train-0?-*?side=64&firstLabel=0#3-9",
                        Path.of("dir"),
                        "train-0?-*",
                        64,
                        1000,
                        0,
                        false,
                        Optional.of(new ImageRange(3, 9))));
        assertThat(parse("tfrecord:a?b"))
                .isEqualTo(new TfRecordSpec("tfrecord:a?b", Path.of("."), "a?b", 224, 1000, 1, true, Optional.empty()));
    }

    @Test
    void reportsBothMissingFilesAtOnce() throws Exception {
        Problems problems = new Problems();
        parse("idx:" + folder.resolve("nothing")).check(problems);
        assertThat(problems.list()).hasSize(2);
    }

    @Test
    void reportsCountsThatDiffer() throws Exception {
        write("set", ".gz", idx(3, IMAGES, HEIGHT, WIDTH), idx(1, IMAGES + 1));
        assertProblem("set", "there are 20 images but 21 labels");
    }

    @Test
    void reportsARangeBeyondTheEnd() throws Exception {
        write("set", "", idx(3, IMAGES, HEIGHT, WIDTH), idx(1, IMAGES));
        assertProblem("set#10-21", "the range ends at 21, but there are only 20 images");
    }

    @Test
    void reportsAFileOfAnotherKind() throws Exception {
        write("set", "", idx(1, IMAGES), idx(3, IMAGES, 1, 1));
        assertProblem("set", "it does not begin as an IDX file");
    }

    @Test
    void believesNoAbsurdSize() throws Exception {
        int[][] absurd = {
            {Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE}, {IMAGES, 1 << 20, 1 << 20}, {0, 1, 1}, {-1, 2, 2}
        };
        for (int[] sizes : absurd) {
            for (String suffix : List.of("", ".gz")) {
                byte[] images = idx(3, IMAGES, HEIGHT, WIDTH);
                byte[] head = head(3, sizes);
                System.arraycopy(head, 0, images, 0, head.length);
                write("set", suffix, images, idx(1, IMAGES));
                assertProblem("set", "its head");
                Files.delete(folder.resolve("set-images-idx3-ubyte" + suffix));
                Files.delete(folder.resolve("set-labels-idx1-ubyte" + suffix));
            }
        }
    }

    @Test
    void noticesATruncationAnywhere() throws Exception {
        byte[] whole = idx(3, IMAGES, HEIGHT, WIDTH);
        for (String suffix : List.of("", ".gz")) {
            byte[] stored = suffix.isEmpty() ? whole : gzipped(whole);
            Path images = folder.resolve("set-images-idx3-ubyte" + suffix);
            Files.write(folder.resolve("set-labels-idx1-ubyte"), idx(1, IMAGES));
            for (int length = 0; length < stored.length; length++) {
                Files.write(images, Arrays.copyOf(stored, length));
                assertThatThrownBy(() -> parse("idx:" + folder.resolve("set")).load())
                        .as("cut to " + length + " of " + stored.length + " " + suffix)
                        .isInstanceOf(InvalidInputException.class);
            }
            Files.delete(images);
        }
    }

    @Test
    void survivesAnyDamagedByte() throws Exception {
        byte[] stored = gzipped(idx(3, IMAGES, HEIGHT, WIDTH));
        Files.write(folder.resolve("set-labels-idx1-ubyte"), idx(1, IMAGES));
        SplittableRandom random = new SplittableRandom(3);
        for (int at = 0; at < stored.length; at++) {
            byte[] damaged = stored.clone();
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(folder.resolve("set-images-idx3-ubyte.gz"), damaged);
            try {
                parse("idx:" + folder.resolve("set")).load();
            } catch (InvalidInputException expected) {
                assertThat(expected.problems()).as("byte " + at).isNotEmpty();
            }
        }
    }

    private void assertProblem(String name, String message) throws Exception {
        DataSpec spec = parse("idx:" + folder.resolve(name));
        Problems problems = new Problems();
        spec.check(problems);
        assertThat(problems.list()).as(name).isNotEmpty();
        assertThat(problems.list().getFirst().message()).contains(message);
        assertThatThrownBy(spec::load).isInstanceOf(InvalidInputException.class);
    }

    private static DataSpec parse(String text) throws InvalidInputException {
        return Specs.parse(text);
    }

    private void write(String prefix, String suffix, byte[] images, byte[] labels) throws IOException {
        boolean gzip = suffix.equals(".gz");
        Files.write(folder.resolve(prefix + "-images-idx3-ubyte" + suffix), gzip ? gzipped(images) : images);
        Files.write(folder.resolve(prefix + "-labels-idx1-ubyte" + suffix), gzip ? gzipped(labels) : labels);
    }

    private static byte[] gzipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static byte[] idx(int dimensions, int... sizes) throws IOException {
        byte[] head = head(dimensions, sizes);
        byte[] body = body(Arrays.stream(sizes).reduce(1, Math::multiplyExact));
        byte[] file = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, file, head.length, body.length);
        return file;
    }

    private static byte[] head(int dimensions, int... sizes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(0x800 | dimensions);
        for (int size : sizes) {
            data.writeInt(size);
        }
        return out.toByteArray();
    }

    /** Bytes from 0 to 9 without a pattern, so that they may be labels too. */
    private static byte[] body(int length) {
        SplittableRandom random = new SplittableRandom(5);
        byte[] body = new byte[length];
        for (int i = 0; i < length; i++) {
            body[i] = (byte) (i == 7 ? 9 : random.nextInt(10));
        }
        return body;
    }
}
