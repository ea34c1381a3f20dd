package org.aiperf.slurm.apply;

import java.io.IOException;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.aiperf.slurm.CommandResult;
import org.aiperf.slurm.SlurmVersion;

/**
 * The configuration of a cluster on its nodes: what would change, changing it, and changing it back.
 *
 * <p>Everything that is replaced has a backup beside it before the first file is replaced, and every new file lies
 * complete beside the old one. If the cluster does not answer afterwards, it is changed back at once.
 */
public final class SlurmConfiguration {
    private static final List<String> FILES = List.of("slurm.conf", "gres.conf", "cgroup.conf", "topology.conf");
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private final SlurmHost controller;
    private final List<SlurmHost> nodes;
    private final String folder;
    private final LiveCluster cluster;
    private final Surroundings surroundings;

    /**
     * @param controller where slurmctld runs
     * @param nodes where slurmd runs
     * @param folder of slurm.conf, on all of them
     */
    public SlurmConfiguration(
            SlurmHost controller, List<SlurmHost> nodes, String folder, Daemons daemons, Surroundings surroundings) {
        this.controller = controller;
        this.nodes = List.copyOf(nodes);
        this.folder = folder;
        this.cluster = new LiveCluster(controller, this.nodes, folder + "/slurm.conf", daemons, surroundings);
        this.surroundings = surroundings;
    }

    /** Reads what is there and says what would be done to have these files instead; changes nothing. */
    public ApplyPlan plan(Map<String, String> wanted) throws IOException {
        Map<String, Map<String, FoundFile>> found = new LinkedHashMap<>();
        for (SlurmHost host : hosts()) {
            Map<String, FoundFile> files = new LinkedHashMap<>();
            for (String name : FILES) {
                String path = target(host, folder + "/" + name);
                files.put(name, new FoundFile(path, host.read(path)));
            }
            found.put(host.name(), files);
        }
        SlurmVersion version = cluster.version();
        return ApplyPlan.of(wanted, found, version, cluster.runningJobs(version), cluster.lost(version));
    }

    /** Which version of Slurm the controller's host has. */
    public SlurmVersion version() throws IOException {
        return cluster.version();
    }

    /** Where a symbolic link leads; a rename would replace the link itself. */
    private static String target(SlurmHost host, String path) throws IOException {
        CommandResult link = host.run(List.of("readlink", "-f", path));
        String target = link.out().strip();
        return link.succeeded() && target.startsWith("/") && !target.contains("\n") ? target : path;
    }

    /**
     * Does it.
     *
     * @throws DriftException if a file is no longer what it was when the plan was made, or more jobs run; nothing was
     *     changed then
     * @throws IOException if something failed; the message says whether all is again as it was
     */
    public void apply(ApplyPlan plan) throws IOException, InterruptedException {
        refuseDrift(plan);
        String stamp = STAMP.format(surroundings.clock().instant());
        Manifest manifest = new Manifest(
                stamp,
                plan.reload(),
                plan.changes().stream()
                        .map(change -> new Manifest.Entry(
                                change.host(), change.path(), Digest.of(change.before()), Digest.of(change.after())))
                        .toList());
        Optional<String> earlier = controller.read(manifestPath());
        stage(plan, stamp);
        try {
            controller.write(manifestPath(), manifest.toJson());
            for (FileChange change : plan.changes()) {
                host(change.host()).rename(staged(change, stamp), change.path());
                say("replaced " + change.path() + " on " + change.host());
            }
            cluster.reload(plan.reload());
            cluster.requireHealth(plan.version(), plan.nodes());
        } catch (IOException | RuntimeException e) {
            throw undone(manifest, plan, earlier, e);
        }
    }

    private void refuseDrift(ApplyPlan plan) throws IOException {
        List<String> drifted = new ArrayList<>();
        Map<String, String> expected = plan.digestsBefore();
        for (FileChange change : plan.changes()) {
            String now = Digest.of(host(change.host()).read(change.path()));
            if (!now.equals(expected.get(change.host() + ":" + change.path()))) {
                drifted.add(change.host() + ":" + change.path());
            }
        }
        if (!drifted.isEmpty()) {
            throw new DriftException(
                    String.join(", ", drifted) + " changed since it was read; look at the new difference first");
        }
        int jobs = cluster.runningJobs(plan.version());
        if (jobs > plan.runningJobs() && plan.reload() == Reload.RESTART) {
            throw new DriftException(jobs + " jobs run now, not " + plan.runningJobs()
                    + " as when the plan was made; look at the new plan first");
        }
    }

    private void stage(ApplyPlan plan, String stamp) throws IOException {
        try {
            for (FileChange change : plan.changes()) {
                SlurmHost host = host(change.host());
                if (change.before().isPresent()) {
                    host.write(
                            change.path() + ".aiperf-" + stamp, change.before().get());
                }
                String staged = staged(change, stamp);
                host.write(staged, change.after().orElse(""));
                if (!host.read(staged).equals(change.after())) {
                    throw new IOException(staged + " on " + change.host() + " is not what was written; check the disk");
                }
            }
        } catch (IOException | RuntimeException e) {
            unstage(plan, stamp, e);
            throw e;
        }
    }

