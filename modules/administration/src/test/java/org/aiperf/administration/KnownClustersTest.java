package org.aiperf.administration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.aiperf.administration.KnownClusters.Known;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.ClusterFile;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;
import org.aiperf.problems.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownClustersTest {
    @TempDir
    private Path home;

    private KnownClusters clusters() {
        return new KnownClusters(home.resolve("clusters"));
    }

    private static Cluster cluster(String name, String host) {
        Accelerator cpu = new Accelerator(Accelerator.Kind.CPU, "", 0, 2);
        return new Cluster(
                name,
                "/shared",
                List.of(
                        new Node("head", Role.MASTER, SshAddress.of(host), List.of()),
                        new Node("node1", Role.SLAVE, SshAddress.of("node1"), List.of(cpu))));
    }

    @Test
    void whatWasAddedIsThereAtTheNextStart() throws Exception {
        assertThat(clusters().list()).isEmpty();
        Profile added = clusters().add(cluster("lab", "head.lab"));
        assertThat(clusters().list()).containsExactly(new KnownClusters.Described(added));
        assertThat(clusters().find("lab").cluster()).isEqualTo(cluster("lab", "head.lab"));
    }

    @Test
    void aNameIsGivenOnce() throws Exception {
        clusters().add(cluster("lab", "head.lab"));
        assertThatThrownBy(() -> clusters().add(cluster("lab", "other.lab")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("another cluster is called lab too");
    }

    @Test
    void aFileElsewhereIsRememberedByItsPlaceAndCountsMoreThanACopyOfIt() throws Exception {
        Path own = home.resolve("mine.yaml");
        ClusterFile.write(cluster("lab", "head.lab"), own);
        clusters().remember(Profile.read(own));
        clusters().rememberFile(own);
        clusters().rememberFile(own);
        assertThat(clusters().list()).extracting(Known::file).containsExactly(own);
        ClusterFile.write(cluster("lab", "moved.lab"), own);
        assertThat(((KnownClusters.Described) clusters().list().getFirst())
                        .profile()
                        .cluster())
                .isEqualTo(cluster("lab", "moved.lab"));
        clusters().forget(own);
        assertThat(own).exists();
        assertThat(clusters().list()).extracting(Known::name).containsExactly("lab");
        clusters().forget(home.resolve("clusters/lab.yaml"));
        assertThat(clusters().list()).isEmpty();
    }

    @Test
    void aFileThatIsWrongIsListedWithAllThatIsWrong() throws IOException {
        Path broken = Files.writeString(home.resolve("broken.yaml"), "name: lab\nsharedFolder: relative\n");
        clusters().rememberFile(broken);
        clusters().rememberFile(home.resolve("gone.yaml"));
        List<Known> known = clusters().list();
        assertThat(known).extracting(Known::name).containsExactly("broken", "gone");
        assertThat(((KnownClusters.Unreadable) known.getFirst()).problems()).hasSizeGreaterThan(1);
        assertThat(((KnownClusters.Unreadable) known.getLast()).problems())
                .singleElement()
                .asString()
                .contains("there is no such file");
    }
}
