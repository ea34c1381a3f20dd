package org.aiperf.cli;

import java.io.Console;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** All commands of {@code aiperf}. {@code --json} may stand anywhere. */
public final class Cli {
    static final String VERSION = "0.1.0";
    private static final String PROGRAM = "aiperf " + VERSION;

    private Cli() {}

    @Command(
            name = "aiperf",
            mixinStandardHelpOptions = true,
            version = Cli.PROGRAM,
            description =
                    "Measures how much deep learning a cluster really does. Without a command it opens the workbench.",
            footer = {
                "",
                "--json may stand anywhere: the last line of standard output is then one JSON object.",
                "Exit codes: 0 done, 1 the work failed, 2 bad input, 3 a valid result was asked for and this is none."
            })
    private static final class Root implements Callable<Integer> {
        private final Desktop desktop;
        private final Terminal terminal;

        Root(Desktop desktop, Terminal terminal) {
            this.desktop = desktop;
            this.terminal = terminal;
        }

        @Override
        public Integer call() throws IOException, InterruptedException {
            if (!desktop.hasDisplay()) {
                terminal.say(
                        "aiperf: there is no display to open the workbench on; 'aiperf --help' lists the commands");
                return ExitCode.FAILED;
            }
            return Workbench.open(desktop, terminal);
        }
    }

    /** Runs a command and returns its exit code. */
    public static int run(String[] arguments, Desktop desktop) {
        List<String> words = Arrays.asList(arguments);
        boolean json = words.contains("--json");
        Console console = System.console();
        boolean interactive = console != null && console.isTerminal();
        Terminal terminal = new Terminal(System.out, System.err, json, interactive);
        String[] rest = words.stream().filter(word -> !word.equals("--json")).toArray(String[]::new);
        return commands(desktop, terminal).execute(rest);
    }

    static CommandLine commands(Desktop desktop, Terminal terminal) {
        CommandLine commands = new CommandLine(new Root(desktop, terminal));
        commands.addSubcommand(new DemoCommand(desktop, terminal));
        commands.addSubcommand(new RunCommand(terminal));
        commands.addSubcommand(new AttachCommand(terminal));
        commands.addSubcommand(new StopCommand(terminal));
        commands.addSubcommand(new ResumeCommand(terminal));
        commands.addSubcommand(new CommandLine(new ClusterCommand())
                .addSubcommand(new PreflightCommand(terminal))
                .addSubcommand(new ProbeCommand(terminal))
                .addSubcommand(new ClusterRouteCommand(terminal))
                .addSubcommand(new ClusterUpCommand(terminal))
                .addSubcommand(new ClusterDownCommand(terminal))
                .addSubcommand(new ClusterCheckCommand(terminal))
                .addSubcommand(new ClusterSlurmCommand(terminal))
                .addSubcommand(new ClusterApplyCommand(terminal))
                .addSubcommand(new ClusterRollbackCommand(terminal)));
        commands.addSubcommand(new SearchCommand(terminal));
        commands.addSubcommand(new SimulateCommand(terminal));
        commands.addSubcommand(new OpsCommand(terminal));
        commands.addSubcommand(new DistanceCommand(terminal));
        commands.addSubcommand(new ScoreCommand(terminal));
        commands.addSubcommand(new TrainCommand(terminal));
        commands.addSubcommand(new DataCommand(terminal));
        commands.addSubcommand(new SlurmCommand(terminal));
        commands.addSubcommand(new SessionsCommand(terminal));
        commands.addSubcommand(new ReportCommand(terminal));
        commands.addSubcommand(new BenchCommand(terminal));
        commands.addSubcommand(new DoctorCommand(desktop, terminal));
        commands.getSubcommands().values().forEach(Cli::helpful);
        commands.setExecutionExceptionHandler((exception, line, parsed) -> failed(exception, terminal));
        commands.setParameterExceptionHandler((exception, words) -> misused(exception, terminal));
        return commands;
    }

    /** Commands that are methods have it from their annotation: their parameters are counted before this. */
    private static void helpful(CommandLine command) {
        if (!command.getCommandSpec().mixinStandardHelpOptions()) {
            command.getCommandSpec().mixinStandardHelpOptions(true);
        }
        command.getCommandSpec().version(PROGRAM);
        command.getSubcommands().values().forEach(Cli::helpful);
    }

    private static int failed(Exception exception, Terminal terminal) throws Exception {
        return switch (exception) {
            case InvalidInputException e -> refused(e.problems(), terminal);
            case CancellationException e -> stopped(e.getMessage(), terminal);
            case InterruptedException _ -> stopped("interrupted", terminal);
            case IOException e -> stopped(e.getMessage(), terminal);
            default -> throw exception;
        };
    }

    private static int stopped(@Nullable String message, Terminal terminal) {
        String said = String.valueOf(message);
        said.lines().forEach(line -> terminal.say("aiperf: " + line));
        terminal.failure(Map.of("error", said));
        return ExitCode.FAILED;
    }

    static int refused(List<Problem> problems, Terminal terminal) {
        problems.forEach(problem -> terminal.say(problem.toString()));
        terminal.failure(Map.of("problems", problems));
        return ExitCode.BAD_INPUT;
    }

    private static int misused(ParameterException exception, Terminal terminal) {
        String message = exception.getMessage();
        String name = exception.getCommandLine().getCommandSpec().qualifiedName();
        if (exception instanceof UnmatchedArgumentException unmatched
                && !exception.getCommandLine().getSubcommands().isEmpty()) {
            String word = unmatched.getUnmatched().getFirst();
            message = "'" + word + "' is not a command of " + name + "; "
                    + NearMiss.suggestion(
                            word, exception.getCommandLine().getSubcommands().keySet());
        }
        Problem problem = Problem.of("aiperf", String.valueOf(message), "see '" + name + " --help'");
        return refused(List.of(problem), terminal);
    }
}
