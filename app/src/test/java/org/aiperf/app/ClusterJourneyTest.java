package org.aiperf.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.aiperf.app.text.Language;
import org.aiperf.app.theme.Theme;
import org.aiperf.launch.Verdict;
import org.junit.jupiter.api.Test;

/** A cluster of real SSH servers, from {@code ~/.ssh/config} to its pre-flight checks. */
class ClusterJourneyTest extends ClusterJourney {
    private void trustAll(int hosts) {
        for (int i = 0; i < hosts; i++) {
            await(
                    "a question about a host key",
                    () -> found("#question-host-key").isPresent());
            Node dialog = onFx(() -> robot.lookup("#question-host-key").query());
            if (i == 0) {
                picture("host-key-dark-en", dialog.getScene());
                assertThat(words("#question-host-key")).contains("Is this really [127.0.0.1]:");
                assertThat(onFx(() -> robot.from(dialog).lookup(".button").queryAllAs(Button.class).stream()
                                .map(Button::getText)
                                .toList()))
                        .containsExactlyInAnyOrder("Trust this key", "Cancel");
            }
            robot.clickOn("#trust-host-key");
            await(
                    "the question is gone",
                    () -> found("#question-host-key").filter(dialog::equals).isEmpty());
        }
    }

    @Test
    void aClusterIsAddedFromTheConfigurationProbedAndChecked() throws IOException {
        openWindow(home.services());
        picture("cluster-empty-dark-en");
        robot.clickOn("#welcome-cluster-add");
        await(
                "the hosts are read",
                () -> robot.lookup("#config-hosts").queryListView().getItems().size() == 3);
        robot.clickOn("#add-cluster-ok");
        awaitWords("#add-cluster", "This is needed.");
        picture("cluster-add-wrong-dark-en", sceneOf("#add-cluster"));
        robot.clickOn("lab-master").push(KeyCode.SHIFT, KeyCode.END).clickOn("#take-hosts");
        robot.interact(() -> {
            robot.lookup("#form-shared-folder")
                    .queryAs(TextField.class)
                    .setText(embedded.cluster().sharedFolder());
            robot.lookup("#form-name").queryAs(TextField.class).setText("lab");
        });
        picture("cluster-add-dark-en", sceneOf("#add-cluster"));
        robot.clickOn("#add-cluster-ok");
        awaitText("#cluster-nodes", "nodes 3 · accelerators 2");
        assertThat(home.clusters().list()).hasSize(1);

        robot.clickOn("#cluster-probe");
        trustAll(3);
        awaitWords("#problems", "3 of 3 nodes answered");
        assertThat(Files.readAllLines(home.knownHosts())).hasSize(3);
        assertThat(words("#node-lab-master")).doesNotContain("not usable").contains("CPUs");
        assertThat(words("#node-facts")).contains("lab-master", "master");
        robot.clickOn("#node-lab-slave2");
        awaitWords("#node-facts", "proved");
        picture("cluster-probed-dark-en");
        assertThat(words("#node-facts")).contains("/.ssh/config:", "HostName", "IdentityFile");
        robot.interact(
                () -> robot.lookup("#node-facts").queryAs(ScrollPane.class).setVvalue(1));
        picture("cluster-way-dark-en");
        robot.clickOn("#cluster-preflight");
        await(
                "the checks are made",
                () -> !robot.lookup("#verdicts")
                        .queryAs(TableView.class)
                        .getItems()
                        .isEmpty());
        @SuppressWarnings("unchecked")
        TableView<Verdict> verdicts = robot.lookup("#verdicts").queryAs(TableView.class);
        assertThat(verdicts.getItems()).extracting(Verdict::node).contains("lab-master", "lab-slave1", "lab-slave2");
        assertThat(text("#preflight-summary")).startsWith(verdicts.getItems().size() + " checks: ");
        robot.interact(() -> appearance.themeProperty().set(Theme.LIGHT));
        picture("cluster-preflight-light-en");
        robot.interact(() -> messages.languageProperty().set(Language.CHINESE));
        picture("cluster-preflight-light-zh");
        robot.clickOn("#tab-problems");
        robot.interact(() -> appearance.themeProperty().set(Theme.DARK));
        picture("cluster-probed-dark-zh");
    }

    @Test
    void aChangedHostKeyBlocksAndADeclinedOneLeavesNothing() throws IOException {
        openFile(home.services(), "");
        robot.clickOn("#cluster-probe");
        await("a question about a host key", () -> found("#question-host-key").isPresent());
        robot.push(KeyCode.ESCAPE);
        await("the next one", () -> found("#question-host-key").isPresent());
        robot.interact(() -> robot.lookup("#probe-cancel").queryButton().fire());
        await(
                "cancelling takes the questions back",
                () -> found("#question-host-key").isEmpty()
                        && text("#probe-progress").isEmpty());
        assertThat(home.knownHosts()).doesNotExist();
        home.knowsWrongKeys(embedded);
        robot.clickOn("#cluster-probe");
        for (int i = 0; i < 3; i++) {
            await(
                    "it is told that a key has changed",
                    () -> found("#told-changed-key").isPresent());
            Node dialog = onFx(() -> robot.lookup("#told-changed-key").query());
            if (i == 0) {
                picture("changed-key-dark-en", dialog.getScene());
            }
            Set<Button> buttons =
                    onFx(() -> robot.from(dialog).lookup(".button").queryAllAs(Button.class));
            assertThat(buttons).singleElement().extracting(Button::getText).isEqualTo("Close");
            robot.clickOn(buttons.iterator().next());
            await(
                    "the dialog is gone",
                    () -> found("#told-changed-key").filter(dialog::equals).isEmpty());
        }
        awaitWords("#problems", "has changed");
        assertThat(words("#node-slave1")).contains("not usable");
        picture("cluster-broken-dark-en");
        robot.clickOn("#clusters").push(KeyCode.DELETE);
        await(
                "the cluster is forgotten",
                () -> ((ListView<?>) robot.lookup("#clusters").query())
                        .getItems()
                        .isEmpty());
        assertThat(folder.resolve("lab.yaml")).exists();
        assertThat(List.copyOf(home.clusters().list())).isEmpty();
    }
}
