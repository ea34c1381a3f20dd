package org.aiperf.reports;

import java.util.List;
import org.aiperf.benchmark.ScoreSample;

/** The score at one moment as a row of text. */
record SampleRow(
        String time, String score, String regulatedScore, String error, boolean errorIsFloor, String correctedScore) {
    private static final int MOST = 40;

    static Rows<SampleRow> of(List<ScoreSample> samples, Figures figures) {
        List<SampleRow> rows =
                samples.stream().map(sample -> of(sample, figures)).toList();
        return Rows.spaced(rows, MOST);
    }

    private static SampleRow of(ScoreSample sample, Figures figures) {
        return new SampleRow(
                figures.duration(sample.seconds()),
                figures.operationsPerSecond(sample.score()),
                figures.operationsPerSecond(sample.regulatedScore()),
                Figures.percent(sample.error()),
                sample.errorIsFloor(),
                figures.operationsPerSecond(sample.correctedScore()));
    }
}
