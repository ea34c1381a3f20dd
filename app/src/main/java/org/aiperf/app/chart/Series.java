package org.aiperf.app.chart;

/**
 * How one curve of a chart looks; its colour comes from the style sheet, by {@code chart-NAME}.
 *
 * @param thickness of the line, in pixels
 * @param area from 0 (none) to 1: how strongly the area below is tinted
 */
public record Series(String name, Dash dash, double thickness, double area) {}
