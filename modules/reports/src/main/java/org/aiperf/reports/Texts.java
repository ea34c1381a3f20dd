package org.aiperf.reports;

import java.util.Locale;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of a report in one language. */
record Texts(ResourceBundle bundle) {
    private static final Pattern PLACE = Pattern.compile("\\{([0-9])}");

    static Texts in(Language language) {
        ResourceBundle.Control exact =
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES);
        return new Texts(
                ResourceBundle.getBundle("org.aiperf.reports.texts", Locale.forLanguageTag(language.tag()), exact));
    }

    String get(String key) {
        return bundle.getString(key);
    }

    /** Every text by its key, for the template. */
    Map<String, String> all() {
        return bundle.keySet().stream().collect(Collectors.toMap(key -> key, bundle::getString));
    }

    /** The text with {@code {0}}, {@code {1}}, … filled in. */
    String filled(String key, String... values) {
        return PLACE.matcher(get(key))
                .replaceAll(place -> Matcher.quoteReplacement(values[Integer.parseInt(place.group(1))]));
    }

    /**
     * Somebody else's text as a page can hold it: line ends of one kind, and control characters as their pictures, since
     * HTML has no way to write them.
     */
    static String visible(String text) {
        StringBuilder visible = new StringBuilder(text.length());
        text.replace("\r\n", "\n").chars().forEach(c -> {
            boolean isControl = c < 0x20 && c != '\n' && c != '\t';
            visible.append((char) (isControl ? 0x2400 + c : c == 0x7f ? 0x2421 : c));
        });
        return visible.toString();
    }
}
