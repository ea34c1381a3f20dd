package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.ParameterSpec;
import org.aiperf.architecture.Weights;
import org.aiperf.datasets.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine's gradient of every parameter of every kind of layer, against central differences of the forward pass that
 * {@link ReferenceNetwork} computes in double precision. With a step of 1e-6 those are right to about 1e-9, so what is
 * allowed is the rounding of the engine's single precision: some hundred additions of relative error 6e-8, 1e-4 of the
 * largest gradient of the array with room to spare, and 1e-5 where terms cancel. That the biases which a training
 * leaves out have no slope is checked too. A wrong gradient (a dropped stride, a shifted padding) is off by far
 * more.
 */
class GradientTest {
    private static final double STEP = 1e-6;
    private static final double RELATIVE = 1e-4;
    private static final double ABSOLUTE = 1e-5;
    private static final float SMOOTHING = 0.1f;
    private static final TrainingOptions OPTIONS =
            TrainingOptions.defaults(1, 5).withLabelSmoothing(SMOOTHING);

    @TempDir
    Path temporary;

    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    static Stream<String> networks() {
        return TestNetworks.all().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyGradientIsTheSlopeOfTheLoss(String name) throws Exception {
        Architecture architecture = TestNetworks.named(name);
        for (long seed = 1; seed <= 2; seed++) {
            Weights weights = TestNetworks.weights(architecture, seed);
            ImageSet images = TestNetworks.images(architecture, 5, seed + 100);
            Network.Gradients gradients;
            try (Network network = Network.open(architecture, weights, OPTIONS, Precision.FLOAT32, temporary, true)) {
                gradients = network.gradients(Batch.of(images, 0, images.size()));
            }
            ReferenceNetwork reference = new ReferenceNetwork(architecture, weights);
            String where = name + ", seed " + seed;
            assertThat((double) gradients.loss())
                    .as(where)
                    .isCloseTo(reference.loss(images, true, SMOOTHING), within(1e-5));
            for (ParameterSpec spec : ParameterSpec.of(architecture)) {
                if (spec.trainable()) {
                    double[] slopes = slopes(reference, spec.name(), images);
                    float[] gradient = CancelledBiases.of(architecture).contains(spec.name())
                            ? new float[spec.size()]
                            : gradients.byParameter().get(spec.name());
                    assertClose(gradient, slopes, where + ", " + spec.name());
                }
            }
        }
    }

    /** The mask of dropout is the same for the same step, so the engine's own loss has a slope to compare with. */
    @Test
    void theGradientGoesThroughDropoutsMask() throws Exception {
        Architecture architecture = TestNetworks.dropout(0.4);
        Weights weights = TestNetworks.weights(architecture, 3);
        Batch batch = Batch.of(TestNetworks.images(architecture, 6, 4), 0, 6);
        try (Network network = Network.open(architecture, weights, OPTIONS, Precision.FLOAT32, temporary, true)) {
            Network.Gradients gradients = network.gradients(batch);
            for (int direction = 0; direction < 5; direction++) {
                SplittableRandom random = new SplittableRandom(direction);
                double slope = 0;
                Map<String, float[]> ahead = new LinkedHashMap<>();
                Map<String, float[]> behind = new LinkedHashMap<>();
                float step = 2e-3f;
                for (String parameter : weights.names()) {
                    float[] gradient = gradients.byParameter().get(parameter);
                    float[] plus = weights.get(parameter).clone();
                    float[] minus = plus.clone();
                    for (int i = 0; i < plus.length; i++) {
                        double along = Math.signum(gradient[i]) * random.nextDouble();
                        slope += along * gradient[i];
                        plus[i] += (float) (step * along);
                        minus[i] -= (float) (step * along);
                    }
                    ahead.put(parameter, plus);
                    behind.put(parameter, minus);
                }
                network.assign(new Weights(ahead));
                double above = network.gradients(batch).loss();
                network.assign(new Weights(behind));
                double below = network.gradients(batch).loss();
                // Kinks of the rectifier within ±2e-3 and rounding (1e-6 / 4e-3) leave about a hundredth of the slope.
                assertThat((above - below) / (2 * step))
                        .as("direction " + direction)
                        .isCloseTo(slope, within(0.02 * slope + 1e-3));
            }
        }
    }

    private static double[] slopes(ReferenceNetwork reference, String parameter, ImageSet images) {
        double[] array = reference.parameter(parameter);
        double[] slopes = new double[array.length];
        for (int i = 0; i < array.length; i++) {
            double value = array[i];
            array[i] = value + STEP;
            double above = reference.loss(images, true, SMOOTHING);
            array[i] = value - STEP;
            double below = reference.loss(images, true, SMOOTHING);
            array[i] = value;
            slopes[i] = (above - below) / (2 * STEP);
        }
        return slopes;
    }

    private static void assertClose(float[] gradient, double[] slopes, String where) {
        assertThat(gradient).as(where).hasSize(slopes.length);
        double largest = 0;
        for (double slope : slopes) {
            largest = Math.max(largest, Math.abs(slope));
        }
        for (int i = 0; i < slopes.length; i++) {
            assertThat((double) gradient[i])
                    .as(where + "[" + i + "]")
                    .isCloseTo(slopes[i], within(RELATIVE * largest + ABSOLUTE));
        }
    }
}
