package org.aiperf.reports;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FiguresTest {
    private final Figures english = new Figures(Texts.in(Language.ENGLISH));
    private final Figures chinese = new Figures(Texts.in(Language.CHINESE));

    private static String plain(String text) {
        return text.replace('\u00a0', ' ');
    }

    @Test
    void ratesHaveThreeDigitsAndAPrefix() {
        assertThat(rate(0)).isEqualTo("0 OPS");
        assertThat(rate(-0.0)).isEqualTo("0 OPS");
        assertThat(rate(0.12345)).isEqualTo("0.123 OPS");
        assertThat(rate(7)).isEqualTo("7 OPS");
        assertThat(rate(999.4)).isEqualTo("999 OPS");
        assertThat(rate(999.6)).isEqualTo("1.00 kOPS");
        assertThat(rate(12_345)).isEqualTo("12.3 kOPS");
        assertThat(rate(5.38e9)).isEqualTo("5.38 GOPS");
        assertThat(rate(999.96e9)).isEqualTo("1.00 TOPS");
        assertThat(rate(194.53e15)).isEqualTo("195 POPS");
        assertThat(rate(2e27)).isEqualTo("2000 YOPS");
        assertThat(rate(-1.5e6)).isEqualTo("-1.50 MOPS");
        assertThat(rate(Double.NaN)).isEqualTo("–");
        assertThat(rate(Double.POSITIVE_INFINITY)).isEqualTo("–");
    }

    private String rate(double value) {
        return plain(english.operationsPerSecond(value));
    }

    @Test
    void operationsAreNamedInTheLanguageOfTheReport() {
        assertThat(plain(english.operations(1.27e12))).isEqualTo("1.27 T operations");
        assertThat(plain(chinese.operations(1.27e12))).isEqualTo("1.27 T 次运算");
    }

    @Test
    void fractionsArePerCentWithMoreDigitsWhenSmall() {
        assertThat(plain(Figures.percent(0.728))).isEqualTo("72.8 %");
        assertThat(plain(Figures.percent(1))).isEqualTo("100.0 %");
        assertThat(plain(Figures.percent(0))).isEqualTo("0.0 %");
        assertThat(plain(Figures.percent(0.0005))).isEqualTo("0.050 %");
        assertThat(plain(Figures.percent(Double.NaN))).isEqualTo("–");
    }

    @Test
    void durationsUseTheTwoLargestUnits() {
        assertThat(plain(english.duration(0))).isEqualTo("0.0 s");
        assertThat(plain(english.duration(59.96))).isEqualTo("1 min 00 s");
        assertThat(plain(english.duration(185))).isEqualTo("3 min 05 s");
        assertThat(plain(english.duration(8_040))).isEqualTo("2 h 14 min");
        assertThat(plain(chinese.duration(8_040))).isEqualTo("2 小时 14 分");
        assertThat(plain(english.duration(-1))).isEqualTo("–");
    }

    @Test
    void countsAreGroupedAndMomentsAreUniversalTime() {
        assertThat(Figures.count(1_281_167)).isEqualTo("1,281,167");
        assertThat(Figures.time(1_764_000_000_000L)).isEqualTo("2025-11-24 16:00:00 UTC");
        assertThat(Figures.time(0)).isEqualTo("–");
    }
}
