package org.aiperf.app.theme;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.aiperf.app.model.Mark;
import org.aiperf.app.text.Language;
import org.junit.jupiter.api.Test;

class IconTest {
    private static final Path ICONS = Path.of("..", "icons");

    @Test
    void everyIconIsOnePathOnASquareGrid() throws IOException {
        try (Stream<Path> files = Files.list(ICONS)) {
            List<String> names = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".svg"))
                    .map(name -> name.substring(0, name.length() - 4))
                    .toList();
            assertThat(names)
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(Icon.read(name).path()).isNotEmpty());
        }
    }

    @Test
    void everyStateHasAShapeOfItsOwn() {
        List<String> shapes = Arrays.stream(Mark.values())
                .map(mark -> Icon.read("mark-" + mark.name().toLowerCase(Locale.ROOT))
                        .path())
                .toList();
        assertThat(shapes).doesNotHaveDuplicates();
    }

    @Test
    void theFirstInstalledFontOfTheListIsTaken() {
        List<String> installed = List.of("DejaVu Sans", "Noto Sans", "Noto Sans CJK SC");
        assertThat(FontChoice.family(Language.ENGLISH, installed)).isEqualTo("Noto Sans");
        assertThat(FontChoice.family(Language.CHINESE, installed)).isEqualTo("Noto Sans CJK SC");
        assertThat(FontChoice.family(Language.CHINESE, List.of("Courier"))).isEqualTo("System");
    }
}
