package org.aiperf.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class TextsTest {
    private final Texts english = Texts.in(Language.ENGLISH);
    private final Texts chinese = Texts.in(Language.CHINESE);

    @Test
    void bothLanguagesHaveTheSameKeysAndTheSamePlaces() {
        assertThat(chinese.bundle().keySet())
                .isEqualTo(english.bundle().keySet())
                .hasSizeGreaterThan(80);
        for (String key : english.bundle().keySet()) {
            assertThat(places(chinese.get(key))).as(key).isEqualTo(places(english.get(key)));
            assertThat(chinese.get(key)).as(key).isNotBlank();
        }
    }

    @Test
    void everyKeyOfTheTemplateExists() throws IOException {
        Matcher keys = Pattern.compile("\\bt\\[\"([^\"]+)\"]").matcher(template());
        Set<String> used = new TreeSet<>();
        while (keys.find()) {
            used.add(keys.group(1));
        }
        assertThat(english.bundle().keySet()).containsAll(used);
        assertThat(used).hasSizeGreaterThan(30);
    }

    @Test
    void nothingButTheStyleSheetIsWrittenUnescaped() throws IOException {
        assertThat(template().split("raw", -1)).hasSize(2);
        assertThat(template()).contains("{{ style | raw }}").doesNotContain("autoescape");
    }

    @Test
    void whatIsFilledInIsNotFilledAgain() {
        assertThat(english.filled("chart.points", "{1}", "$0\\")).isEqualTo("{1} of $0\\ points");
    }

    @Test
    void controlCharactersBecomePictures() {
        assertThat(Texts.visible("a\0b\u001b[31m\r\nc\td\re\u007f")).isEqualTo("a␀b␛[31m\nc\td␍e␡");
    }

    private static Set<String> places(String text) {
        Matcher places = Pattern.compile("\\{[0-9]}").matcher(text);
        Set<String> found = new TreeSet<>();
        while (places.find()) {
            found.add(places.group());
        }
        return found;
    }

    private static String template() throws IOException {
        try (InputStream in = HtmlReport.class.getResourceAsStream("report.html")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
