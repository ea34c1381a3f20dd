package org.aiperf.training;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@link GrownNetworksShowTest} runs three hundred of them. */
class GrownNetworksTest {
    @BeforeAll
    static void start() {
        TensorFlowEngine.start(1);
    }

    @Test
    void sixtyGrownNetworksAnswerAsTheirAncestors(@TempDir Path temporary) throws Exception {
        GrownNetworks.assertFunctionsPreserved(60, temporary);
    }
}
