package org.aiperf.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnitsTest {

    @Test
    void quantitiesHaveThreeDigitsAPrefixAndTheirUnit() {
        assertThat(Units.rate(5.38e9)).isEqualTo("5.38 GOPS");
        assertThat(Units.rate(53.84e15)).isEqualTo("53.8 POPS");
        assertThat(Units.rate(0)).isEqualTo("0 OPS");
        assertThat(Units.rate(999_600)).isEqualTo("1.00 MOPS");
        assertThat(Units.rate(2e21)).isEqualTo("2000 EOPS");
        assertThat(Units.operations(8.97e9)).isEqualTo("8.97 GOP");
        assertThat(Units.brief(25_636_712)).isEqualTo("25.6 M");
        assertThat(Units.brief(640)).isEqualTo("640");
        assertThat(Units.count(1_284)).isEqualTo("1,284");
        assertThat(Units.percent(0.272)).isEqualTo("27.2 %");
        assertThat(Units.wholePercent(0.994)).isEqualTo("99 %");
    }

    @Test
    void ticksOfAnAxisHaveNoUselessZeros() {
        assertThat(Units.roundRate(80e12)).isEqualTo("80 TOPS");
        assertThat(Units.roundRate(2.5e9)).isEqualTo("2.5 GOPS");
        assertThat(Units.roundRate(100e12)).isEqualTo("100 TOPS");
        assertThat(Units.roundRate(0)).isEqualTo("0 OPS");
    }

    @Test
    void timesReadLikeAClock() {
        assertThat(Units.clock(134.9)).isEqualTo("2:14");
        assertThat(Units.clock(3_734)).isEqualTo("1:02:14");
        assertThat(Units.clock(0)).isEqualTo("0:00");
    }
}
