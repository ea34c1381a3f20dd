package org.aiperf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.aiperf.architecture.Architecture;
import org.aiperf.architecture.NamedArchitectures;
import org.aiperf.architecture.Shape;
import org.aiperf.architecture.morphism.RandomMorphism;
import org.aiperf.runs.RunFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BufferTest {
    private final Architecture cnn =
            NamedArchitectures.named("cnn", Shape.image(32, 32, 3), 10).orElseThrow();

    @TempDir
    private Path folder;

    @Test
    void aCandidateIsClaimedOnceHoweverManyTry() throws Exception {
        Buffer buffer = new Buffer(new RunFolder(folder));
        int claimants = 8;
        try (ExecutorService threads = Executors.newFixedThreadPool(claimants)) {
            for (int number = 1; number <= 50; number++) {
                int candidate = number;
                buffer.put(new Candidate(candidate, SearchEvent.NO_PARENT, List.of(), cnn));
                CyclicBarrier start = new CyclicBarrier(claimants);
                List<Future<Optional<Candidate>>> claims = new ArrayList<>();
                for (int i = 0; i < claimants; i++) {
                    claims.add(threads.submit(() -> {
                        start.await();
                        return buffer.claim(candidate, 1);
                    }));
                }
                int winners = 0;
                for (Future<Optional<Candidate>> claim : claims) {
                    winners += claim.get().isPresent() ? 1 : 0;
                }
                assertThat(winners).as("candidate %d", candidate).isEqualTo(1);
            }
        }
    }

    @Test
    void whatWasPutInComesOutWithItsMorphisms() throws Exception {
        Buffer buffer = new Buffer(new RunFolder(folder));
        SplittableRandom random = new SplittableRandom(7);
        for (int number = 2; number <= 40; number++) {
            RandomMorphism grown = RandomMorphism.pick(cnn, random).orElseThrow();
            RandomMorphism again = RandomMorphism.pick(grown.child(), random).orElseThrow();
            Candidate candidate = new Candidate(number, 1, List.of(grown.morphism(), again.morphism()), again.child());
            buffer.put(candidate);

            assertThat(buffer.find(number)).contains(candidate);
            assertThat(buffer.claim(number, 1)).contains(candidate);
            assertThat(buffer.find(number)).as("after the claim").contains(candidate);
        }
    }

    @Test
    void aLaterAttemptTakesOverWhatAnEarlierOneClaimed() throws Exception {
        Buffer buffer = new Buffer(new RunFolder(folder));
        Candidate candidate = new Candidate(1, SearchEvent.NO_PARENT, List.of(), cnn);
        buffer.put(candidate);

        assertThat(buffer.claim(1, 1)).contains(candidate);
        assertThat(buffer.claim(1, 1)).isEmpty();
        assertThat(buffer.claim(1, 2)).contains(candidate);
        assertThat(buffer.claim(9, 2)).isEmpty();
    }

    @Test
    void nothingHalfWrittenIsLeftBehind() throws Exception {
        Buffer buffer = new Buffer(new RunFolder(folder));
        for (int number = 1; number <= 20; number++) {
            buffer.put(new Candidate(number, SearchEvent.NO_PARENT, List.of(), cnn));
        }
        try (Stream<Path> files = Files.list(folder.resolve("buffer"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .hasSize(20)
                    .allMatch(name -> name.matches("\\d+\\.json"));
        }
    }
}
