package org.aiperf.remote;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;

/**
 * Reads what the makers' tools print about their devices. A line that is not understood gives no device; a memory size
 * that is not understood gives 0.
 */
final class AcceleratorTools {
    private static final long MEBIBYTE = 1 << 20;
    private static final Pattern NVIDIA_LINE = Pattern.compile("(.+?),\\s*([^,]*)");
    private static final Pattern ASCEND_LINE = Pattern.compile("\\s*\\d+\\s+\\d+\\s+\\d+\\s+(Ascend.*?)\\s*");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15}(?:\\.\\d{1,6})?)\\s*(?:MiB)?");

    private AcceleratorTools() {}

    static List<Accelerator> accelerators(ProbeReport report) {
        List<Accelerator> found = new ArrayList<>();
        nvidia(report.first("nvidia"), found);
        ascend(report.first("ascend"), found);
        amd(report.first("amd"), found);
        intel(report.first("intel"), found);
        return found;
    }

    /** {@code nvidia-smi --query-gpu=name,memory.total --format=csv,noheader,nounits}: name, MiB. */
    private static void nvidia(String csv, List<Accelerator> found) {
        csv.lines().forEach(line -> {
            Matcher matcher = NVIDIA_LINE.matcher(line);
            if (matcher.matches()) {
                found.add(device(Kind.NVIDIA, matcher.group(1), amount(matcher.group(2), 1)));
            }
        });
    }

    /** {@code npu-smi info -m}: a table of NPU, chip, logic id, chip name; other chips have '-' as logic id. */
    private static void ascend(String table, List<Accelerator> found) {
        table.lines().forEach(line -> {
            Matcher matcher = ASCEND_LINE.matcher(line);
            if (matcher.matches()) {
                found.add(device(Kind.ASCEND, matcher.group(1), 0));
            }
        });
    }

    /** {@code rocm-smi --showproductname --showmeminfo vram --csv}: headed columns, memory in bytes. */
    private static void amd(String csv, List<Accelerator> found) {
        Table table = Table.parse(csv);
        for (List<String> row : table.rows()) {
            if (!row.getFirst().startsWith("card")) {
                continue;
            }
            String series = table.cell(row, "card series");
            String model = series.isEmpty() ? table.cell(row, "card model") : series;
            found.add(device(Kind.AMD, model, amount(table.cell(row, "vram total memory (b)"), MEBIBYTE)));
        }
    }

    /** {@code xpu-smi discovery --dump 2,16}: headed columns, memory as {@code 14248.00 MiB}. */
    private static void intel(String csv, List<Accelerator> found) {
        Table table = Table.parse(csv);
        for (List<String> row : table.rows()) {
            String model = table.cell(row, "device name");
            if (!model.isEmpty()) {
                found.add(device(Kind.INTEL, model, amount(table.cell(row, "memory physical size"), 1)));
            }
        }
    }

    /** By the first column, the column whose name ends so; empty if there is none. */
    static Map<String, String> columns(String csv, String ending) {
        Table table = Table.parse(csv);
        Map<String, String> values = new LinkedHashMap<>();
        table.columns().stream()
                .filter(column -> column.endsWith(ending))
                .findFirst()
                .ifPresent(column -> table.rows().forEach(row -> values.put(row.getFirst(), table.cell(row, column))));
        return values;
    }

    private static Accelerator device(Kind kind, String model, long mebibytes) {
        return new Accelerator(kind, OneLine.of(model), mebibytes, 1);
    }

    private static long amount(String text, long divisor) {
        Matcher matcher = AMOUNT.matcher(text.strip());
        return matcher.matches() ? new BigDecimal(matcher.group(1)).longValue() / divisor : 0;
    }

    /** Comma-separated values under a line of column names, in any letter case. */
    private record Table(List<String> columns, List<List<String>> rows) {
        static Table parse(String csv) {
            List<List<String>> lines = csv.lines()
                    .filter(line -> line.contains(","))
                    .map(Table::cells)
                    .toList();
            if (lines.isEmpty()) {
                return new Table(List.of(), List.of());
            }
            List<String> columns = lines.getFirst().stream()
                    .map(name -> name.toLowerCase(Locale.ROOT))
                    .toList();
            return new Table(columns, lines.subList(1, lines.size()));
        }

        String cell(List<String> row, String column) {
            int index = columns.indexOf(column);
            return index < 0 || index >= row.size() ? "" : row.get(index);
        }

        private static List<String> cells(String line) {
            List<String> cells = new ArrayList<>();
            StringBuilder cell = new StringBuilder();
            boolean quoted = false;
            for (int i = 0; i < line.length(); i++) {
                char c = line.charAt(i);
                if (c == '"') {
                    quoted = !quoted;
                } else if (c == ',' && !quoted) {
                    cells.add(cell.toString().strip());
                    cell.setLength(0);
                } else {
                    cell.append(c);
                }
            }
            cells.add(cell.toString().strip());
            return cells;
        }
    }
}
