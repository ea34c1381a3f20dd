package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.input.KeyCode;
import org.aiperf.app.text.Language;
import org.aiperf.app.theme.Theme;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Slurm's files on a cluster: looked at, compared, and not changed while somebody else changes them. */
class SlurmJourneyTest extends ClusterJourney {
    private static boolean isInstalled(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private boolean canApply() {
        return onFx(() -> !robot.lookup("#slurm-apply").queryAs(Button.class).isDisabled());
    }

    @Test
    void filesAreComparedAndDriftIsRefused() throws IOException {
        Assumptions.assumeTrue(isInstalled("slurmctld"), "slurmctld is not installed (Debian: slurmctld)");
        home.knows(embedded);
        Path etc = Files.createDirectories(folder.resolve("etc"));
        Files.writeString(etc.resolve("cgroup.conf"), "# by hand\nConstrainCores=no\nConstrainRAMSpace=yes\n");
        openFile(home.services(), "slurm: {partition: main, configFolder: \"" + etc + "\"}\n");
        awaitWords("#slurm-lines", "ClusterName=lab");
        assertThat(canApply()).as("before anything was compared").isFalse();
        robot.clickOn("#slurm-compare");
        await("the comparison is made", this::canApply);
        assertThat(text("#slurm-changes")).matches("\\+[0-9]+ −0 lines");
        assertThat(text("#slurm-consequences")).contains("slurmctld and slurmd on all nodes are restarted");
        robot.clickOn("cgroup.conf");
        awaitWords("#slurm-lines", "ConstrainCores=no");
        picture("slurm-dark-en");
        robot.clickOn("#slurm-apply");
        await("it is asked first", () -> found("#question-apply").isPresent());
        Node question = onFx(() -> part("#question-apply"));
        assertThat(words("#question-apply")).contains("slurm.conf", "Running jobs: 0");
        picture("slurm-apply-dark-en", question.getScene());
        robot.push(KeyCode.ESCAPE);
        awaitGone("#question-apply", question);
        assertThat(etc.resolve("slurm.conf")).doesNotExist();
        Files.writeString(etc.resolve("slurm.conf"), "ClusterName=other\n");
        robot.interact(() -> appearance.themeProperty().set(Theme.LIGHT));
        robot.clickOn("#slurm-apply");
        await("it is asked again", () -> found("#question-apply").isPresent());
        robot.clickOn("#question-apply-yes");
        await("drift is said", () -> text("#slurm-trouble").contains("changed since it was read"));
        assertThat(etc.resolve("slurm.conf")).hasContent("ClusterName=other");
        assertThat(canApply()).as("before it was compared again").isFalse();
        robot.interact(() -> messages.languageProperty().set(Language.CHINESE));
        picture("slurm-drift-light-zh");
    }
}
