package org.aiperf.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.cli.Benchmark;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.search.ProposalSpeed;
import org.jspecify.annotations.Nullable;

/** What one proposal costs at a history of a thousand networks of ResNet-50's size, on one core. */
public final class SearchBenchmark implements Benchmark {
    private static final List<Integer> LENGTHS = List.of(125, 250, 500, 1_000);
    private static final long SEED = 1;

    @Override
    public String name() {
        return "search";
    }

    @Override
    public String measures() {
        return "one proposal of the Bayesian search at a history of 1,000 networks of ResNet-50's size";
    }

    @Override
    public Map<String, @Nullable Double> run(BenchmarkTable table) {
        List<ProposalSpeed.Cost> costs = ProposalSpeed.measure(LENGTHS, SEED);
        for (ProposalSpeed.Cost cost : costs) {
            table.say(String.format(
                    Locale.ROOT,
                    "%5d results: a proposal %.3f s (slowest %.3f s), one more result %.4f s, %.0f MB live",
                    cost.results(),
                    cost.proposalSeconds(),
                    cost.slowestSeconds(),
                    cost.secondsPerResult(),
                    cost.liveMegabytes()));
        }
        ProposalSpeed.Cost last = costs.getLast();
        Map<String, @Nullable Double> figures = new LinkedHashMap<>();
        figures.put("proposalSecondsAt1000", last.proposalSeconds());
        figures.put("megabytesAt1000", last.liveMegabytes());
        figures.put("growthExponent", ProposalSpeed.growthExponent(costs));
        return figures;
    }
}
