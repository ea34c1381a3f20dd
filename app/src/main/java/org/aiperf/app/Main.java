package org.aiperf.app;

import org.aiperf.cli.Cli;

/** The entry of {@code aiperf}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments, new WorkbenchDesktop()));
    }
}
