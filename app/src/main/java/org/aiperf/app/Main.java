package org.aiperf.app;

import org.aiperf.cli.Cli;
import org.aiperf.cli.Desktop;

/** The entry of {@code aiperf}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments, new Desktop() {
            @Override
            public boolean hasDisplay() {
                return false;
            }

            @Override
            public void open(Request request) {}
        }));
    }
}
