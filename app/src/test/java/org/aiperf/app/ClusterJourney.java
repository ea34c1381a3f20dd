package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.aiperf.app.script.ScriptedServices;
import org.aiperf.app.script.SshHome;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.embedded.EmbeddedCluster;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A window and a cluster of real SSH servers, which the user's {@code ~/.ssh/config} leads to. */
abstract class ClusterJourney extends WorkbenchJourney {
    @TempDir
    Path folder;

    EmbeddedCluster embedded;
    SshHome home;

    @BeforeEach
    void startCluster() throws IOException {
        embedded = EmbeddedCluster.start(folder.resolve("cluster"), 2);
        home = new SshHome(Files.createDirectory(folder.resolve("home"))).leadsTo(embedded);
    }

    @AfterEach
    void stopCluster() throws IOException {
        embedded.close();
    }

    void openWindow(ClusterServices services) {
        open(new ScriptedServices().clusters(services), null);
        robot.push(KeyCode.CONTROL, KeyCode.DIGIT1);
    }

    /** Opens a cluster file in the window; the file leaves all but the hosts to the user's configuration. */
    void openFile(ClusterServices services, String more) throws IOException {
        pickClusterFile(Files.writeString(folder.resolve("lab.yaml"), SshHome.file(embedded.cluster(), more)));
        openWindow(services);
        robot.clickOn("#icon-cluster-open");
        awaitText("#cluster-nodes", "nodes 3 · accelerators 2");
    }

    Optional<Node> found(String selector) {
        return robot.lookup(selector).tryQuery();
    }

    Node part(String selector) {
        return robot.lookup(selector).query();
    }

    Scene sceneOf(String selector) {
        return onFx(() -> part(selector).getScene());
    }

    /** All that a part of the window says. */
    String words(String selector) {
        return onFx(() -> said(selector).collect(Collectors.joining(" | ")));
    }

    private Stream<String> said(String selector) {
        Predicate<Node> speaks = node -> node instanceof Labeled || node instanceof Text;
        return robot.from(part(selector)).lookup(speaks).queryAll().stream()
                .map(node -> node instanceof Labeled labeled ? labeled.getText() : ((Text) node).getText())
                .filter(text -> text != null && !text.isEmpty());
    }

    void awaitWords(String selector, String expected) {
        await(
                selector + " says " + expected,
                () -> found(selector).isPresent() && said(selector).anyMatch(text -> text.contains(expected)));
    }

    void awaitGone(String selector, Node dialog) {
        await("gone: " + selector, () -> found(selector).filter(dialog::equals).isEmpty());
        assertThat(dialog).isNotNull();
    }
}
