package org.aiperf.benchmark.keeping;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FruitlessSearchesTest {
    private final FruitlessSearches searches = new FruitlessSearches();

    @Test
    void whoFoundNothingRestsTwiceAsLongEachTimeButNeverLongerThanAMinuteOrSo() {
        long now = 0;
        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 64}) {
            searches.add("a", now);
            assertThat(searches.resting(now + seconds * 1000L - 1)).containsExactly("a");
            now += seconds * 1000L;
            assertThat(searches.resting(now)).isEmpty();
        }
    }

    @Test
    void aFinishedTrialLetsEverybodySearchAgain() {
        searches.add("a", 0);
        searches.add("b", 0);
        searches.forgive();
        assertThat(searches.resting(1)).isEmpty();

        searches.add("a", 10);
        assertThat(searches.resting(1_009)).containsExactly("a");
        assertThat(searches.resting(1_010)).isEmpty();
    }
}
