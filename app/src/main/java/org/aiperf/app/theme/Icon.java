package org.aiperf.app.theme;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.scene.layout.Region;
import javafx.scene.shape.FillRule;
import javafx.scene.shape.SVGPath;

/** A picture from the folder {@code icons/}: one path on a square grid, coloured by the style sheet. */
public final class Icon extends Region {
    private static final Pattern FILE =
            Pattern.compile("<svg [^>]*viewBox=\"0 0 ([0-9]+) \\1\"><path d=\"([^\"]+)\"/></svg>\\s*");
    private static final Map<String, Drawing> DRAWINGS = new ConcurrentHashMap<>();

    private final SVGPath path = new SVGPath();

    record Drawing(double size, String path) {}

    /** @param name of the file, without its ending */
    public Icon(String name) {
        getStyleClass().add("icon");
        path.setFillRule(FillRule.EVEN_ODD);
        path.getStyleClass().add("icon-path");
        path.setManaged(false);
        getChildren().add(path);
        draw(name);
    }

    /** Shows another picture. */
    public void draw(String name) {
        Drawing drawing = DRAWINGS.computeIfAbsent(name, Icon::read);
        path.setContent(drawing.path());
        setMinSize(drawing.size(), drawing.size());
        setPrefSize(drawing.size(), drawing.size());
        setMaxSize(drawing.size(), drawing.size());
    }

    static Drawing read(String name) {
        try (InputStream in = Icon.class.getResourceAsStream("/org/aiperf/app/icons/" + name + ".svg")) {
            if (in == null) {
                throw new IllegalArgumentException("no icon " + name);
            }
            Matcher file = FILE.matcher(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            if (!file.matches()) {
                throw new IllegalArgumentException("icon " + name + " is not one path on a square grid");
            }
            return new Drawing(Double.parseDouble(file.group(1)), file.group(2));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
