package org.aiperf.slurm.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Hardware;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.Role;
import org.aiperf.cluster.SshAddress;

/** Clusters for tests. */
final class Clusters {
    private static final List<String> MODELS = List.of(
            "", "NVIDIA A100-SXM4-40GB", "Tesla V100", "Ascend 910B", "AMD Instinct MI210", "节点 7", "3090 Ti!", "--");

    private static final List<Kind> KINDS = List.of(Kind.values());

    private Clusters() {}

    static Cluster of(Node... slaves) {
        List<Node> nodes = new ArrayList<>(List.of(slaves));
        nodes.addFirst(node("head", Role.MASTER, "10.0.0.1", new Hardware(8, 1, 8, 1, 32_000), List.of()));
        return new Cluster("Lab", "/shared", nodes);
    }

    static Node slave(String name, String address, Hardware hardware, Accelerator... accelerators) {
        return node(name, Role.SLAVE, address, hardware, List.of(accelerators));
    }

    private static Node node(
            String name, Role role, String address, Hardware hardware, List<Accelerator> accelerators) {
        return new Node(
                name,
                role,
                Optional.of(address),
                Optional.of(SshAddress.of(address)),
                Optional.of(hardware),
                accelerators);
    }

    static Accelerator cpu() {
        return new Accelerator(Kind.CPU, "", 0, 2);
    }

    static Accelerator device(Kind kind, String model) {
        return new Accelerator(kind, model, 40_960, 8);
    }

    static Cluster random(Random random) {
        List<Node> slaves = new ArrayList<>();
        String prefix = List.of("n", "node-", "gpu0", "a.b", "x_1-").get(random.nextInt(5));
        int count = 1 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            int sockets = 1 + random.nextInt(4);
            int cores = 1 + random.nextInt(64);
            int threads = 1 + random.nextInt(2);
            List<Accelerator> accelerators = new ArrayList<>();
            Kind kind = KINDS.get(random.nextInt(KINDS.size()));
            for (int k = random.nextInt(9); k >= 0; k--) {
                Kind other = random.nextInt(10) == 0 ? KINDS.get(random.nextInt(KINDS.size())) : kind;
                accelerators.add(device(other, MODELS.get(random.nextInt(3) == 0 ? random.nextInt(MODELS.size()) : 1)));
            }
            slaves.add(node(
                    prefix + (i + random.nextInt(3) * 1000),
                    Role.SLAVE,
                    random.nextBoolean() ? "10.0.0." + i : "host" + i + ".lab",
                    new Hardware(sockets * cores * threads, sockets, cores, threads, 1 + random.nextInt(1 << 21)),
                    accelerators));
        }
        List<Node> distinct = new ArrayList<>();
        for (Node slave : slaves) {
            if (distinct.stream().noneMatch(other -> other.name().equals(slave.name()))) {
                distinct.add(slave);
            }
        }
        return of(distinct.toArray(Node[]::new));
    }
}
