package org.aiperf.app.clusters;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.aiperf.app.clusters.ClusterForm.Complete;
import org.aiperf.app.clusters.ClusterForm.Field;
import org.aiperf.app.clusters.ClusterForm.Wrong;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SshAddress;
import org.junit.jupiter.api.Test;

class ClusterFormTest {
    private final ClusterForm form = new ClusterForm();

    private static ConfigHost host(String name) {
        return new ConfigHost(name, name + ".lab", "me@" + name + ".lab", "config line 1");
    }

    private Map<Field, String> wrong() throws IOException {
        return form.draft().result() instanceof Wrong(Map<Field, String> problems) ? problems : Map.of();
    }

    private Cluster cluster() throws IOException {
        ClusterForm.Result result = form.draft().result();
        assertThat(result).isInstanceOf(Complete.class);
        return ((Complete) result).cluster();
    }

    @Test
    void hostsOfTheConfigurationMakeAClusterThatLeavesEverythingElseToIt() throws IOException {
        form.take(host("lab-head"));
        form.take(host("gpu1"));
        form.take(host("gpu2"));
        form.take(host("gpu2"));
        form.text(Field.SHARED_FOLDER).set("/shared");
        Cluster cluster = cluster();
        assertThat(cluster.name()).isEqualTo("lab-head");
        assertThat(cluster.nodes()).extracting(Node::name).containsExactly("lab-head", "gpu1", "gpu2");
        assertThat(cluster.master().ssh()).contains(SshAddress.of("lab-head"));
        assertThat(cluster.slaves().getFirst().ssh()).contains(SshAddress.of("gpu1"));
        assertThat(cluster.nodes())
                .extracting(Node::clusterAddress)
                .as("by which the nodes know each other")
                .containsExactly("lab-head.lab", "gpu1.lab", "gpu2.lab");
        assertThat(cluster.slurm()).isEmpty();
    }

    @Test
    void everythingThatCanBeTypedGetsIntoTheCluster() throws IOException {
        form.text(Field.NAME).set("lab");
        form.text(Field.MASTER_HOST).set("head.lab.example.org");
        form.text(Field.MASTER_PORT).set("2222");
        form.text(Field.USER).set("alice");
        form.text(Field.SHARED_FOLDER).set("/data/ai perf's \"share\"");
        form.viaMasterProperty().set(true);
        SlaveRow many = form.addSlave("gpu[01-03]");
        many.kindProperty().set(Accelerator.Kind.NVIDIA);
        many.countProperty().set("4");
        many.threadsProperty().set("8");
        form.addSlave("10.0.0.9:2200");
        form.slurmProperty().set(true);
        form.text(Field.PARTITION).set("gpu");
        Cluster cluster = cluster();
        assertThat(cluster.sharedFolder()).isEqualTo("/data/ai perf's \"share\"");
        assertThat(cluster.nodes()).extracting(Node::name).containsExactly("head", "gpu01", "gpu02", "gpu03", "slave4");
        assertThat(cluster.slaves())
                .allSatisfy(slave -> assertThat(slave.ssh().orElseThrow().via()).contains("head"));
        assertThat(cluster.slaves().getLast().ssh().orElseThrow().port()).hasValue(2200);
        assertThat(cluster.slaves().getFirst().accelerators())
                .hasSize(4)
                .allMatch(device -> device.kind() == Accelerator.Kind.NVIDIA && device.threads() == 8);
        assertThat(cluster.slurm().orElseThrow().partition()).contains("gpu");
        assertThat(cluster.slurm().orElseThrow().configFolder()).isEqualTo("/etc/slurm");
    }

    @Test
    void everyFieldThatIsWrongIsToldAtOnceAtItsPlace() throws IOException {
        form.text(Field.NAME).set("my lab");
        form.text(Field.MASTER_HOST).set("head");
        form.text(Field.MASTER_PORT).set("many");
        form.text(Field.USER).set("a b");
        form.text(Field.IDENTITY).set("relative/key");
        form.text(Field.SHARED_FOLDER).set("shared");
        form.slurmProperty().set(true);
        form.text(Field.CONFIG_FOLDER).set("etc");
        assertThat(wrong())
                .containsOnlyKeys(
                        Field.NAME,
                        Field.MASTER_PORT,
                        Field.USER,
                        Field.IDENTITY,
                        Field.SHARED_FOLDER,
                        Field.CONFIG_FOLDER,
                        Field.SLAVES);
        assertThat(wrong().get(Field.MASTER_PORT)).contains("'many' is not a whole number; write one from 1 to 65535");
    }

    @Test
    void anEmptyFormSaysWhatIsMissing() throws IOException {
        assertThat(wrong())
                .containsOnlyKeys(Field.NAME, Field.MASTER_HOST, Field.SHARED_FOLDER, Field.SLAVES)
                .allSatisfy(
                        (field, problem) -> assertThat(problem).as("%s", field).isEmpty());
    }

    @Test
    void aListOfHostsThatIsNoneIsSaidAtTheSlaves() throws IOException {
        form.take(host("head"));
        form.text(Field.SHARED_FOLDER).set("/shared");
        form.addSlave("gpu[9-1]");
        assertThat(wrong()).containsOnlyKeys(Field.SLAVES);
        form.slaves().getFirst().hostProperty().set("gpu1");
        for (String count : List.of("0", "-1", "x", "1000000")) {
            form.slaves().getFirst().countProperty().set(count);
            assertThat(wrong()).as(count).containsOnlyKeys(Field.SLAVES);
        }
        form.slaves().getFirst().countProperty().set("1");
        form.slaves().getFirst().threadsProperty().set("none");
        assertThat(wrong()).containsOnlyKeys(Field.SLAVES);
    }

    @Test
    void aHostThatIsMasterAndSlaveGetsTwoNames() throws IOException {
        form.text(Field.NAME).set("one");
        form.text(Field.MASTER_HOST).set("box");
        form.text(Field.SHARED_FOLDER).set("/shared");
        form.addSlave("box");
        assertThat(cluster().nodes()).extracting(Node::name).containsExactly("box", "box-slave");
    }
}
