package org.aiperf.cli;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Three units, the second of which is interrupted while {@link #interruptions} are left. */
public final class CountingBenchmark implements Benchmark {
    static int interruptions;
    static int measured;

    @Override
    public String name() {
        return "counting";
    }

    @Override
    public String measures() {
        return "how often it measures";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table) throws IOException, InterruptedException {
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        for (int unit = 1; unit <= 3; unit++) {
            String key = "unit " + unit;
            if (table.find(key).isEmpty()) {
                if (unit == 2 && interruptions-- > 0) {
                    throw new InterruptedException();
                }
                table.keep(key, Map.of("at", ++measured));
            }
            Object at = Objects.requireNonNull(table.find(key).orElseThrow().get("at"));
            figures.put("u" + unit + ".measuredAt", ((Number) at).doubleValue());
        }
        figures.put("peer", null);
        return figures;
    }
}
