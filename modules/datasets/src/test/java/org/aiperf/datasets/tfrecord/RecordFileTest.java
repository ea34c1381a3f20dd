package org.aiperf.datasets.tfrecord;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against {@code golden.tfrecord}, which a program of another language wrote with check sums of its own. */
class RecordFileTest {
    @TempDir
    private Path folder;

    @Test
    void readsWhatAnotherProgramWrote() throws Exception {
        RecordFile file = scan(golden());

        assertThat(file.gaps()).isEmpty();
        assertThat(file.size()).isEqualTo(4);
        for (int i = 0; i < 4; i++) {
            Example example = Example.parse(file.read(i));
            assertThat(example.integers("image/class/label")).containsExactly(i + 1);
            assertThat(example.integers("image/object/bbox/label")).containsExactly(-1, 300);
            assertThat(example.bytes("image/filename")).contains(("picture " + i).getBytes(StandardCharsets.UTF_8));
            assertThat(example.floats("image/object/bbox/xmin")).containsExactly(0.25f, 0.5f);
            assertThat(example.floats("image/object/bbox/ymax")).containsExactly(0.5f, 0.875f);
            assertThat(example.bytes("image/encoded").orElseThrow()).startsWith(0x89, 'P', 'N', 'G');
            assertThat(example.bytes("nothing")).isEmpty();
            assertThat(example.integers("nothing")).isEmpty();
            assertThat(example.floats("image/class/label")).isEmpty();
        }
    }

    @Test
    void readsWhatItWroteItself() throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        List<byte[]> written = new ArrayList<>();
        Path path = folder.resolve("written");
        try (RecordWriter writer = new RecordWriter(path)) {
            for (int i = 0; i < 1500; i++) {
                byte[] data = new byte[random.nextInt(300)];
                random.nextBytes(data);
                written.add(data);
                writer.write(data);
            }
            assertThat(writer.bytes()).isGreaterThan(1500 * 16);
        }

        RecordFile file = RecordFile.scan(path);

        assertThat(file.size()).isEqualTo(1500);
        for (int i = 0; i < 1500; i++) {
            assertThat(file.read(i)).isEqualTo(written.get(i));
        }
    }

    @Test
    void writesExamplesThatItReads() throws Exception {
        byte[] message = new ExampleWriter()
                .text("text", "läuft")
                .integer("number", -7)
                .integer("large", Long.MAX_VALUE)
                .toBytes();

        Example example = Example.parse(message);

        assertThat(example.bytes("text")).contains("läuft".getBytes(StandardCharsets.UTF_8));
        assertThat(example.integers("number")).containsExactly(-7);
        assertThat(example.integers("large")).containsExactly(Long.MAX_VALUE);
    }

    @Test
    void aDamagedByteCostsItsRecordAndNoOther() throws Exception {
        byte[] whole = golden();
        RecordFile sound = scan(whole);
        List<byte[]> records = new ArrayList<>();
        for (int i = 0; i < sound.size(); i++) {
            records.add(sound.read(i));
        }
        for (int at = 0; at < whole.length; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x10;

            RecordFile file = scan(damaged);

            int unreadable = file.gaps().size();
            List<byte[]> read = new ArrayList<>();
            for (int i = 0; i < file.size(); i++) {
                try {
                    read.add(file.read(i));
                } catch (DamagedRecordException e) {
                    unreadable++;
                }
            }
            assertThat(unreadable).as("byte " + at).isEqualTo(1);
            assertThat(read).as("byte " + at).hasSize(3);
            assertThat(records).as("byte " + at).containsAll(read);
        }
    }

    @Test
    void aFileThatBreaksOffLosesItsLastRecord() throws Exception {
        byte[] whole = golden();
        int complete = 0;
        for (int length = 0; length <= whole.length; length++) {
            RecordFile file = scan(Arrays.copyOf(whole, length));
            if (file.size() > complete) {
                assertThat(file.gaps()).as("cut to " + length).isEmpty();
                complete = file.size();
            } else if (length > 0) {
                assertThat(file.gaps()).as("cut to " + length).hasSize(1);
            }
            assertThat(file.size()).isEqualTo(complete);
        }
        assertThat(complete).isEqualTo(4);
    }

    @Test
    void noiseHoldsNoRecord() throws Exception {
        byte[] noise = new byte[300_000];
        new SplittableRandom(3).nextBytes(noise);
        byte[] golden = golden();
        System.arraycopy(golden, 0, noise, 65_530, golden.length);

        RecordFile file = scan(noise);

        assertThat(file.size()).isEqualTo(4);
        assertThat(file.gaps())
                .containsExactly(
                        new RecordFile.Gap(0, 0, 65_530),
                        new RecordFile.Gap(4, 65_530 + (long) golden.length, noise.length));
    }

    /** Whatever the bytes are, they are read or refused, in memory bounded by their number. */
    @Test
    void survivesAnyDamageToAMessage() throws Exception {
        List<byte[]> messages = new ArrayList<>();
        RecordFile file = scan(golden());
        for (int i = 0; i < file.size(); i++) {
            messages.add(file.read(i));
        }
        long seed = 11;
        SplittableRandom random = new SplittableRandom(seed);
        int refused = 0;
        for (int trial = 0; trial < 100_000; trial++) {
            byte[] message = messages.get(random.nextInt(messages.size())).clone();
            int changes = random.nextInt(1, 6);
            for (int i = 0; i < changes; i++) {
                // The first 40 bytes and the last 300 hold the structure; between them is the picture.
                int at = random.nextBoolean() ? random.nextInt(40) : message.length - 1 - random.nextInt(300);
                message[at] = (byte) random.nextInt(256);
            }
            message = Arrays.copyOf(message, random.nextInt(4) == 0 ? random.nextInt(message.length) : message.length);
            try {
                Example example = Example.parse(message);
                for (String name : List.of("image/class/label", "image/object/bbox/xmin", "image/encoded")) {
                    assertThat(example.integers(name).length + example.floats(name).length)
                            .as("seed " + seed + ", trial " + trial)
                            .isLessThanOrEqualTo(message.length);
                    example.bytes(name);
                }
            } catch (DamagedRecordException expected) {
                refused++;
                assertThat(expected.getMessage())
                        .as("seed " + seed + ", trial " + trial)
                        .isNotEmpty();
            }
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @Test
    void refusesALengthThatIsLongerThanTheMessage() {
        byte[] absurd = {0x0a, (byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x07, 1};
        byte[] negative = {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        byte[] endless = {0x0a, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1};
        for (byte[] message : List.of(absurd, negative, endless)) {
            assertThatThrownBy(() -> Example.parse(message)).isInstanceOf(DamagedRecordException.class);
        }
    }

    private RecordFile scan(byte[] bytes) throws IOException {
        return RecordFile.scan(Files.write(folder.resolve("file"), bytes));
    }

    private static byte[] golden() throws IOException {
        try (InputStream in = RecordFileTest.class.getResourceAsStream("/org/aiperf/datasets/golden.tfrecord")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }
}
