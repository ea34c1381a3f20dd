package org.aiperf.app.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class TrialFilterTest {
    private static final TrialRow ROW = new TrialRow(
            58, 41, "wider stage 3", "gpu01", 60, 60, 0.728, 8_970_000_000L, 25_700_000, 1.86e15, Mark.DONE, 1, "");
    private static final TrialRow WAITING = new TrialRow(
            61,
            41,
            "skip 14 → 31",
            null,
            0,
            0,
            Double.NaN,
            8_120_000_000L,
            25_600_000,
            Double.NaN,
            Mark.WAITING,
            0,
            "");

    private static boolean lets(String filter, TrialRow row) {
        Predicate<TrialRow> test = TrialFilter.parse(filter, mark -> mark == Mark.DONE ? "done" : "waiting");
        return test.test(row);
    }

    @Test
    void wordsAreSoughtInEveryText() {
        assertThat(lets("wider", ROW)).isTrue();
        assertThat(lets("GPU01 done", ROW)).isTrue();
        assertThat(lets("gpu02", ROW)).isFalse();
        assertThat(lets("58", ROW)).isTrue();
        assertThat(lets("5", ROW)).isFalse();
        assertThat(lets("waiting", WAITING)).isTrue();
        assertThat(lets("", ROW)).isTrue();
    }

    @Test
    void comparisonsTakePrefixesAndBlanks() {
        assertThat(lets("accuracy > 0.65", ROW)).isTrue();
        assertThat(lets("accuracy>72.9%", ROW)).isFalse();
        assertThat(lets("parameters<26M rate>=1.8P ops>8G", ROW)).isTrue();
        assertThat(lets("from=41 epochs=60", ROW)).isTrue();
        assertThat(lets("trial<58", ROW)).isFalse();
    }

    @Test
    void whatHasNoValueYetMeetsNoComparison() {
        assertThat(lets("accuracy>0", WAITING)).isFalse();
        assertThat(lets("accuracy<1", WAITING)).isFalse();
        assertThat(lets("nonsense>1", ROW)).isFalse();
    }
}
