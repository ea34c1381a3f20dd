package org.aiperf.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NamedArchitecturesTest {
    @Test
    void resnet50IsTheGraphThatAiperfShips() {
        StoredArchitecture shipped = Vectors.graph("aiperf_resnet50_224");

        Architecture ours = NamedArchitectures.named("resnet50", Shape.image(224, 224, 3), 1000)
                .orElseThrow();

        assertThat(ours.layers())
                .containsExactlyElementsOf(shipped.architecture().layers());
        assertThat(ours).isEqualTo(shipped.architecture());
        assertThat(StoredArchitecture.of(ours).shapes()).isEqualTo(shipped.shapes());
        assertThat(ours.layers()).hasSize(174);
        assertThat(shipped.shapes()).hasSize(175);
        assertThat(ours.size()).isEqualTo(25_636_712);
    }

    @Test
    void resnet50FollowsTheSizeOfItsImages() {
        Architecture small =
                NamedArchitectures.named("resnet50", Shape.image(32, 32, 3), 10).orElseThrow();

        assertThat(small.size()).isEqualTo(23_608_202);
        assertThat(small.classes()).isEqualTo(10);
    }

    @Test
    void everyNameThatIsShownIsKnown() {
        for (String name : NamedArchitectures.names()) {
            assertThat(NamedArchitectures.named(name, Shape.image(32, 32, 3), 10))
                    .as(name)
                    .isPresent();
        }
        assertThat(NamedArchitectures.named("resnet15", Shape.image(32, 32, 3), 10))
                .isEmpty();
    }
}
