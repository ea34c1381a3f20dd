package org.aiperf.app.clusters;

import java.util.ArrayList;
import java.util.List;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.remote.config.HostSettings;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.remote.config.Setting;
import org.aiperf.remote.config.SshConfig;

/**
 * A host that the user's configuration of {@code ssh} names.
 *
 * @param hostName its name or address, which other nodes may know it by, too
 * @param login where that leads: {@code user@host:port}
 * @param place the file and line that name it first
 */
public record ConfigHost(String name, String hostName, String login, String place) {

    /** @throws InvalidInputException with everything that is wrong in the configuration */
    static List<ConfigHost> of(LocalUser user) throws InvalidInputException {
        SshConfig config = SshConfig.ofUser(user);
        List<ConfigHost> hosts = new ArrayList<>();
        for (Setting<String> host : config.hosts()) {
            HostSettings settings = config.of(host.value());
            int port = settings.port().value();
            hosts.add(new ConfigHost(
                    host.value(),
                    settings.hostName().value(),
                    settings.user().value() + "@" + settings.hostName().value() + (port == 22 ? "" : ":" + port),
                    host.origin().toString()));
        }
        return List.copyOf(hosts);
    }
}
