package org.aiperf.remote;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Characters that somebody typed, as bytes; both are overwritten when it is closed. */
final class Secret implements AutoCloseable {
    private static final int MOST_BYTES = 4;

    private final char[] characters;
    private final byte[] bytes;

    Secret(char[] characters) {
        this.characters = characters;
        byte[] room = new byte[characters.length * MOST_BYTES];
        ByteBuffer encoded = ByteBuffer.wrap(room);
        CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
        encoder.onMalformedInput(CodingErrorAction.REPLACE);
        encoder.encode(CharBuffer.wrap(characters), encoded, true);
        this.bytes = Arrays.copyOf(room, encoded.position());
        Arrays.fill(room, (byte) 0);
    }

    byte[] bytes() {
        return bytes;
    }

    @Override
    public void close() {
        Arrays.fill(characters, '\0');
        Arrays.fill(bytes, (byte) 0);
    }
}
