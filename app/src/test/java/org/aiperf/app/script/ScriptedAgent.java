package org.aiperf.app.script;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.launch.AgentBundle;
import org.aiperf.launch.AgentBundles;
import org.aiperf.runs.LifecycleEvent.RunEnded;
import org.aiperf.runs.LifecycleEvent.StopRequested;
import org.aiperf.runs.Recorded;

/**
 * An agent that is deployed and started as the real one, and whose master writes the events of a script instead of
 * training; asked to stop, it ends its run.
 */
public final class ScriptedAgent {
    private static final String SOURCE = """
            package org.aiperf.agent;

            import java.nio.charset.StandardCharsets;
            import java.nio.file.Files;
            import java.nio.file.Path;
            import java.nio.file.StandardOpenOption;
            import java.util.List;

            public final class AgentMain {
                private AgentMain() {}

                public static void main(String[] words) throws Exception {
                    Path run = Path.of(words[List.of(words).indexOf("--run") + 1]);
                    if (!words[0].equals("master")) {
                        return;
                    }
                    Path events = Files.createFile(run.resolve("events.ndjson"));
                    Files.writeString(run.resolve("master.json"), "{}");
                    List<String> lines = lines("events.ndjson");
                    for (int i = 0; i < lines.size(); i += 25) {
                        append(events, lines.subList(i, Math.min(lines.size(), i + 25)));
                        Thread.sleep(20);
                    }
                    while (Files.notExists(run.resolve("stop"))) {
                        Thread.sleep(50);
                    }
                    append(events, lines("end.ndjson"));
                }

                private static List<String> lines(String name) throws Exception {
                    try (var in = AgentMain.class.getResourceAsStream("/" + name)) {
                        return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
                    }
                }

                private static void append(Path file, List<String> lines) throws Exception {
                    Files.write(file, lines, StandardOpenOption.APPEND);
                }
            }
            """;

    private ScriptedAgent() {}

    /**
     * Builds it.
     *
     * @param events of the run until it is asked to stop
     */
    public static AgentBundles in(Path folder, List<Recorded> events) throws IOException {
        Path lib = Files.createDirectories(folder.resolve("lib"));
        Path classes = compiled(folder);
        Recorded last = events.getLast();
        List<Recorded> end = List.of(
                new Recorded(last.sequence() + 1, last.atMillis() + 100, new StopRequested("somebody asked")),
                new Recorded(last.sequence() + 2, last.atMillis() + 900, new RunEnded("somebody asked")));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (OutputStream out = Files.newOutputStream(lib.resolve("aiperf-agent-0.jar"));
                JarOutputStream jar = new JarOutputStream(out, manifest)) {
            entry(jar, "org/aiperf/agent/AgentMain.class", Files.readAllBytes(classes));
            entry(jar, "events.ndjson", lines(events));
            entry(jar, "end.ndjson", lines(end));
        }
        return AgentBundles.of(AgentBundle.in(lib));
    }

    private static void entry(JarOutputStream jar, String name, byte[] bytes) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(bytes);
        jar.closeEntry();
    }

    private static byte[] lines(List<Recorded> events) {
        StringBuilder text = new StringBuilder();
        events.forEach(event -> text.append(SearchRun.codec().encode(event)).append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Path compiled(Path folder) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Path out = Files.createDirectories(folder.resolve("classes"));
        StringWriter said = new StringWriter();
        JavaFileObject source =
                new SimpleJavaFileObject(
                        URI.create("string:///org/aiperf/agent/AgentMain.java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return SOURCE;
                    }
                };
        List<String> options = new ArrayList<>(List.of("-d", out.toString(), "-proc:none"));
        boolean isDone = compiler.getTask(said, null, null, options, null, List.of(source))
                .call();
        if (!isDone) {
            throw new IOException("the scripted agent does not compile: " + said);
        }
        return out.resolve("org/aiperf/agent/AgentMain.class");
    }
}
