package org.aiperf.cli;

import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.sessions.Session;
import org.aiperf.sessions.Sessions;
import picocli.CommandLine.Command;

@Command(name = "sessions", description = "Lists the runs that are kept on this machine.")
final class SessionsCommand {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Terminal terminal;

    SessionsCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "All of them, newest first.")
    int list() throws IOException {
        try (Sessions sessions = Sessions.open(
                Folders.ofThisMachine().sessions(), run -> run.score().score())) {
            List<Session> all = sessions.list();
            terminal.result(
                    Map.of("sessions", all.stream().map(SessionsCommand::fields).toList()), text(all));
        }
        return ExitCode.DONE;
    }

    private static Map<String, Object> fields(Session session) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", session.id());
        fields.put("name", session.name());
        fields.put("runId", session.runId());
        fields.put("cluster", session.cluster());
        fields.put("started", Instant.ofEpochMilli(session.startedAtMillis()).toString());
        fields.put("state", session.state().name().toLowerCase(Locale.ROOT));
        fields.put("trials", session.trials());
        fields.put("score", session.score());
        return fields;
    }

    private static String text(List<Session> all) {
        if (all.isEmpty()) {
            return "no sessions yet; 'aiperf demo' makes one";
        }
        StringBuilder text = new StringBuilder(
                String.format("%4s  %-32s %-17s %-8s %7s %14s", "id", "run", "started", "state", "trials", "score"));
        for (Session session : all) {
            text.append(String.format(
                    "%n%4d  %-32s %-17s %-8s %7d %14s",
                    session.id(),
                    session.runId(),
                    STAMP.format(Instant.ofEpochMilli(session.startedAtMillis())),
                    session.state().name().toLowerCase(Locale.ROOT),
                    session.trials(),
                    Figures.si(session.score(), "OPS")));
        }
        return text.toString();
    }
}
