package org.aiperf.app.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.aiperf.administration.KnownClusters;
import org.aiperf.app.services.ClusterServices;
import org.aiperf.app.services.RecordedRun;
import org.aiperf.app.services.RecordedRuns;
import org.aiperf.app.services.WorkbenchServices;
import org.aiperf.app.text.Language;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.launch.LaunchProgress;
import org.aiperf.launch.LiveRun;
import org.aiperf.remote.config.LocalUser;
import org.aiperf.runs.Recorded;
import org.jspecify.annotations.Nullable;

/** Services that hold scripted runs. */
public final class ScriptedServices implements RecordedRuns {
    private final Map<Long, RecordedRun> rows = new TreeMap<>();
    private final Map<Long, List<Recorded>> events = new TreeMap<>();
    private volatile @Nullable LiveRun demo;
    private volatile ClusterServices clusters = new ClusterServices(
            new KnownClusters(Path.of("target", "no-clusters")),
            new LocalUser("me", 0, Path.of("target", "no-home"), "desk", Map.of()),
            () -> {
                throw new IOException("there is no agent; build it first");
            },
            (_, _) -> {});

    public ScriptedServices keep(String name, String cluster, List<Recorded> run) {
        SearchRun folded = SearchRun.of(run);
        long id = rows.size() + 1L;
        rows.put(
                id,
                new RecordedRun(
                        id,
                        "run-" + name,
                        name,
                        cluster,
                        folded.run().startedAtMillis(),
                        folded.run().isOver(),
                        folded.search().finished().size(),
                        folded.score().score()));
        events.put(id, run);
        return this;
    }

    /** What the button for a demo starts. */
    public ScriptedServices demo(LiveRun run) {
        demo = run;
        return this;
    }

    public WorkbenchServices services(@Nullable LiveRun live) {
        return new WorkbenchServices(
                this,
                live,
                progress -> {
                    progress.at(LaunchProgress.Step.DEPLOY, 0.5, "gpu01");
                    LiveRun run = demo;
                    if (run == null) {
                        throw new IOException("no cluster: start one first");
                    }
                    return run;
                },
                ScriptedServices::export,
                clusters);
    }

    /** The clusters of the user; without this there are none, and nowhere to keep one. */
    public ScriptedServices clusters(ClusterServices services) {
        clusters = services;
        return this;
    }

    private static Path export(SearchRun run, Language language, Path folder) throws IOException {
        Path file = folder.resolve("report.html");
        Files.writeString(file, language.code() + " " + run.run().lastSequence());
        return file;
    }

    @Override
    public List<RecordedRun> list() {
        return List.copyOf(rows.values()).reversed();
    }

    @Override
    public List<Recorded> events(long id) {
        return events.getOrDefault(id, List.of());
    }
}
