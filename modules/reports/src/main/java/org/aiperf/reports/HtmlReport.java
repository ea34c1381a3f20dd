package org.aiperf.reports;

import io.pebbletemplates.pebble.PebbleEngine;
import io.pebbletemplates.pebble.loader.ClasspathLoader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.aiperf.runs.WholeFile;

/**
 * A report as one HTML file that needs nothing else. It holds no script, and its content security policy forbids
 * everything but the one style sheet in it, which is named by its hash.
 */
public final class HtmlReport {
    private static final PebbleEngine ENGINE = engine();

    private HtmlReport() {}

    private static PebbleEngine engine() {
        ClasspathLoader loader = new ClasspathLoader(HtmlReport.class.getClassLoader());
        loader.setPrefix("org/aiperf/reports");
        loader.setCharset("UTF-8");
        return new PebbleEngine.Builder()
                .loader(loader)
                .autoEscaping(true)
                .strictVariables(true)
                .build();
    }

    /**
     * Writes the report, making its folder if there is none; an existing file is replaced as a whole.
     *
     * @throws IOException with one line for people; nothing half-written is left then
     */
    public static void write(ReportInput input, Path file) throws IOException {
        WholeFile.write(file, html(input).getBytes(StandardCharsets.UTF_8));
    }

    static String html(ReportInput input) throws IOException {
        String style = resource("report.css");
        Map<String, Object> variables = new Page(input).variables();
        variables.put("style", style);
        variables.put("styleHash", hash(style));
        StringWriter page = new StringWriter();
        ENGINE.getTemplate("report.html").evaluate(page, variables);
        return page.toString();
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not in this build");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }
}
