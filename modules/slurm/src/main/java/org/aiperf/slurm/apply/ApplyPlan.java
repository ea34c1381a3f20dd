package org.aiperf.slurm.apply;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.aiperf.slurm.SlurmVersion;
import org.aiperf.slurm.conf.NodeList;

/**
 * What would be done, before anything is.
 *
 * @param changes files that differ, on the nodes first and on the controller's host last
 * @param reload what the daemons have to do then
 * @param why the reason for it, a sentence
 * @param runningJobs that hold nodes now, and would notice a restart
 * @param nodes that must be seen afterwards
 */
public record ApplyPlan(
        List<FileChange> changes,
        Reload reload,
        String why,
        int runningJobs,
        List<String> nodes,
        SlurmVersion version) {
    public ApplyPlan {
        changes = List.copyOf(changes);
        nodes = List.copyOf(nodes);
    }

    /**
     * @param wanted texts by file name
     * @param found what lies on each host, by its name and by file name; the controller's host is the last
     * @param lost nodes that are not seen now
     */
    static ApplyPlan of(
            Map<String, String> wanted,
            Map<String, Map<String, FoundFile>> found,
            SlurmVersion version,
            int runningJobs,
            List<String> lost) {
        List<FileChange> changes = new ArrayList<>();
        Reload reload = Reload.NONE;
        String why = "the files on all nodes are these already";
        for (Map.Entry<String, Map<String, FoundFile>> host : found.entrySet()) {
            for (Map.Entry<String, FoundFile> file : host.getValue().entrySet()) {
                Optional<String> after = Optional.ofNullable(wanted.get(file.getKey()));
                FoundFile before = file.getValue();
                if (after.isEmpty() || before.text().equals(after)) {
                    continue;
                }
                FileChange change = new FileChange(host.getKey(), before.path(), before.text(), after);
                changes.add(change);
                Decision decision = decide(file.getKey(), change, version);
                if (decision.reload().compareTo(reload) > 0) {
                    why = decision.why();
                    reload = decision.reload();
                }
            }
        }
        List<String> nodes = NodeList.present(wanted.getOrDefault("slurm.conf", "")).stream()
                .filter(name -> !lost.contains(name))
                .toList();
        return new ApplyPlan(changes, reload, why, runningJobs, nodes, version);
    }

    private record Decision(Reload reload, String why) {}

    private static Decision decide(String name, FileChange change, SlurmVersion version) {
        String before = change.before().orElse("");
        String after = change.after().orElse("");
        if (name.equals("gres.conf")) {
            return new Decision(Reload.RESTART, "slurmd reads gres.conf when it starts");
        }
        if (!name.equals("slurm.conf")) {
            return new Decision(Reload.RECONFIGURE, "the daemons have to read their files again");
        }
        if (change.before().isEmpty()) {
            return new Decision(Reload.RESTART, "there was no slurm.conf on " + change.host());
        }
        if (!NodeList.all(before).equals(NodeList.all(after)) && !version.isAtLeast(23, 11)) {
            return new Decision(
                    Reload.RESTART,
                    "the list of nodes changes, and before 23.11 'scontrol reconfigure' would end slurmctld then"
                            + " (this is " + version
                            + "); nodes that were declared with State=FUTURE come without a restart");
        }
        return NodeList.restartKey(before, after)
                .map(key -> new Decision(Reload.RESTART, "a change of " + key + " needs a restart"))
                .orElseGet(() -> new Decision(Reload.RECONFIGURE, "the daemons have to read their files again"));
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }

    /** The differences; hosts with the same one are named together. */
    public String diff() {
        Map<String, List<String>> hosts = new LinkedHashMap<>();
        for (FileChange change : changes) {
            FileChange bare = new FileChange("*", change.path(), change.before(), change.after());
            hosts.computeIfAbsent(bare.diff(), diff -> new ArrayList<>()).add(change.host());
        }
        return hosts.entrySet().stream()
                .map(entry -> "on " + String.join(", ", entry.getValue()) + ":\n"
                        + entry.getKey().replace("*:/", "/"))
                .collect(Collectors.joining("\n"));
    }

    /** What will happen to the daemons and the jobs, a few sentences. */
    public String inWords() {
        String jobs = runningJobs == 1 ? "1 running job" : runningJobs + " running jobs";
        return switch (reload) {
            case NONE -> "Nothing has to be done: " + why + ".";
            case RECONFIGURE ->
                "The daemons read their files again without a restart: " + why + ". " + jobs + " will not notice.";
            case RESTART ->
                "slurmctld and slurmd on all nodes will be restarted: " + why + ". That touches " + jobs
                        + (runningJobs == 0 ? "." : "; they go on, but a job that ends meanwhile is noticed late.");
        };
    }

    /** SHA-256 of each changed file as it was read, by host and path. */
    Map<String, String> digestsBefore() {
        Map<String, String> digests = new TreeMap<>();
        changes.forEach(change -> digests.put(change.host() + ":" + change.path(), Digest.of(change.before())));
        return digests;
    }
}
