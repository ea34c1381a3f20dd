package org.aiperf.app.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyLayoutTest {
    private static final double[][] SIZES = {{580, 372}, {900, 240}, {420, 300}, {1600, 900}};

    @Test
    void fromOneToSixtyFourSlavesNoBoxCoversAnotherOrLeavesTheView() {
        for (double[] size : SIZES) {
            for (int slaves = 1; slaves <= 64; slaves++) {
                String what = slaves + " slaves on " + size[0] + " × " + size[1];
                TopologyLayout layout = TopologyLayout.of(slaves, size[0], size[1]);
                List<Box> boxes = new ArrayList<>(layout.slaves());
                assertThat(boxes).as(what).hasSize(slaves);
                boxes.add(layout.master());
                for (int i = 0; i < boxes.size(); i++) {
                    Box box = boxes.get(i);
                    assertThat(box.x()).as(what).isGreaterThanOrEqualTo(0);
                    assertThat(box.y()).as(what).isGreaterThanOrEqualTo(0);
                    assertThat(box.right()).as(what).isLessThanOrEqualTo(size[0]);
                    assertThat(box.bottom()).as(what).isLessThanOrEqualTo(size[1]);
                    for (int j = 0; j < i; j++) {
                        assertThat(box.overlaps(boxes.get(j))).as(what).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void wiresRunFromTheMasterToTheirSlaveAndCrossNoBox() {
        for (double[] size : SIZES) {
            for (int slaves = 1; slaves <= 64; slaves++) {
                TopologyLayout layout = TopologyLayout.of(slaves, size[0], size[1]);
                for (int i = 0; i < slaves; i++) {
                    List<Point> wire = layout.wires().get(i);
                    Box slave = layout.slaves().get(i);
                    assertThat(wire.getFirst())
                            .isEqualTo(new Point(
                                    layout.master().centreX(), layout.master().bottom()));
                    assertThat(wire.getLast()).isEqualTo(new Point(slave.centreX(), slave.y()));
                    for (int corner = 1; corner < wire.size(); corner++) {
                        Box segment = segment(wire.get(corner - 1), wire.get(corner));
                        for (Box box : layout.slaves()) {
                            assertThat(segment.overlaps(box))
                                    .as("%d slaves on %s × %s, wire %d", slaves, size[0], size[1], i)
                                    .isFalse();
                        }
                    }
                }
            }
        }
    }

    private static Box segment(Point from, Point to) {
        double x = Math.min(from.x(), to.x());
        double y = Math.min(from.y(), to.y());
        return new Box(x, y, Math.abs(to.x() - from.x()), Math.abs(to.y() - from.y()));
    }

    @Test
    void fewSlavesAreRoomyAndManyAreSmall() {
        assertThat(TopologyLayout.of(4, 580, 372).density()).isEqualTo(Density.ROOMY);
        assertThat(TopologyLayout.of(12, 580, 372).density()).isEqualTo(Density.COMPACT);
        assertThat(TopologyLayout.of(64, 580, 372).density()).isEqualTo(Density.TINY);
        assertThat(TopologyLayout.of(64, 580, 372).scale()).isEqualTo(1);
    }
}
