package org.aiperf.app.services;

import org.aiperf.launch.LiveRun;
import org.jspecify.annotations.Nullable;

/**
 * Everything the workbench needs from the floors below.
 *
 * @param sessions the sessions that are kept
 * @param liveRun the run to open on, or null for an empty window
 * @param demo how a demo run is started
 * @param reports how a report is written
 * @param clusters the clusters of the user
 */
public record WorkbenchServices(
        RecordedRuns sessions,
        @Nullable LiveRun liveRun,
        DemoStarter demo,
        ReportExporter reports,
        ClusterServices clusters) {}
