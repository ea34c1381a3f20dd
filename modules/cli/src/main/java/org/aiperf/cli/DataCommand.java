package org.aiperf.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.aiperf.datasets.CorruptLimit;
import org.aiperf.datasets.DataCheck;
import org.aiperf.datasets.DataConversion;
import org.aiperf.datasets.DataFormat;
import org.aiperf.datasets.DataReport;
import org.aiperf.datasets.DataSpec;
import org.aiperf.datasets.ImageSetHeader;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "data", description = "Checks a data set, or writes it in another format.")
final class DataCommand {
    private static final int LISTED_CLASSES = 20;
    private static final int LISTED_RECORDS = 20;

    private static final String SPEC = "shapes, idx:DIR/PREFIX, cifar10:DIR/train, folder:DIR, tfrecord:GLOB";
    private static final String MOST_CORRUPT =
            "How many corrupt records are put up with; below 1 a share of all. Default: 0.";

    private final Terminal terminal;

    DataCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(
            name = "check",
            mixinStandardHelpOptions = true,
            description = "Reads every record and says what is in it and what is wrong with it.")
    int check(
            @Parameters(paramLabel = "SPEC", description = SPEC) String text,
            @Option(names = "--most-corrupt", paramLabel = "N", description = MOST_CORRUPT, defaultValue = "0")
                    double mostCorrupt)
            throws InvalidInputException {
        Problems problems = new Problems();
        CorruptLimit limit = limit(mostCorrupt, problems);
        Optional<DataSpec> spec = DataSpec.parse(text, problems);
        problems.throwIfAny();
        DataReport report = DataCheck.of(spec.orElseThrow(), new ProgressLines(terminal, "checked")::read);
        report.skipped().stream().limit(LISTED_RECORDS).forEach(record -> terminal.say(record.toString()));
        if (report.skipped().size() > LISTED_RECORDS) {
            terminal.say("and " + (report.skipped().size() - LISTED_RECORDS) + " more");
        }
        terminal.result(fields(report), text(report));
        long all = (long) report.records() + report.skipped().size();
        return report.skipped().size() > limit.among(all) ? ExitCode.BAD_INPUT : ExitCode.DONE;
    }

    @Command(
            name = "convert",
            mixinStandardHelpOptions = true,
            description = {
                "Writes a data set in another format.",
                "Pictures stay as they are; with ?side=N in SPEC they are brought to that size, as for a test."
            })
    int convert(
            @Parameters(paramLabel = "SPEC", description = SPEC) String text,
            @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "idx, tfrecord or folder.")
                    String to,
            @Option(names = "--out", required = true, paramLabel = "DIR", description = "A new or an empty folder.")
                    Path out,
            @Option(names = "--most-corrupt", paramLabel = "N", description = MOST_CORRUPT, defaultValue = "0")
                    double mostCorrupt)
            throws InvalidInputException, IOException {
        Problems problems = new Problems();
        CorruptLimit limit = limit(mostCorrupt, problems);
        Optional<DataFormat> format = DataFormat.of(to);
        if (format.isEmpty()) {
            List<String> words =
                    Arrays.stream(DataFormat.values()).map(DataFormat::word).toList();
            problems.add(Problem.of("--to", "'" + to + "' is not a format", NearMiss.suggestion(to, words)));
        }
        Optional<DataSpec> spec = DataSpec.parse(text, problems);
        spec.ifPresent(known -> known.check(limit, problems));
        problems.throwIfAny();
        Path folder = Folders.emptyOut(out);
        DataConversion.Converted converted = DataConversion.run(
                spec.orElseThrow(),
                limit,
                format.orElseThrow(),
                folder,
                new ProgressLines(terminal, "converted")::read);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("records", converted.records());
        fields.put("skipped", converted.skipped());
        fields.put("spec", converted.spec());
        fields.put("out", folder.toString());
        converted.skipped().forEach(record -> terminal.say(record.toString()));
        terminal.result(fields, converted.records() + " images in " + converted.spec());
        return ExitCode.DONE;
    }

    private static CorruptLimit limit(double mostCorrupt, Problems problems) {
        if (mostCorrupt >= 0) {
            return new CorruptLimit(mostCorrupt);
        }
        problems.add(Problem.of("--most-corrupt", "is " + mostCorrupt + ", out of range", "write 0 or more"));
        return CorruptLimit.NONE;
    }

    private static Map<String, Object> fields(DataReport report) {
        ImageSetHeader header = report.header();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("records", report.records());
        fields.put("skipped", report.skipped());
        fields.put("classes", header.classes());
        fields.put("perClass", report.perClass());
        fields.put("height", header.height());
        fields.put("width", header.width());
        fields.put("channels", header.channels());
        fields.put("leastWidth", report.leastWidth());
        fields.put("mostWidth", report.mostWidth());
        fields.put("leastHeight", report.leastHeight());
        fields.put("mostHeight", report.mostHeight());
        return fields;
    }

    private static String text(DataReport report) {
        ImageSetHeader header = report.header();
        List<Integer> perClass = report.perClass();
        String sizes = String.format(
                Locale.ROOT,
                "%,d images that can be read, %,d corrupt records%npictures %s wide and %s high, read as %d×%d×%d",
                report.records(),
                report.skipped().size(),
                range(report.leastWidth(), report.mostWidth()),
                range(report.leastHeight(), report.mostHeight()),
                header.height(),
                header.width(),
                header.channels());
        String counts = perClass.size() <= LISTED_CLASSES
                ? String.join(", ", perClass.stream().map(String::valueOf).toList())
                : range(Collections.min(perClass), Collections.max(perClass)) + " each";
        return sizes + System.lineSeparator() + header.classes() + " classes, images of them: " + counts;
    }

    private static String range(int least, int most) {
        return least == most ? String.valueOf(least) : least + " to " + most;
    }

    /** A line of progress every two seconds. */
    private static final class ProgressLines {
        private static final long NANOS = 2_000_000_000L;

        private final Terminal terminal;
        private final String verb;
        private long last = System.nanoTime();

        ProgressLines(Terminal terminal, String verb) {
            this.terminal = terminal;
            this.verb = verb;
        }

        synchronized void read(int done, int all) {
            long now = System.nanoTime();
            if (now - last >= NANOS) {
                last = now;
                terminal.say(String.format(Locale.ROOT, "%s %,d of %,d", verb, done, all));
            }
        }
    }
}
