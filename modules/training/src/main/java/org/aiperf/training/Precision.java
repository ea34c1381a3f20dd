package org.aiperf.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.aiperf.architecture.Layer;
import org.tensorflow.proto.DataType;

/**
 * The numbers in which convolutions and matrix products are computed. Weights, sums, normalisations and the loss stay in
 * single precision whatever it is (Micikevicius et al. 2018, "Mixed precision training").
 */
public enum Precision {
    /** Single precision throughout. */
    FLOAT32,
    /** Eight bits of exponent as in single precision, seven of fraction. */
    BFLOAT16,
    /** Half precision, for accelerators; needs its loss scaled so that small gradients are not lost. */
    FLOAT16;

    private static final Path CPU_FACTS = Path.of("/proc/cpuinfo");
    private static final Set<String> BFLOAT16_INSTRUCTIONS = Set.of("avx512_bf16", "amx_bf16");

    DataType type() {
        return switch (this) {
            case FLOAT32 -> DataType.DT_FLOAT;
            case BFLOAT16 -> DataType.DT_BFLOAT16;
            case FLOAT16 -> DataType.DT_HALF;
        };
    }

    /** What the loss is multiplied by; a step whose gradients overflow because of it changes nothing. */
    float lossScale(TrainingOptions options) {
        return this == FLOAT32 ? 1 : options.lossScale();
    }

    /**
     * What a convolution is computed in: single precision in place of bfloat16 if it reads an odd number of channels, as
     * most images have, or has a single filter. The engine's own kernels take bfloat16 in pairs and read beyond the last
     * channel: their products, and the gradient by the input of a single filter, differ from call to call and may be no
     * numbers at all (TensorFlow 2.16 with oneDNN, avx512_bf16).
     */
    Precision of(Layer.Convolution convolution) {
        boolean misread = convolution.inputChannels() % 2 == 1 || convolution.filters() == 1;
        return this == BFLOAT16 && misread ? FLOAT32 : this;
    }

    /**
     * This precision if the devices compute in it by instructions of their own, else single precision: bfloat16 needs a
     * processor with {@code avx512_bf16} or {@code amx_bf16}, or an accelerator; half precision an accelerator.
     *
     * @param devices those of a training, see {@link TrainingOptions}
     */
    public Precision on(List<String> devices) {
        return on(devices, CPU_FACTS);
    }

    Precision on(List<String> devices, Path cpuFacts) {
        boolean accelerators = !devices.isEmpty() && devices.stream().noneMatch(device -> device.startsWith("CPU"));
        return switch (this) {
            case FLOAT32 -> FLOAT32;
            case FLOAT16 -> accelerators ? FLOAT16 : FLOAT32;
            case BFLOAT16 -> accelerators || hasBfloat16(cpuFacts) ? BFLOAT16 : FLOAT32;
        };
    }

    private static boolean hasBfloat16(Path cpuFacts) {
        try {
            return Files.isReadable(cpuFacts)
                    && Files.readString(cpuFacts, StandardCharsets.ISO_8859_1)
                            .lines()
                            .filter(line -> line.startsWith("flags"))
                            .flatMap(line -> List.of(line.split("\\s+")).stream())
                            .anyMatch(BFLOAT16_INSTRUCTIONS::contains);
        } catch (IOException e) {
            return false;
        }
    }
}
