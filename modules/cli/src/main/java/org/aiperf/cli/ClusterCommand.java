package org.aiperf.cli;

import picocli.CommandLine.Command;

@Command(name = "cluster", description = "Clusters.")
final class ClusterCommand {}
