package org.aiperf.slurm.jobs;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Jobs as {@code scontrol show job --oneliner} tells them. */
final class JobsText {
    // A job's name comes before it and may be anything, even " JobState=COMPLETED".
    private static final Pattern AFTER_NAME = Pattern.compile(" UserId=\\S+\\(\\d+\\) GroupId=\\S+\\(\\d+\\)");
    private static final Pattern NAME =
            Pattern.compile("^.*? JobName=(.*?)(?: (?:Het|Pack)JobIdSet=\\S+)?" + AFTER_NAME.pattern());
    private static final Pattern EXIT = Pattern.compile("(\\d{1,3}):(\\d{1,3})");

    private JobsText() {}

    static List<Job> read(String output) {
        List<Job> jobs = new ArrayList<>();
        output.lines()
                .filter(line -> line.startsWith("JobId="))
                .forEach(line -> job(line).ifPresent(jobs::add));
        return jobs;
    }

    private static Optional<Job> job(String line) {
        KeyValueLine record = new KeyValueLine(line, AFTER_NAME);
        Optional<JobId> id = id(record.first("JobId"));
        Matcher exit = EXIT.matcher(record.get("ExitCode"));
        Matcher name = NAME.matcher(" " + line);
        String user = record.first("UserId");
        return id.map(known -> new Job(
                known,
                id(record.first("HetJobId")).or(() -> id(record.first("PackJobId"))),
                Math.toIntExact(component(record)),
                id(record.first("ArrayJobId")),
                name.find() ? name.group(1) : "",
                user.contains("(") ? user.substring(0, user.indexOf('(')) : user,
                record.get("Partition"),
                JobState.of(record.get("JobState")),
                Set.of(),
                record.get("Reason"),
                record.get("NodeList"),
                (int) record.number("Restarts"),
                exit.matches()
                        ? new ExitStatus(Integer.parseInt(exit.group(1)), Integer.parseInt(exit.group(2)))
                        : ExitStatus.ZERO));
    }

    private static long component(KeyValueLine record) {
        String text = record.first("HetJobOffset") + record.first("PackJobOffset");
        return text.matches("\\d{1,6}") ? Long.parseLong(text) : 0;
    }

    private static Optional<JobId> id(String text) {
        return text.matches("[1-9]\\d{0,9}") ? Optional.of(new JobId(Long.parseLong(text))) : Optional.empty();
    }
}
