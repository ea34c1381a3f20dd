package org.aiperf.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The finished units of a benchmark, one JSON line each, so that an interrupted one goes on and a finished one is printed
 * in seconds. Each line names the version and the machine that it was measured on.
 */
public final class BenchmarkTable {
    private static final TypeReference<LinkedHashMap<String, Object>> LINE = new TypeReference<>() {};

    private final Path file;
    private final Path home;
    private final Consumer<String> progress;
    private final ObjectMapper mapper = new ObjectMapper();
    private final Map<String, Map<String, Object>> units = new LinkedHashMap<>();

    private BenchmarkTable(Path file, Path home, Consumer<String> progress) {
        this.file = file;
        this.home = home;
        this.progress = progress;
    }

    /**
     * Opens the table of a benchmark. A last line that was cut short is measured again.
     *
     * @param home the checkout; the table is {@code docs/benchmarks/NAME.ndjson} in it
     * @param fresh whether to forget what was measured before
     */
    public static BenchmarkTable open(Path home, String name, boolean fresh, Consumer<String> progress)
            throws IOException {
        BenchmarkTable table =
                new BenchmarkTable(home.resolve("docs/benchmarks").resolve(name + ".ndjson"), home, progress);
        if (fresh) {
            Files.deleteIfExists(table.file);
        } else if (Files.exists(table.file)) {
            List<String> lines = Files.readAllLines(table.file);
            List<String> whole = lines.stream().filter(table::read).toList();
            if (whole.size() < lines.size()) {
                Path without = table.file.resolveSibling(name + ".ndjson.part");
                Files.write(without, whole);
                Files.move(without, table.file, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return table;
    }

    /** Whether it is a whole line. */
    private boolean read(String line) {
        try {
            Map<String, Object> unit = mapper.readValue(line, LINE);
            if (unit.get("unit") instanceof String key) {
                units.put(key, unit);
            }
            return true;
        } catch (JsonProcessingException e) {
            say("a line of " + file + " cannot be read and is measured again");
            return false;
        }
    }

    /** The checkout that the benchmark runs in. */
    public Path home() {
        return home;
    }

    /** A line for the person who waits. */
    public void say(String line) {
        progress.accept(line);
    }

    /** What a finished unit measured. */
    public Optional<Map<String, Object>> find(String unit) {
        return Optional.ofNullable(units.get(unit));
    }

    /** Keeps a finished unit, with the version and the machine. */
    public void keep(String unit, Map<String, ?> measured) throws IOException {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("unit", unit);
        line.putAll(measured);
        line.put("version", Cli.VERSION);
        line.put(
                "machine",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", "
                        + Runtime.getRuntime().availableProcessors() + " CPUs, Java " + Runtime.version());
        Files.createDirectories(file.getParent());
        Files.writeString(
                file, mapper.writeValueAsString(line) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        units.put(unit, line);
    }
}
