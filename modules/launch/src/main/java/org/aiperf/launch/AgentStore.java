package org.aiperf.launch;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.remote.Completed;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;

/**
 * Files on a node that are named by their SHA-256. What is sent there has a name only after its digest was found right,
 * and loses it when it is not any more; one command tells what is there, in one round trip.
 */
final class AgentStore {
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FREE = Pattern.compile("\\s(\\d+)\\s+\\d+%\\s");
    private static final String SCRIPT = Scripts.read("store.sh");

    private final SshConnection node;
    private final String base;

    /** @param base its folder and those beside it, absolute; made if missing */
    AgentStore(SshConnection node, String base) {
        this.node = node;
        this.base = base;
    }

    /**
     * What is in the store.
     *
     * @param missing stored names that are not there, or were damaged and are there no more
     * @param damaged stored names whose content was found wrong
     * @param runtime the folder of the unpacked runtime
     * @param freeBytes that this user may still write
     */
    record Seen(Set<String> missing, List<String> damaged, Optional<String> runtime, OptionalLong freeBytes) {}

    /** The absolute path of a part that is in the store. */
    String path(Part part) {
        return base + "/store/" + part.storedName();
    }

    /**
     * Gives names to what has arrived, and sees whether everything is there and right.
     *
     * @param runtime one of the parts, to be unpacked
     */
    Seen look(List<Part> parts, Optional<Part> runtime) throws IOException {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String mark = HexFormat.of().formatHex(random);
        StringBuilder names = new StringBuilder();
        List<String> arguments = new ArrayList<>(List.of(mark, base));
        parts.forEach(part -> names.append(part.storedName()));
        arguments.add(Part.sha256(names.toString()));
        arguments.add(runtime.map(Part::storedName).orElse("-"));
        parts.forEach(part -> arguments.add(part.bytes() + "/" + part.storedName()));
        Completed completed = node.run(RemoteCommand.script(SCRIPT, arguments), LIMIT);
        if (!completed.succeeded() || !completed.out().contains("==" + mark + " end")) {
            throw new LaunchException(node.node().name() + ": the agent cannot be stored in " + base + ": "
                    + lastLine(completed.err()) + "; name a shared folder that you may write to, with free space");
        }
        return parse(completed.out(), mark);
    }

    private static Seen parse(String out, String mark) {
        Set<String> missing = new LinkedHashSet<>();
        List<String> damaged = new ArrayList<>();
        Optional<String> runtime = Optional.empty();
        OptionalLong free = OptionalLong.empty();
        String start = "==" + mark + " ";
        for (String line : out.lines().filter(said -> said.startsWith(start)).toList()) {
            String said = line.substring(start.length());
            String rest = said.substring(said.indexOf(' ') + 1);
            if (said.startsWith("missing ")) {
                missing.add(rest);
            } else if (said.startsWith("damaged ")) {
                damaged.add(rest);
            } else if (said.startsWith("runtime ")) {
                runtime = Optional.of(rest);
            } else if (said.startsWith("space ")) {
                Matcher matcher = FREE.matcher(rest);
                free = matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) << 10) : free;
            }
        }
        return new Seen(missing, damaged, runtime, free);
    }

    /**
     * Sends a part; it has no name in the store until the next look.
     *
     * @param sent told the number of bytes sent so far; what it throws ends the transfer
     */
    void send(Part part, LongConsumer sent) throws IOException {
        String incoming = base + "/store/incoming/" + part.storedName();
        switch (part) {
            case Part.InFile inFile -> node.files().upload(inFile.file(), incoming, sent);
            case Part.InMemory inMemory -> node.files().write(incoming, inMemory.content());
        }
    }

    private static String lastLine(String text) {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce((earlier, later) -> later)
                .map(String::strip)
                .orElse("it did not say why");
    }
}
