package org.aiperf.launch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.launch.Verdict.Fail;

/** Verdicts from many places at once. A check that breaks down has failed, and does not stop the others. */
final class Verdicts {
    private final List<Verdict> all = Collections.synchronizedList(new ArrayList<>());

    /** What finds verdicts. */
    interface Work {
        List<Verdict> verdicts() throws IOException, InterruptedException;
    }

    /**
     * Checks that are made together.
     *
     * @param node and check that have failed if the work breaks down
     */
    record Group(String node, Check check, Work work) {}

    void add(List<Group> groups) throws InterruptedException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> begun = new ArrayList<>();
            for (Group group : groups) {
                begun.add(threads.submit(() -> {
                    try {
                        all.addAll(group.work().verdicts());
                    } catch (IOException e) {
                        all.add(failed(group.check(), group.node(), String.valueOf(e.getMessage())));
                    }
                    return null;
                }));
            }
            for (Future<?> one : begun) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** @param message of the form {@code node: what; fix} */
    static Fail failed(Check check, String node, String message) {
        String said = message.startsWith(node + ": ") ? message.substring(node.length() + 2) : message;
        int semicolon = said.lastIndexOf("; ");
        return semicolon < 0
                ? new Fail(check, node, said, "try again")
                : new Fail(check, node, said.substring(0, semicolon), said.substring(semicolon + 2));
    }

    /** By node, in the order of the cluster file, then by check. */
    List<Verdict> sorted(Cluster cluster) {
        List<String> names = cluster.nodes().stream().map(Node::name).toList();
        return all.stream()
                .sorted(Comparator.comparingInt((Verdict verdict) -> names.indexOf(verdict.node()))
                        .thenComparing(Verdict::check))
                .toList();
    }
}
