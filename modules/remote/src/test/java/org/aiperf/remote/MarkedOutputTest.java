package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkedOutputTest {
    private static final String MARK = "5f0c3b9a7e1d4826b7c09f35ad61e842";
    private static final int CASES = 20_000;

    @Test
    void takesWhatStandsBetweenTheMarksHoweverItIsCut() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < CASES; i++) {
            byte[] greeting = text(random);
            byte[] printed = text(random);
            int code = random.nextInt(256);
            byte[] all = join(
                    greeting,
                    (MARK + "\n").getBytes(StandardCharsets.US_ASCII),
                    printed,
                    ("\n" + MARK + " " + code + "\n").getBytes(StandardCharsets.US_ASCII));
            MarkedOutput output = new MarkedOutput(1 << 20);
            output.expect(MARK);
            int end = all.length;
            if (random.nextBoolean()) {
                // Somebody else who holds the stream, in the same packet.
                all = join(all, text(random));
            }
            for (int at = 0; at < end; ) {
                int count = 1 + random.nextInt(Math.min(40, all.length - at));
                assertThat(output.code())
                        .as("seed %d, case %d: not yet over", seed, i)
                        .isEmpty();
                output.write(all, at, count);
                at += count;
            }
            output.write(text(random), 0, 3);
            assertThat(output.code()).as("seed %d, case %d", seed, i).hasValue(code);
            assertThat(output.text())
                    .as("seed %d, case %d", seed, i)
                    .isEqualTo(new String(printed, StandardCharsets.UTF_8));
        }
        System.out.println("marked output: " + CASES + " outputs cut at random, seed " + seed);
    }

    @Test
    void saysWhenThereIsMoreThanTheLimit() {
        for (int size : new int[] {9, 10, 11, 74, 75, 200}) {
            MarkedOutput output = new MarkedOutput(10);
            output.expect(MARK);
            byte[] all = (MARK + "\n" + "x".repeat(size) + "\n" + MARK + " 0\n").getBytes(StandardCharsets.US_ASCII);
            for (byte one : all) {
                output.write(one);
            }
            assertThat(output.overflowed()).as("%d bytes", size).isEqualTo(size > 10);
        }
    }

    /** Of line feeds, beginnings of the mark, and other bytes; at least three. */
    private static byte[] text(Random random) {
        StringBuilder text = new StringBuilder("\n\n\n");
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(4)) {
                case 0 -> text.append('\n');
                case 1 -> text.append(MARK, 0, random.nextInt(MARK.length()));
                case 2 -> text.append("é中😀 1\n");
                default -> text.append((char) ('g' + random.nextInt(20)));
            }
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
