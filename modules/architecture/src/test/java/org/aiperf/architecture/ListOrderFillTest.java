package org.aiperf.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.aiperf.architecture.morphism.Deeper;
import org.junit.jupiter.api.Test;

class ListOrderFillTest {
    private static final Architecture CNN =
            NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 3).orElseThrow();

    @Test
    void theSameNetworkIsFilledCompletely() {
        ListOrderFill fill = ListOrderFill.of(CNN, filled(CNN, 0), groups(CNN, 5));

        assertThat(fill.layers()).isEqualTo(7);
        assertThat(fill.matched()).isEqualTo(7);
        assertThat(fill.weights().names())
                .allSatisfy(name -> assertThat(fill.weights().get(name)).containsOnly(5));
    }

    @Test
    void aNewLayerAtTheEndOfTheListKeepsWhatItHadAndTheRestIsFilled() {
        Architecture child = new Deeper(2).apply(CNN).orElseThrow();

        ListOrderFill fill = ListOrderFill.of(child, filled(child, 0), groups(CNN, 5));

        assertThat(fill.matched()).isEqualTo(7);
        assertThat(fill.layers()).isEqualTo(9);
        assertThat(fill.weights().get("12/bias")).containsOnly(5);
        assertThat(fill.weights().get("13/kernel")).containsOnly(0);
    }

    @Test
    void fillingEndsAtTheFirstLayerOfAnotherShape() {
        Architecture otherClasses =
                NamedArchitectures.named("cnn", Shape.image(8, 8, 1), 4).orElseThrow();
        Architecture otherImage =
                NamedArchitectures.named("cnn", Shape.image(8, 8, 3), 3).orElseThrow();

        assertThat(ListOrderFill.of(CNN, filled(CNN, 0), groups(otherClasses, 5))
                        .matched())
                .isEqualTo(6);
        assertThat(ListOrderFill.of(CNN, filled(CNN, 0), groups(otherImage, 5)).matched())
                .isZero();
        assertThat(ListOrderFill.of(CNN, filled(CNN, 0), List.of()).matched()).isZero();
    }

    @Test
    void anArrayHoldsWhatItsShapeSays() {
        assertThatThrownBy(() -> new ListOrderFill.Array(List.of(2, 3), new float[5]))
                .hasMessageContaining("cannot hold 5");
    }

    private static Weights filled(Architecture architecture, float value) {
        Map<String, float[]> arrays = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            float[] array = new float[spec.size()];
            Arrays.fill(array, value);
            arrays.put(spec.name(), array);
        }
        return new Weights(arrays);
    }

    private static List<ListOrderFill.Group> groups(Architecture architecture, float value) {
        Weights weights = filled(architecture, value);
        Map<String, List<ListOrderFill.Array>> byLayer = new LinkedHashMap<>();
        for (ParameterSpec spec : ParameterSpec.of(architecture)) {
            byLayer.computeIfAbsent(spec.name().split("/", -1)[0], id -> new ArrayList<>())
                    .add(new ListOrderFill.Array(spec.shape(), weights.get(spec.name())));
        }
        List<ListOrderFill.Group> groups = new ArrayList<>();
        byLayer.forEach((id, arrays) -> groups.add(new ListOrderFill.Group("layer " + id, arrays)));
        return groups;
    }
}
