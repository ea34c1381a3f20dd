package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {

    @Test
    void everyCommandExplainsItself() {
        List<String> names = new ArrayList<>();
        each(Run.commands(), List.of(), (command, words) -> {
            StringWriter out = new StringWriter();
            List<String> asked = new ArrayList<>(words);
            asked.add("--help");

            int exit = Run.commands().setOut(new PrintWriter(out)).execute(asked.toArray(String[]::new));

            String name = command.getCommandSpec().qualifiedName();
            assertThat(exit).as(name).isZero();
            assertThat(out.toString()).as(name).startsWith("Usage: " + name);
            assertThat(command.getCommandSpec().usageMessage().description())
                    .as(name)
                    .isNotEmpty();
            names.add(name);
        });
        assertThat(names).contains("aiperf", "aiperf run", "aiperf cluster up", "aiperf slurm lint");
    }

    private static void each(CommandLine command, List<String> words, BiConsumer<CommandLine, List<String>> each) {
        each.accept(command, words);
        command.getSubcommands().forEach((word, below) -> {
            List<String> longer = new ArrayList<>(words);
            longer.add(word);
            each(below, longer, each);
        });
    }

    @Test
    void whoeverIsLostIsToldWhereHelpIs() {
        assertThat(Run.of("cluster", "upp").errors())
                .containsExactly("aiperf: 'upp' is not a command of aiperf cluster; did you mean 'up'?; see 'aiperf"
                        + " cluster --help'");
        assertThat(Run.of("cluster", "up").errors())
                .allMatch(line -> line.endsWith("; see 'aiperf cluster up --help'"));
    }
}
