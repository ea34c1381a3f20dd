package org.aiperf.runs;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes events of the bytes of a log as they arrive, in pieces of any size; a line counts once its end is there. */
public final class EventStream {
    private final EventCodec codec;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    public EventStream(EventCodec codec) {
        this.codec = codec;
    }

    /** Takes the next bytes and returns the events that they complete. */
    public List<Recorded> accept(byte[] bytes) throws CorruptLogException {
        List<Recorded> events = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                pending.write(bytes, start, i - start);
                start = i + 1;
                if (pending.size() > 0) {
                    events.add(codec.decode(pending.toString(StandardCharsets.UTF_8)));
                }
                pending.reset();
            }
        }
        pending.write(bytes, start, bytes.length - start);
        return events;
    }

    /** Bytes of a line whose end has not come yet. */
    public int pendingBytes() {
        return pending.size();
    }
}
