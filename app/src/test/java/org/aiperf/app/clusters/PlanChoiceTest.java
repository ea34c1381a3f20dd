package org.aiperf.app.clusters;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanChoiceTest {
    @TempDir
    Path folder;

    @Test
    void theLaptopPresetRunsAsLongAsWasTyped() throws IOException, InvalidInputException {
        PlanChoice.Chosen chosen = new PlanChoice.Laptop(" 45 ").read();
        assertThat(chosen.plan().name()).isEqualTo("laptop");
        assertThat(chosen.text()).contains("preset: laptop", "seconds: 45");
    }

    @Test
    void whatIsNoNumberOfSecondsIsRefused() {
        for (String typed : new String[] {"soon", "-1", "", "1 2", "10\nname: other"}) {
            assertThatThrownBy(() -> new PlanChoice.Laptop(typed).read())
                    .as("'%s'", typed)
                    .isInstanceOf(InvalidInputException.class);
        }
    }

    @Test
    void aPlanFileIsReadWithAllThatIsWrongInIt() throws IOException, InvalidInputException {
        Path good = Files.writeString(folder.resolve("good.yaml"), "name: mine\npreset: laptop\nseconds: 20\n");
        assertThat(new PlanChoice.OfFile(good).read().plan().name()).isEqualTo("mine");
        Path bad = Files.writeString(folder.resolve("bad.yaml"), "name: mine\npreset: labtop\nsecnds: 20\n");
        assertThatThrownBy(() -> new PlanChoice.OfFile(bad).read())
                .isInstanceOfSatisfying(
                        InvalidInputException.class,
                        wrong -> assertThat(wrong.problems()).hasSize(2));
        assertThatThrownBy(() -> new PlanChoice.OfFile(folder.resolve("none.yaml")).read())
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("there is no such file");
    }
}
