package org.aiperf.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.benchmark.Buffer;
import org.aiperf.benchmark.Candidate;
import org.aiperf.benchmark.Proposals;
import org.aiperf.benchmark.SearchEvent;
import org.aiperf.benchmark.SearchEvent.CandidateProposed;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.benchmark.SearchRun;
import org.aiperf.problems.Problems;
import org.aiperf.runs.EventLog;
import org.aiperf.runs.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SearcherTest {
    private static final SearchPlan PLAN = SearchPlan.parse("plan.yaml", """
                    search:
                      strategy: random
                      morphisms: [wider]
                    data:
                      train: shapes#0-256
                      test: shapes#1000-1200
                    """, new Problems());
    private static final int MOST = 100;

    @TempDir
    private Path home;

    private RunFolder begun(String name) throws IOException {
        RunFolder folder = new RunFolder(Files.createDirectory(home.resolve(name)));
        Candidate first = new Candidate(
                1,
                SearchEvent.NO_PARENT,
                List.of(),
                NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow());
        new Buffer(folder).put(first);
        log(folder, Proposals.event(first, "master", 0, null));
        return folder;
    }

    private static void log(RunFolder folder, SearchEvent event) throws IOException {
        try (EventLog log = EventLog.open(folder.events(), SearchRun.codec())) {
            log.append(List.of(event), 1);
        }
    }

    /** The networks that are found while the log takes each, until there is none that is not known. */
    private static Set<String> found(RunFolder folder, int firstNumber) throws IOException {
        Searcher searcher = new Searcher(PLAN, folder, "test");
        Set<String> digests = new TreeSet<>();
        for (int number = firstNumber; number < MOST; number++) {
            SearchEvent event = searcher.seek(number);
            if (!(event instanceof CandidateProposed proposed)) {
                return digests;
            }
            assertThat(digests.add(proposed.digest())).as("found once").isTrue();
            log(folder, event);
        }
        throw new AssertionError("the space is too large for this test");
    }

    @Test
    void aNetworkThatItsFinderNeverGotIntoTheLogIsFoundAgain() throws Exception {
        Set<String> all = found(begun("undisturbed"), 2);
        assertThat(all).hasSizeGreaterThan(1);

        RunFolder folder = begun("disturbed");
        SearchEvent lost = new Searcher(PLAN, folder, "dies").seek(2);
        assertThat(lost).isInstanceOf(CandidateProposed.class);
        assertThat(new Buffer(folder).find(2)).isPresent();

        assertThat(found(folder, 3)).isEqualTo(all);
    }

    @Test
    void whatOthersFoundIsKnownAsSoonAsItsLineIsWhole() throws Exception {
        RunFolder folder = begun("shared");
        ProposedCandidates candidates = new ProposedCandidates(folder);
        assertThat(candidates.news()).containsExactly(1);
        SearchEvent event = new Searcher(PLAN, folder, "other").seek(2);
        Path elsewhere = home.resolve("line");
        try (EventLog log = EventLog.open(elsewhere, SearchRun.codec())) {
            log.append(List.of(event), 1);
        }
        byte[] line = Files.readAllBytes(elsewhere);
        byte[] before = Files.readAllBytes(folder.events());
        for (int cut = 0; cut < line.length; cut += 7) {
            Files.write(folder.events(), before);
            Files.write(folder.events(), Arrays.copyOf(line, cut), StandardOpenOption.APPEND);
            assertThat(candidates.news()).as("cut at %d", cut).isEmpty();
        }
        Files.write(folder.events(), before);
        Files.writeString(folder.events(), new String(line, StandardCharsets.UTF_8), StandardOpenOption.APPEND);
        assertThat(candidates.news()).containsExactly(2);
        assertThat(candidates.news()).isEmpty();
    }
}
