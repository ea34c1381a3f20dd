package org.aiperf.launch;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.remote.RemoteCommand;
import org.aiperf.remote.SshConnection;

/**
 * What a process that is started now would have on a node. What the node does not tell is empty.
 *
 * @param openFiles that a process may raise its limit to; {@link Long#MAX_VALUE} if there is none
 * @param processes and threads that the user may have; likewise
 * @param lockedKibibytes of memory that a process may pin; likewise
 * @param libc such as {@code glibc 2.36}
 * @param homeFreeBytes where the user's home is
 * @param freeInodes files that may still be made in the shared folder
 * @param runsPrograms whether a file in the shared folder may be run
 */
record NodeCondition(
        OptionalLong openFiles,
        OptionalLong processes,
        OptionalLong lockedKibibytes,
        String libc,
        OptionalLong homeFreeBytes,
        OptionalLong freeInodes,
        Optional<Boolean> runsPrograms) {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String SCRIPT = Scripts.read("condition.sh");
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern FREE = Pattern.compile("\\s\\d+\\s+\\d+\\s+(\\d{1,15})\\s+\\d+%\\s");

    /** Asks a node; writes a file of a few bytes in the shared folder for a moment. */
    static NodeCondition of(SshConnection node, String sharedFolder) throws IOException {
        byte[] random = new byte[12];
        RANDOM.nextBytes(random);
        String mark = HexFormat.of().formatHex(random);
        return parse(
                node.run(RemoteCommand.script(SCRIPT, List.of(mark, sharedFolder)), LIMIT)
                        .out(),
                mark);
    }

    static NodeCondition parse(String out, String mark) {
        Map<String, String> answers = new HashMap<>();
        Matcher matcher = Pattern.compile("==" + mark + " (\\w+)==\n(.*?)\n==" + mark + " end==", Pattern.DOTALL)
                .matcher(out);
        while (matcher.find()) {
            answers.put(matcher.group(1), matcher.group(2).strip());
        }
        String limits = answers.getOrDefault("limits", "");
        return new NodeCondition(
                limit(limits, "Max open files", 1),
                limit(limits, "Max processes", 1),
                limit(limits, "Max locked memory", 1024),
                answers.getOrDefault("libc", answers.getOrDefault("loader", "")),
                free(answers.getOrDefault("home", ""), 1024),
                free(answers.getOrDefault("inodes", ""), 1),
                Optional.ofNullable(answers.get("program")).map("yes"::equals));
    }

    /** The second of the two limits: a process may raise the first one up to it. */
    private static OptionalLong limit(String table, String name, long unit) {
        Matcher matcher = Pattern.compile("(?m)^" + name + "\\s+\\S+\\s+(\\d{1,19}|unlimited)\\b")
                .matcher(table);
        if (!matcher.find()) {
            return OptionalLong.empty();
        }
        String hard = matcher.group(1);
        return OptionalLong.of(
                hard.equals("unlimited") || hard.length() > 18 ? Long.MAX_VALUE : Long.parseLong(hard) / unit);
    }

    private static OptionalLong free(String table, long unit) {
        Matcher matcher = FREE.matcher(table);
        return matcher.find() ? OptionalLong.of(Long.parseLong(matcher.group(1)) * unit) : OptionalLong.empty();
    }
}
