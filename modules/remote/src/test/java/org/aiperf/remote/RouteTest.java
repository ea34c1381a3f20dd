package org.aiperf.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteTest {
    @TempDir
    Path home;

    @Test
    void everyValueNamesTheLineThatDecidedIt() throws Exception {
        TestUser user = new TestUser(home)
                .host("target", 2201, home.resolve("key"), "ProxyJump login", "ServerAliveInterval 7")
                .host("login", 2200, home.resolve("other"), "User gate");

        List<Decision> decisions;
        try (Connections connections = user.connections(Questions.REFUSING)) {
            decisions = connections.way(TestUser.node("target")).decisions();
        }

        String file = home.resolve("config").toString();
        String knownHosts = home.resolve(".ssh/known_hosts").toString();
        assertThat(decisions.stream()
                        .map(decision -> String.join(
                                " ",
                                decision.host(),
                                decision.keyword(),
                                decision.value(),
                                "by",
                                decision.origin().toString().replace(file + " ", ""))))
                .containsExactly(
                        "login HostName 127.0.0.1 by line 10",
                        "login Port 2200 by line 11",
                        "login User gate by line 9",
                        "login IdentityFile " + home.resolve("other") + " by line 13",
                        "login HostKeyAlias login by line 12",
                        "login UserKnownHostsFile " + knownHosts + " by line 15",
                        "login GlobalKnownHostsFile none by line 16",
                        "target HostName 127.0.0.1 by line 4",
                        "target Port 2201 by line 5",
                        "target User " + OpenSshServer.USER + " by the default of OpenSSH",
                        "target IdentityFile " + home.resolve("key") + " by line 7",
                        "target ProxyJump login by line 2",
                        "target HostKeyAlias target by line 6",
                        "target UserKnownHostsFile " + knownHosts + " by line 15",
                        "target GlobalKnownHostsFile none by line 16",
                        "target ServerAliveInterval 7 by line 3");
    }
}
