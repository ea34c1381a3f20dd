package org.aiperf.launch;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.remote.Completed;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;

/**
 * Whether slaves can reach the master: something listens on the master's address in the cluster, as the master will, and
 * every slave connects to it. It listens to nobody, and is gone when the trial is closed, or after a minute.
 */
final class PortTrial implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LISTEN = Scripts.read("listen.sh");
    private static final String REACH = Scripts.read("reach.sh");
    private static final int NO_PROGRAM = 3;

    /** What came of listening. */
    private sealed interface Listener {
        record Listens(String process, String place, String port) implements Listener {}

        record Failed(String reason) implements Listener {}

        record Untried() implements Listener {}
    }

    private final SshConnection head;
    private final String address;
    private final String word;
    private final Listener listener;
    private final int slaves;

    private PortTrial(SshConnection head, String address, String word, Listener listener, int slaves) {
        this.head = head;
        this.address = address;
        this.word = word;
        this.listener = listener;
        this.slaves = slaves;
    }

    /**
     * Begins to listen.
     *
     * @param address of the master, as slaves know it
     * @param slaves that will try to reach it
     */
    static PortTrial on(SshConnection head, String address, int slaves) throws IOException {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String word = HexFormat.of().formatHex(random);
        Completed completed =
                head.run(RemoteCommand.script(LISTEN, List.of(address, word, Integer.toString(slaves))), LIMIT);
        String said = completed
                .out()
                .lines()
                .filter(line -> line.startsWith(word + " "))
                .findFirst()
                .orElse(word + " untried");
        String[] words = said.split(" ");
        Listener listener = switch (words[1]) {
            case "listens" -> new Listener.Listens(words[2], words[3], words[4]);
            case "failed" -> new Listener.Failed(said.substring(said.indexOf("failed ") + "failed ".length()));
            default -> new Listener.Untried();
        };
        return new PortTrial(head, address, word, listener, slaves);
    }

    /** What the master itself finds. */
    Verdict ofMaster() {
        String node = head.node().name();
        return switch (listener) {
            case Listener.Listens there ->
                new Verdict.Pass(Check.PORT, node, "it can listen on " + address + " (" + there.place() + ")");
            case Listener.Failed not ->
                new Verdict.Fail(
                        Check.PORT,
                        node,
                        "it cannot listen on " + address + ": " + not.reason(),
                        "give as its address in the cluster file one of its own, which slaves can reach");
            case Listener.Untried _ ->
                new Verdict.Warn(
                        Check.PORT,
                        node,
                        "whether slaves reach it could not be tried, for lack of perl and python3",
                        "install one of them there, or start and see");
        };
    }

    /** What a slave finds. */
    Verdict ofSlave(SshConnection slave) throws IOException {
        String node = slave.node().name();
        if (!(listener instanceof Listener.Listens there)) {
            return new Verdict.Warn(
                    Check.PORT, node, "its way to the master was not tried", "see what is said of the master");
        }
        long start = System.nanoTime();
        Completed completed = slave.run(RemoteCommand.script(REACH, List.of(address, there.port())), LIMIT);
        if (completed.out().contains(word)) {
            return new Verdict.Pass(
                    Check.PORT,
                    node,
                    "reaches " + address + " (" + there.place() + ") on a port that was free, in "
                            + (System.nanoTime() - start) / 1_000_000 + " ms");
        }
        if (completed.exit() == NO_PROGRAM) {
            return new Verdict.Warn(
                    Check.PORT,
                    node,
                    "its way to the master could not be tried, for lack of perl, python3 and bash",
                    "install one of them there, or start and see");
        }
        String reason = completed
                .err()
                .strip()
                .lines()
                .reduce((earlier, later) -> later)
                .orElse("something else answers");
        return new Verdict.Fail(
                Check.PORT,
                node,
                "does not reach " + address + " port " + there.port() + ", where "
                        + head.node().name() + " listens on " + there.place() + ": " + reason,
                "give " + head.node().name() + " an address in the cluster file that slaves can reach, and let"
                        + " firewalls between the nodes pass TCP");
    }

    @Override
    public void close() {
        if (listener instanceof Listener.Listens there && slaves > 0) {
            try {
                head.run(RemoteCommand.of("kill", there.process()), LIMIT);
            } catch (IOException connectionGone) {
                // It ends by itself within the minute.
            }
        }
    }
}
