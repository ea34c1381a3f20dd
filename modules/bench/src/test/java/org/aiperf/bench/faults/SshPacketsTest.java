package org.aiperf.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A relay that misread where a packet begins would cut somewhere else than it says. */
final class SshPacketsTest {
    private static void packet(ByteArrayOutputStream to, int number, int length, boolean encrypted) {
        to.write(0);
        to.write(0);
        to.write(length >> 8);
        to.write(length & 0xff);
        to.write(4);
        to.write(number);
        to.writeBytes(new byte[length - 2 + (encrypted ? 16 : 0)]);
    }

    private static byte[] conversation() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("SSH-2.0-somebody\r\n".getBytes(StandardCharsets.US_ASCII));
        packet(bytes, SshPackets.KEX_INIT, 700, false);
        packet(bytes, SshPackets.KEX_FIRST, 44, false);
        packet(bytes, SshPackets.NEW_KEYS, 12, false);
        packet(bytes, 99, 32, true);
        packet(bytes, 99, 16, true);
        packet(bytes, 99, 3_000, true);
        return bytes.toByteArray();
    }

    @Test
    void packetsAreFoundInPiecesOfAnySize() {
        byte[] all = conversation();
        for (long seed = 1; seed <= 50; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<SshPackets.Packet> seen = new ArrayList<>();
            SshPackets packets = new SshPackets(seen::add);
            for (int i = 0; i < all.length; ) {
                int count = Math.min(all.length - i, random.nextInt(1, 900));
                byte[] piece = new byte[count];
                System.arraycopy(all, i, piece, 0, count);
                assertThat(packets.accept(piece, count)).isEqualTo(count);
                i += count;
            }
            assertThat(seen.stream().map(SshPackets.Packet::length).toList())
                    .as("seed %d", seed)
                    .containsExactly(0, 700, 44, 12, 32, 16, 3_000);
            assertThat(seen.getFirst().isBanner()).isTrue();
            assertThat(seen.stream().filter(SshPackets.Packet::isEncrypted)).hasSize(3);
        }
    }

    @Test
    void fromAPacketOnThatMayNotPassNothingDoes() {
        byte[] all = conversation();
        SshPackets packets = new SshPackets(packet -> packet.number() != SshPackets.KEX_FIRST);
        assertThat(packets.accept(all, all.length)).isEqualTo("SSH-2.0-somebody\r\n".length() + 704);
    }
}