    private void unstage(ApplyPlan plan, String stamp, Exception cause) {
        for (FileChange change : plan.changes()) {
            try {
                host(change.host()).delete(staged(change, stamp));
                host(change.host()).delete(change.path() + ".aiperf-" + stamp);
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    /** @param earlier the manifest of the change before, which can then be undone as before */
    private IOException undone(Manifest manifest, ApplyPlan plan, Optional<String> earlier, Exception cause)
            throws InterruptedException {
        say("that failed (" + cause.getMessage() + "); changing everything back");
        try {
            for (FileChange change : plan.changes()) {
                host(change.host()).delete(staged(change, manifest.stamp()));
            }
            restore(manifest);
            if (earlier.isPresent()) {
                controller.write(manifestPath(), earlier.get());
            }
            return new IOException(cause.getMessage() + "; everything is again as it was", cause);
        } catch (IOException e) {
            cause.addSuppressed(e);
            return new IOException(
                    cause.getMessage() + "; and changing it back failed, too: " + e.getMessage()
                            + "; the files of before end in .aiperf-" + manifest.stamp(),
                    cause);
        }
    }

    /** What was applied last and not undone yet; empty if nothing was. */
    public Optional<String> lastApplied() throws IOException {
        Optional<String> text = controller.read(manifestPath());
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(Manifest.parse(text.get()).stamp());
    }

    /**
     * What going back would do, to be shown before; the changes lead from what is there to what was there.
     *
     * @throws DriftException if a file is not what was applied, because then somebody's work would be lost
     * @throws IOException also if nothing was applied
     */
    public ApplyPlan planRollback() throws IOException {
        Manifest manifest = manifest();
        List<FileChange> changes = new ArrayList<>();
        List<String> drifted = new ArrayList<>();
        for (Manifest.Entry entry : manifest.files()) {
            SlurmHost host = host(entry.host());
            Optional<String> now = host.read(entry.path());
            Optional<String> before =
                    entry.before().isEmpty() ? Optional.empty() : host.read(entry.backup(manifest.stamp()));
            if (!Digest.of(now).equals(entry.after()) && !Digest.of(now).equals(entry.before())) {
                drifted.add(entry.host() + ":" + entry.path());
            }
            if (!Digest.of(before).equals(entry.before())) {
                throw new IOException(entry.backup(manifest.stamp()) + " on " + entry.host()
                        + " is missing or not what was there before; put it back by hand");
            }
            changes.add(new FileChange(entry.host(), entry.path(), now, before));
        }
        if (!drifted.isEmpty()) {
            throw new DriftException(
                    String.join(", ", drifted) + " changed since it was applied; save that work first");
        }
        SlurmVersion version = cluster.version();
        return new ApplyPlan(
                changes,
                manifest.reload(),
                "the files of " + manifest.stamp() + " are put back",
                cluster.runningJobs(version),
                List.of(),
                version);
    }

    /** Puts back what was there before the last change. */
    public void rollback(ApplyPlan plan) throws IOException, InterruptedException {
        refuseDrift(plan);
        restore(manifest());
    }

    private void restore(Manifest manifest) throws IOException, InterruptedException {
        for (Manifest.Entry entry : manifest.files()) {
            SlurmHost host = host(entry.host());
            if (Digest.of(host.read(entry.path())).equals(entry.before())) {
                continue;
            }
            if (entry.before().isEmpty()) {
                host.delete(entry.path());
            } else {
                String copy = entry.path() + ".aiperf-back-" + manifest.stamp();
                host.write(
                        copy,
                        host.read(entry.backup(manifest.stamp()))
                                .orElseThrow(() -> new IOException(entry.backup(manifest.stamp()) + " is missing")));
                host.rename(copy, entry.path());
            }
            say("put " + entry.path() + " back on " + entry.host());
        }
        cluster.reload(manifest.reload());
        boolean hadConfiguration = controller.read(folder + "/slurm.conf").isPresent();
        if (hadConfiguration && !cluster.becomes(cluster::answers)) {
            throw new IOException("slurmctld does not answer with the files of before either; look into its log");
        }
        controller.delete(manifestPath());
        for (Manifest.Entry entry : manifest.files()) {
            host(entry.host()).delete(entry.backup(manifest.stamp()));
        }
    }

    private Manifest manifest() throws IOException {
        String text = controller
                .read(manifestPath())
                .orElseThrow(() -> new IOException("nothing was applied to this cluster, or it was undone already"));
        return Manifest.parse(text);
    }

    private List<SlurmHost> hosts() {
        List<SlurmHost> all = new ArrayList<>(nodes);
        all.removeIf(host -> host.name().equals(controller.name()));
        all.add(controller);
        return all;
    }

    private SlurmHost host(String name) {
        return hosts().stream()
                .filter(host -> host.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no host is called " + name));
    }

    private String manifestPath() {
        return folder + "/" + Manifest.FILE_NAME;
    }

    private static String staged(FileChange change, String stamp) {
        return change.path() + ".aiperf-new-" + stamp + "-" + change.host();
    }

    private void say(String line) {
        surroundings.progress().accept(line);
    }
}
