package org.aiperf.datasets.tfrecord;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code tf.train.Example}: named lists of byte strings, whole numbers or floats. Lists are decoded when they are asked
 * for; no list is longer than the bytes of the message.
 *
 * <pre>
 * Example   { 1: Features }
 * Features  { repeated 1: { 1: name, 2: Feature } }
 * Feature   { 1: { repeated 1: bytes } or 2: { repeated 1: float } or 3: { repeated 1: varint } }
 * </pre>
 */
public final class Example {
    private static final int BYTES_LIST = 1;
    private static final int FLOAT_LIST = 2;
    private static final int INT64_LIST = 3;

    private final Map<String, WireReader> features;

    private Example(Map<String, WireReader> features) {
        this.features = features;
    }

    /** Reads the names; the bytes are kept, not copied. */
    public static Example parse(byte[] message) throws DamagedRecordException {
        Map<String, WireReader> features = new HashMap<>();
        WireReader example = new WireReader(message, 0, message.length);
        while (example.next()) {
            if (example.field() == 1) {
                entries(example.content(), features);
            } else {
                example.skip();
            }
        }
        return new Example(features);
    }

    private static void entries(WireReader list, Map<String, WireReader> features) throws DamagedRecordException {
        while (list.next()) {
            if (list.field() == 1) {
                entry(list.content(), features);
            } else {
                list.skip();
            }
        }
    }

    private static void entry(WireReader entry, Map<String, WireReader> features) throws DamagedRecordException {
        String name = "";
        Optional<WireReader> feature = Optional.empty();
        while (entry.next()) {
            switch (entry.field()) {
                case 1 -> name = entry.content().text();
                case 2 -> feature = Optional.of(entry.content());
                default -> entry.skip();
            }
        }
        if (feature.isPresent()) {
            features.put(name, feature.get());
        }
    }

    /** The first byte string of a feature; empty if there is no such feature or nothing in it. */
    public Optional<byte[]> bytes(String name) throws DamagedRecordException {
        Optional<WireReader> list = list(name, BYTES_LIST);
        if (list.isEmpty()) {
            return Optional.empty();
        }
        WireReader values = list.get();
        while (values.next()) {
            if (values.field() == 1) {
                return Optional.of(values.content().copy());
            }
            values.skip();
        }
        return Optional.empty();
    }

    /** The whole numbers of a feature; none if there is no such feature. */
    public long[] integers(String name) throws DamagedRecordException {
        Optional<WireReader> list = list(name, INT64_LIST);
        if (list.isEmpty()) {
            return new long[0];
        }
        long[] numbers = new long[4];
        int count = 0;
        WireReader values = list.get();
        while (values.next()) {
            if (values.field() != 1) {
                values.skip();
                continue;
            }
            WireReader packed = values.packedOrSingle(WireReader.VARINT);
            while (packed.hasRemaining()) {
                numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
                numbers[count++] = packed.varint();
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    /** The floats of a feature; none if there is no such feature. */
    public float[] floats(String name) throws DamagedRecordException {
        Optional<WireReader> list = list(name, FLOAT_LIST);
        if (list.isEmpty()) {
            return new float[0];
        }
        float[] numbers = new float[4];
        int count = 0;
        WireReader values = list.get();
        while (values.next()) {
            if (values.field() != 1) {
                values.skip();
                continue;
            }
            WireReader packed = values.packedOrSingle(WireReader.FIXED32);
            while (packed.hasRemaining()) {
                numbers = count == numbers.length ? Arrays.copyOf(numbers, 2 * count) : numbers;
                numbers[count++] = packed.float32();
            }
        }
        return Arrays.copyOf(numbers, count);
    }

    private Optional<WireReader> list(String name, int kind) throws DamagedRecordException {
        WireReader feature = features.get(name);
        if (feature == null) {
            return Optional.empty();
        }
        Optional<WireReader> list = Optional.empty();
        WireReader fields = feature.again();
        while (fields.next()) {
            if (fields.field() == kind) {
                list = Optional.of(fields.content());
            } else {
                fields.skip();
            }
        }
        return list;
    }
}
