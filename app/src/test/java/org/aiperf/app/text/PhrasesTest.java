package org.aiperf.app.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaFieldAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PhrasesTest {
    private static final Pattern PLACE = Pattern.compile("\\{[0-9]+}");

    private static List<String> lines(Language language) throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(
                        Messages.class.getResourceAsStream("phrases_" + language.code() + ".properties")),
                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank()).toList();
        }
    }

    private static Map<Language, Map<String, String>> texts() throws IOException {
        Map<Language, Map<String, String>> texts = new EnumMap<>(Language.class);
        for (Language language : Language.values()) {
            Map<String, String> ofLanguage = new TreeMap<>();
            for (String line : lines(language)) {
                String[] parts = line.split(" = ", 2);
                ofLanguage.put(parts[0], parts[1]);
            }
            texts.put(language, ofLanguage);
        }
        return texts;
    }

    @Test
    void everyLanguageHasEveryPhraseOnceAndNoOther() throws IOException {
        Set<String> wanted =
                Arrays.stream(Phrase.values()).map(Phrase::key).collect(Collectors.toCollection(TreeSet::new));
        for (Language language : Language.values()) {
            List<String> keys = lines(language).stream()
                    .map(line -> line.split(" = ", 2)[0])
                    .toList();
            assertThat(keys).as("keys in %s", language).doesNotHaveDuplicates();
            assertThat(new TreeSet<>(keys)).as("keys in %s", language).isEqualTo(wanted);
        }
    }

    @Test
    void translationsFillTheSamePlaces() throws IOException {
        Map<Language, Map<String, String>> texts = texts();
        for (Phrase phrase : Phrase.values()) {
            Set<Set<String>> places = texts.values().stream()
                    .map(ofLanguage -> places(String.valueOf(ofLanguage.get(phrase.key()))))
                    .collect(Collectors.toSet());
            assertThat(places).as(phrase.key()).hasSize(1);
        }
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    }

    @Test
    void everyPhraseIsSaidSomewhere() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("org.aiperf.app");
        Set<String> said = new TreeSet<>();
        for (JavaClass one : classes) {
            for (JavaFieldAccess access : one.getFieldAccessesFromSelf()) {
                if (access.getTargetOwner().isEquivalentTo(Phrase.class) && !one.isEquivalentTo(Phrase.class)) {
                    said.add(access.getTarget().getName());
                }
            }
        }
        List<String> unsaid = new ArrayList<>();
        for (Phrase phrase : Phrase.values()) {
            if (!said.contains(phrase.name())) {
                unsaid.add(phrase.name());
            }
        }
        assertThat(unsaid).as("phrases that nothing says").isEmpty();
    }
}
