package org.aiperf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.aiperf.runs.LifecycleEvent.Outcome;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What holds of runs in which things go wrong. Each run follows from a seed, and the {@link Ledger} checks its invariants
 * after every event. A build tries a few seeds of each property; {@code -Daiperf.simulator.seeds=200} tries more, and
 * {@code -Daiperf.simulator.firstSeed=N} begins where one failed.
 */
final class FaultPropertiesTest {
    private static final int SEEDS = Integer.getInteger("aiperf.simulator.seeds", 3);
    private static final int EPOCHS = 3;
    private static final long FIRST = Long.getLong("aiperf.simulator.firstSeed", 1);

    /** What faults have to show in some of the runs; otherwise they were none. */
    private enum Bite {
        /** Nothing may be seen of them. */
        NONE,
        /** Workers lose their trials. */
        LOSES,
        /** Workers say what changes nothing any more. */
        IS_REFUSED,
        /** Epochs are missing from trials that ended well. */
        MISSES
    }

    /** Goes through the seeds and says which one it was that failed. */
    private static DynamicTest property(String name, Bite bite, LongFunction<Watched> holds) {
        return DynamicTest.dynamicTest(name + " (" + SEEDS + " seeds)", () -> {
            long lost = 0;
            long refused = 0;
            long missing = 0;
            for (long seed : LongStream.range(FIRST, FIRST + SEEDS).toArray()) {
                try {
                    Watched run = holds.apply(seed);
                    lost += run.result().lostAttempts();
                    refused += run.result().refused();
                    missing += run.run().search().finished().stream()
                            .filter(trial -> trial.epochs().size() < EPOCHS)
                            .count();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
                }
            }
            switch (bite) {
                case NONE -> assertThat(lost + refused + missing).isZero();
                case LOSES -> assertThat(lost).isPositive();
                case IS_REFUSED -> assertThat(refused).isPositive();
                case MISSES -> assertThat(missing).isPositive();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whateverGoesWrongTheMasterKeepsTheRunAsItShould() {
        return Stream.of(
                property("nothing is lost, refused or given up where nothing goes wrong", Bite.NONE, seed -> {
                    Watched run = Watched.run(seed, "");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    assertThat(run.result().efficiency()).isGreaterThan(0.85);
                    assertThat(run.run().search().finished())
                            .allMatch(trial -> trial.epochs().size() == EPOCHS && trial.attempt() == 1);
                    return run;
                }),
                property("nodes may lose their power and come back", Bite.LOSES, seed -> {
                    Watched run = Watched.run(seed, "loss:nodes=50%,every=100s,for=25s");
                    run.cameToItsEnd();
                    assertThat(run.run().search().finished())
                            .allMatch(trial -> trial.epochs().size() == EPOCHS);
                    return run;
                }),
                property("workers may be killed", Bite.LOSES, seed -> {
                    Watched run = Watched.run(seed, "crash:nodes=50%,every=60s");
                    run.cameToItsEnd();
                    assertThat(run.result().lostAttempts()).isPositive();
                    return run;
                }),
                property("a slow node loses nothing", Bite.NONE, seed -> {
                    Watched run = Watched.run(seed, "slow:nodes=30%,factor=8");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("a part of the network may be cut off", Bite.LOSES, seed -> {
                    Watched run = Watched.run(seed, "partition:nodes=40%,every=90s,for=30s");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("messages may vanish", Bite.MISSES, seed -> {
                    Watched run = Watched.run(seed, "drop:share=0.02");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("messages may come late", Bite.NONE, seed -> {
                    Watched run = Watched.run(seed, "delay:share=0.1,by=10s");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("messages may come twice", Bite.IS_REFUSED, seed -> {
                    Watched run = Watched.run(seed, "duplicate:share=0.3,by=20s");
                    run.cameToItsEnd();
                    assertThat(run.result().lostAttempts()).isZero();
                    assertThat(run.run().search().finished())
                            .allMatch(trial -> trial.epochs().size() == EPOCHS);
                    return run;
                }),
                property("messages may overtake each other", Bite.IS_REFUSED, seed -> {
                    Watched run = Watched.run(seed, "reorder:share=0.1,by=5s");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("who stands still for 10 s is neither lost nor failed", Bite.NONE, seed -> {
                    Watched run = Watched.run(
                            seed, "pause:nodes=100%,every=40s,for=10s;pause:nodes=master,every=80s,for=10s");
                    run.cameToItsEnd();
                    assertThat(run.result().lostAttempts()).isZero();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("who stands still for 30 s is lost, and nothing fails of it", Bite.LOSES, seed -> {
                    Watched run = Watched.run(
                            seed, "pause:nodes=100%,every=100s,for=30s;pause:nodes=master,every=3m,for=30s");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    assertThat(run.count(Outcome.LOST)).isZero();
                    return run;
                }),
                property("setting the wall clock changes nothing", Bite.NONE, seed -> {
                    Watched still = Watched.run(seed, "");
                    Watched jumping = Watched.run(seed, "jump:by=-1h,every=50s;jump:by=1h,every=70s");
                    jumping.cameToItsEnd();
                    assertThat(jumping.log()).isEqualTo(still.log());
                    return jumping;
                }),
                property("the master may be killed and started again, whatever its clock says", Bite.LOSES, seed -> {
                    Watched run = Watched.run(
                            seed, "crash:nodes=master,every=2m,for=10s;jump:by=-1h,every=2m;jump:by=1h,every=3m");
                    run.cameToItsEnd();
                    assertThat(run.count(Outcome.FAILED)).isZero();
                    return run;
                }),
                property("everything may go wrong at once", Bite.IS_REFUSED, seed -> {
                    Watched run = Watched.run(
                            seed,
                            "loss:nodes=20%,every=3m,for=20s;crash:nodes=20%,every=3m;partition:nodes=30%,every=2m,for=25s;"
                                    + "slow:nodes=20%,factor=3;pause:nodes=50%,every=3m,for=30s;jump:by=1h,every=2m;"
                                    + "drop:share=0.005;duplicate:share=0.05;reorder:share=0.02;delay:share=0.02;"
                                    + "crash:nodes=master,at=150s,for=5s;pause:nodes=master,at=250s");
                    assertThat(run.run().run().isOver()).isTrue();
                    return run;
                }),
                property("the same seed gives the same run", Bite.IS_REFUSED, seed -> {
                    String faults = "loss:nodes=30%,every=2m,for=20s;reorder:share=0.05;duplicate:share=0.05";
                    Watched once = Watched.run(seed, faults);
                    Watched again = Watched.run(seed, faults);
                    assertThat(again.log()).isEqualTo(once.log());
                    assertThat(again.result()).isEqualTo(once.result());
                    return again;
                }));
    }
}
