package org.aiperf.app.live;

import java.util.List;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.aiperf.app.chart.CurveChart;
import org.aiperf.app.chart.Dash;
import org.aiperf.app.chart.Series;
import org.aiperf.app.model.LiveModel;
import org.aiperf.app.text.Messages;
import org.aiperf.app.text.Phrase;
import org.aiperf.app.text.Units;
import org.aiperf.app.watch.RunCurves;

/** The curves of the run: rates above, the error below, over the same time. */
final class CurvesPane extends VBox {
    private static final double LABELS = 104;

    private final LiveModel model;
    private final CurveChart rates = new CurveChart(
            List.of(
                    new Series("executed", Dash.SOLID, 1, 0.10),
                    new Series("regulated", Dash.DASHED, 2, 0),
                    new Series("score", Dash.SOLID, 2, 0)),
            Units::roundRate,
            Units::rate,
            Units::clock,
            0,
            LABELS);
    private final CurveChart error = new CurveChart(
            List.of(new Series("error", Dash.SOLID, 2, 0)),
            Units::wholePercent,
            Units::percent,
            Units::clock,
            1,
            LABELS);

    CurvesPane(LiveModel model) {
        this.model = model;
        getStyleClass().add("curves");
        rates.setId("rates-chart");
        error.setId("error-chart");
        getChildren().addAll(rates, error);
        VBox.setVgrow(rates, Priority.ALWAYS);
        error.setMinHeight(110);
        error.setPrefHeight(150);
        model.curvesProperty().addListener((_, _, next) -> show(next));
        model.messages().languageProperty().addListener((_, _, _) -> label());
        show(model.curvesProperty().get());
    }

    private void show(RunCurves curves) {
        rates.show(List.of(curves.executed(), curves.regulated(), curves.score()), curves.endSeconds());
        error.show(List.of(curves.error()), curves.endSeconds());
        label();
    }

    private void label() {
        Messages messages = model.messages();
        rates.setTexts(
                messages.text(Phrase.CHART_RATES),
                model.points(rates.points()),
                List.of(
                        messages.text(Phrase.SERIES_EXECUTED),
                        messages.text(Phrase.SERIES_REGULATED),
                        messages.text(Phrase.SERIES_SCORE)));
        error.setTexts(
                messages.text(Phrase.CHART_ERROR),
                model.points(error.points()),
                List.of(messages.text(Phrase.SERIES_ERROR)));
    }
}
