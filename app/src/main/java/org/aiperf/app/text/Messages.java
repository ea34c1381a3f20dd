package org.aiperf.app.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringBinding;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;

/** The phrases in the language that is spoken now; it may change at any time, on the JavaFX thread. */
public final class Messages {
    private static final Map<Language, Properties> BUNDLES = new EnumMap<>(Language.class);

    static {
        for (Language language : Language.values()) {
            BUNDLES.put(language, load(language));
        }
    }

    private final ObjectProperty<Language> language;

    public Messages(Language language) {
        this.language = new SimpleObjectProperty<>(language);
    }

    public ObjectProperty<Language> languageProperty() {
        return language;
    }

    public Language language() {
        return language.get();
    }

    /** The phrase with {@code {0}}, {@code {1}} … replaced by the arguments. */
    public String text(Phrase phrase, Object... arguments) {
        String pattern = Objects.requireNonNull(BUNDLES.get(language.get())).getProperty(phrase.key());
        if (pattern == null) {
            throw new IllegalStateException("no text for " + phrase.key() + " in " + language.get());
        }
        return filled(pattern, arguments);
    }

    /** The phrase, following the language. */
    public StringBinding bind(Phrase phrase, Object... arguments) {
        return Bindings.createStringBinding(() -> text(phrase, arguments), language);
    }

    private static String filled(String pattern, Object[] arguments) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = pattern.indexOf('{'); open >= 0; open = pattern.indexOf('{', from)) {
            int close = pattern.indexOf('}', open);
            text.append(pattern, from, open);
            text.append(arguments[Integer.parseInt(pattern.substring(open + 1, close))]);
            from = close + 1;
        }
        return text.append(pattern, from, pattern.length()).toString();
    }

    private static Properties load(Language language) {
        Properties properties = new Properties();
        try (InputStream in = Messages.class.getResourceAsStream("phrases_" + language.code() + ".properties")) {
            if (in == null) {
                throw new IllegalStateException("no phrases for " + language);
            }
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
