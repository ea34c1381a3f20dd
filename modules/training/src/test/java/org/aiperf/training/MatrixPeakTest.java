package org.aiperf.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MatrixPeakTest {
    @Test
    void measuresMoreThanAScalarLoopCouldDoAndLessThanAnyProcessor(@TempDir Path temporary) throws Exception {
        TensorFlowEngine.start(1);

        double operationsPerSecond = MatrixPeak.measure(temporary);

        assertThat(operationsPerSecond).isBetween(3e9, 1e14);
    }
}
