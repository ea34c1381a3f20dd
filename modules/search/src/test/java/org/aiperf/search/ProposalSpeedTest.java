package org.aiperf.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ProposalSpeedTest {

    @Test
    void everyLengthIsMeasured() {
        List<ProposalSpeed.Cost> costs = ProposalSpeed.measure(List.of(60), 1);
        assertThat(costs).extracting(ProposalSpeed.Cost::results).containsExactly(60);
        assertThat(costs).allSatisfy(cost -> {
            assertThat(cost.proposalSeconds()).isPositive().isLessThanOrEqualTo(cost.slowestSeconds());
            assertThat(cost.secondsPerResult()).isPositive();
            assertThat(cost.liveMegabytes()).isPositive();
        });
    }

    @Test
    void theExponentIsTheSlopeOfTheLogarithms() {
        assertThat(ProposalSpeed.growthExponent(List.of(cost(250, 2), cost(500, 8), cost(1000, 32))))
                .isCloseTo(2, within(1e-12));
    }

    private static ProposalSpeed.Cost cost(int results, double seconds) {
        return new ProposalSpeed.Cost(results, 1, 1, seconds, 1);
    }
}
