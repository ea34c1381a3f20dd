package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClusterRouteCommandTest {
    @TempDir
    private Path folder;

    private Path file() throws IOException {
        Path key = Files.writeString(folder.resolve("mine"), "");
        Path known = Files.writeString(folder.resolve("known_hosts"), "");
        String complete = "user: me, identity: " + key + ", knownHosts: " + known;
        return Files.writeString(
                folder.resolve("cluster.yaml"),
                "name: two\nsharedFolder: /shared\nnodes:\n"
                        + "  - {name: head, role: master, ssh: {host: head.example, port: 2222, " + complete + "}}\n"
                        + "  - {name: slave1, role: slave, accelerators: [{kind: cpu, threads: 2}], "
                        + "ssh: {host: slave1.inner, port: 22, via: head, " + complete
                        + "}}\n");
    }

    @Test
    void saysWhoDecidedWhatOfEachHostOnTheWay() throws IOException {
        Run run = Run.json("cluster", "route", file().toString(), "slave1");

        assertThat(run.exit()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.lastLine().path("problems")).isEmpty();
        assertThat(run.lastLine().path("nodes")).hasSize(1);
        JsonNode decisions = run.lastLine().at("/nodes/0/decisions");
        assertThat(decisions.findValuesAsText("host")).startsWith("head").endsWith("slave1");
        assertThat(decisions.get(0).path("value").asText()).isEqualTo("head.example");
        // A name that no file translates stands for itself.
        assertThat(decisions.get(0).path("by").asText()).isEqualTo("the default of OpenSSH");
        assertThat(decisions.get(1).path("by").asText()).isEqualTo("the cluster file");

        assertThat(Run.of("cluster", "route", file().toString()).out())
                .contains("head\n", "  through head\n", "  then slave1\n", "Port", "2222");
    }

    @Test
    void aSlipIsToldWithTheNearestName() throws IOException {
        Run run = Run.of("cluster", "route", file().toString(), "slave", "nobody");

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.err())
                .contains("there is no node slave; did you mean 'slave1'?", "there is no node nobody; use");
    }
}
