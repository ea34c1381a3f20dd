package org.aiperf.training;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** As {@link GrownNetworksTest}, when asked for: {@code mvn -pl modules/training -am test -Daiperf.show=true}. */
@EnabledIfSystemProperty(named = "aiperf.show", matches = "true")
class GrownNetworksShowTest {
    @BeforeAll
    static void start() {
        TensorFlowEngine.start(2);
    }

    @Test
    void threeHundredGrownNetworksAnswerAsTheirAncestors(@TempDir Path temporary) throws Exception {
        GrownNetworks.assertFunctionsPreserved(300, temporary);
    }
}
