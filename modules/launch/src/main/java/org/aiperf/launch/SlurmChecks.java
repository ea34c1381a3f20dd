package org.aiperf.launch;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.aiperf.cluster.Cluster;
import org.aiperf.cluster.Node;
import org.aiperf.cluster.SlurmAccess;
import org.aiperf.launch.Verdict.Check;
import org.aiperf.launch.Verdict.Fail;
import org.aiperf.launch.Verdict.Pass;
import org.aiperf.launch.Verdict.Warn;
import org.aiperf.remote.Completed;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;

/** Whether Slurm answers on the head node, and would start something on the slaves. */
final class SlurmChecks {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ASK = "PATH=$PATH:/usr/local/bin:/usr/bin:/opt/slurm/bin; export PATH; "
            + "[ ! -r \"$1/slurm.conf\" ] || { SLURM_CONF=$1/slurm.conf; export SLURM_CONF; }; "
            + "command -v sinfo >/dev/null 2>&1 || { echo 'there is no sinfo' >&2; exit 127; }; "
            + "sinfo -h -N -o '%N|%t|%R' </dev/null";
    private static final Set<String> WORKING =
            Set.of("idle", "mix", "alloc", "comp", "mixed", "allocated", "completing");

    private SlurmChecks() {}

    static List<Verdict> verdicts(Cluster cluster, SlurmAccess slurm, SshConnection head) throws IOException {
        Completed completed = head.run(RemoteCommand.script(ASK, List.of(slurm.configFolder())), LIMIT);
        return parse(cluster, slurm, completed);
    }

    static List<Verdict> parse(Cluster cluster, SlurmAccess slurm, Completed sinfo) {
        String master = cluster.master().name();
        if (!sinfo.succeeded()) {
            return List.of(new Fail(
                    Check.SLURM,
                    master,
                    "sinfo does not answer: "
                            + sinfo.err().strip().lines().findFirst().orElse("exit code " + sinfo.exit()),
                    "start slurmctld, or leave slurm out of the cluster file"));
        }
        Map<String, String> states = new HashMap<>();
        boolean partitionExists = slurm.partition().isEmpty();
        for (String line : sinfo.out().lines().toList()) {
            String[] fields = line.split("\\|");
            if (fields.length == 3) {
                boolean isOurs = slurm.partition().map(fields[2]::equals).orElse(true);
                partitionExists |= isOurs;
                if (isOurs) {
                    states.put(fields[0], fields[1]);
                }
            }
        }
        String place = slurm.partition().map(name -> "partition " + name).orElse("its partitions");
        if (!partitionExists) {
            return List.of(new Fail(
                    Check.SLURM, master, "there is no " + place, "name one that sinfo lists in the cluster file"));
        }
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(new Pass(Check.SLURM, master, "sinfo answers, " + states.size() + " nodes in " + place));
        int usable = 0;
        for (Node slave : cluster.slaves()) {
            Verdict verdict = ofSlave(slave.name(), states.getOrDefault(slave.name(), ""), place);
            usable += verdict instanceof Pass ? 1 : 0;
            verdicts.add(verdict);
        }
        if (usable == 0) {
            verdicts.add(new Fail(
                    Check.SLURM, master, "none of the slaves can take work", "see 'sinfo -R' there, and resume one"));
        }
        return verdicts;
    }

    private static Verdict ofSlave(String name, String state, String place) {
        if (state.isEmpty()) {
            return new Fail(
                    Check.SLURM,
                    name,
                    "Slurm knows no node of this name in " + place,
                    "name slaves as sinfo does, or add it to slurm.conf");
        }
        String plain = state.replaceAll("[^A-Za-z]", "").toLowerCase(Locale.ROOT);
        // A mark behind the state says that the node does not answer, or is to be switched off.
        boolean answers = !state.endsWith("*");
        return WORKING.contains(plain) && answers
                ? new Pass(Check.SLURM, name, "is " + state)
                : new Warn(Check.SLURM, name, "is " + state, "see 'sinfo -R'; until it is resumed it gets no work");
    }
}
