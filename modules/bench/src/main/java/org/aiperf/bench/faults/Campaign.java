package org.aiperf.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.aiperf.bench.Scratch;
import org.aiperf.cli.BenchmarkTable;
import org.aiperf.problems.InvalidInputException;

/**
 * All fault points on one cluster, seed by seed: every point has had its first seed before any has its second. A run that
 * was judged is kept, whatever came of it; one that could not be judged is not, and is played again next time.
 */
final class Campaign {
    private static final String REFERENCE = "without a fault";

    private final FaultCluster cluster;
    private final BenchmarkTable table;
    private final Path stage;
    private final Path scratch;

    /** @param scratch an existing folder */
    Campaign(FaultCluster cluster, BenchmarkTable table, Path stage, Path scratch) {
        this.cluster = cluster;
        this.table = table;
        this.stage = stage;
        this.scratch = scratch;
    }

    static String unit(String cluster, String point, int seed) {
        return cluster + ": " + point + ", seed " + seed;
    }

    /** Whether there is nothing left to play. */
    static boolean isComplete(BenchmarkTable table, String cluster, List<FaultPoint> points, int seeds) {
        return points.stream().allMatch(point -> {
            for (int seed = 1; seed <= seeds; seed++) {
                if (table.find(unit(cluster, point.name(), seed)).isEmpty()) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Plays what is missing. */
    void play(List<FaultPoint> points, int seeds) throws IOException, InterruptedException, InvalidInputException {
        Set<String> expected = reference();
        for (int seed = 1; seed <= seeds; seed++) {
            for (FaultPoint point : points) {
                String unit = unit(cluster.name(), point.name(), seed);
                if (table.find(unit).isEmpty()) {
                    play(unit, point, seed, expected);
                }
            }
        }
    }

    /** The networks that a run without faults trains. */
    private Set<String> reference() throws IOException, InterruptedException, InvalidInputException {
        String unit = cluster.name() + ": " + REFERENCE;
        if (table.find(unit).isEmpty()) {
            play(unit, new FaultPoint(REFERENCE, FaultRun::start), 1, Set.of());
        }
        Map<String, Object> kept = table.find(unit)
                .orElseThrow(() -> new IOException("a run without faults could not be judged on " + cluster.name()));
        Set<String> networks = new TreeSet<>();
        ((Iterable<?>) kept.getOrDefault("networks", List.of())).forEach(digest -> networks.add(digest.toString()));
        if (networks.size() != TinyPlan.TRIALS || !Integer.valueOf(0).equals(kept.get("doubled"))) {
            throw new IOException("a run without faults trained " + networks.size() + " networks on " + cluster.name()
                    + " and should have trained " + TinyPlan.TRIALS);
        }
        return networks;
    }

    private void play(String unit, FaultPoint point, int seed, Set<String> expected)
            throws IOException, InterruptedException, InvalidInputException {
        cluster.mend();
        Path home = Files.createDirectory(scratch.resolve("user" + System.nanoTime()));
        try (FaultRun run = new FaultRun(cluster, stage, home, seed)) {
            point.play().on(run);
            FaultRun.End end = run.finish();
            table.keep(unit, judged(run, end, expected));
            table.say(line(unit));
        } catch (IOException e) {
            table.say(unit + ": not judged: " + e.getMessage());
        } finally {
            Scratch.delete(home);
        }
    }

    private Map<String, Object> judged(FaultRun run, FaultRun.End end, Set<String> expected)
            throws IOException, InterruptedException {
        Judgement judgement = Judgement.of(run.events(), expected);
        List<String> complaints = new ArrayList<>(judgement.complaints());
        end.complaint().ifPresent(complaints::add);
        int doubled = judgement.doubled();
        JsonNode told = run.client().json().path("trials");
        if (told.asInt(-1) != judgement.trials().size()) {
            doubled++;
            complaints.add("the client counts " + told + " trials");
        }
        Map<String, Object> measured = new LinkedHashMap<>();
        measured.put("trials", new TreeSet<>(judgement.trials()));
        measured.put("lost", judgement.lost());
        measured.put("doubled", doubled);
        measured.put("failedCommands", end.failedCommands());
        measured.put("seconds", rounded(run.seconds()));
        if (run.faultMillis() > 0) {
            measured.put("recoverySeconds", rounded(run.recoverySeconds()));
        }
        measured.put("networks", new TreeSet<>(judgement.networks()));
        measured.put("complaints", complaints);
        return measured;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 100) / 100.0;
    }

    private String line(String unit) {
        Map<String, Object> kept = table.find(unit).orElseThrow();
        return String.format(
                Locale.ROOT,
                "%s: lost %s, doubled %s, %s s%s",
                unit,
                kept.get("lost"),
                kept.get("doubled"),
                kept.get("seconds"),
                kept.get("complaints") instanceof List<?> complaints && !complaints.isEmpty()
                        ? "; " + complaints.getFirst()
                        : "");
    }
}
