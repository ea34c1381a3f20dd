package org.aiperf.namespaces;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The cables of a cluster. This machine has one to the master and none to a slave; every slave has one to a bridge inside
 * the master. Addresses are of 198.18.0.0/15, which is set aside for tests of networks (RFC 2544).
 *
 * @param number of this cluster among those of this machine
 */
record Wiring(int number, List<String> slaves) {
    static final String MASTER = "master";

    private static final int MOST = 250;

    /** One that no other cluster has. */
    static Wiring choose(Tools tools, List<String> slaves, RandomGenerator random)
            throws IOException, InterruptedException {
        Set<String> taken = new HashSet<>();
        for (String line : Tools.require(List.of(tools.path("ip"), "-oneline", "-4", "address"))) {
            taken.add(line.replaceAll("^.* inet 198\\.18\\.(\\d+)\\..*$", "$1"));
        }
        int number = random.nextInt(1, MOST);
        for (int i = 0; i < MOST && taken.contains(Integer.toString(number)); i++) {
            number = 1 + number % MOST;
        }
        return new Wiring(number, slaves);
    }

    List<String> hosts() {
        List<String> hosts = new ArrayList<>(List.of(MASTER));
        hosts.addAll(slaves);
        return hosts;
    }

    /** Where this machine reaches the master. */
    String outer() {
        return "198.18." + number + ".2";
    }

    /** Where hosts reach each other. */
    String inner(String host) {
        return "198.19." + number + "." + (host.equals(MASTER) ? 1 : 10 + slaves.indexOf(host));
    }

    /** The end of a cable on this machine. */
    private String front() {
        return "aiperf" + number;
    }

    private static String plug(String slave) {
        return "to-" + slave;
    }

    void connect(Tools tools, Map<String, Host> hosts) throws IOException, InterruptedException {
        Host master = hosts.get(MASTER);
        if (master == null) {
            throw new IllegalStateException("no master was started");
        }
        String pid = Long.toString(master.first());
        here(tools, "link", "add", front(), "type", "veth", "peer", "name", "front", "netns", pid);
        here(tools, "address", "add", "198.18." + number + ".1/30", "dev", front());
        here(tools, "link", "set", front(), "up");
        // Whatever this machine says to a slave ends at the master, who does not pass it on; nothing leaves this
        // machine.
        here(tools, "route", "add", "198.19." + number + ".0/24", "dev", front());
        on(tools, master, "address", "add", outer() + "/30", "dev", "front");
        on(tools, master, "link", "set", "front", "up");
        on(tools, master, "link", "add", "back", "type", "bridge");
        on(tools, master, "address", "add", inner(MASTER) + "/24", "dev", "back");
        on(tools, master, "link", "set", "back", "up");
        for (String slave : slaves) {
            Host host = hosts.get(slave);
            if (host == null) {
                throw new IllegalStateException(slave + " was not started");
            }
            String of = Long.toString(host.first());
            on(tools, master, "link", "add", plug(slave), "type", "veth", "peer", "name", "eth0", "netns", of);
            on(tools, master, "link", "set", plug(slave), "master", "back");
            on(tools, master, "link", "set", plug(slave), "up");
            on(tools, host, "address", "add", inner(slave) + "/24", "dev", "eth0");
            on(tools, host, "link", "set", "eth0", "up");
        }
    }

    /** Takes the cable to the master away, with its route; the others end with their hosts. */
    void disconnect(Tools tools) throws IOException, InterruptedException {
        Tools.run(List.of(tools.path("ip"), "link", "delete", front()));
    }

    private static void here(Tools tools, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(tools.path("ip")));
        command.addAll(List.of(words));
        Tools.require(command);
    }

    /** In the network of a host alone: the numbers of processes are this machine's. */
    private static void on(Tools tools, Host host, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                tools.path("nsenter"), "--target", Long.toString(host.first()), "--net", "--", tools.path("ip")));
        command.addAll(List.of(words));
        Tools.require(command);
    }

    /** Pulls the cable of a slave, or plugs it in. */
    void set(Tools tools, Host master, String slave, boolean isPlugged) throws IOException, InterruptedException {
        on(tools, master, "link", "set", plug(slave), isPlugged ? "up" : "down");
    }
}
