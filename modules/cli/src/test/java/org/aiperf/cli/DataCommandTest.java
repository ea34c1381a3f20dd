package org.aiperf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DataCommandTest {
    @TempDir
    private Path folder;

    @Test
    void convertsAndChecksWhatItConverted() throws IOException {
        Path out = folder.resolve("out");

        Run converted = Run.json("data", "convert", "shapes#0-30", "--to", "tfrecord", "--out", out.toString());

        assertThat(converted.exit()).isEqualTo(ExitCode.DONE);
        assertThat(converted.lastLine().path("records").asInt()).isEqualTo(30);
        assertThat(converted.lastLine().path("skipped")).isEmpty();
        Run checked =
                Run.json("data", "check", converted.lastLine().path("spec").asText());
        assertThat(checked.exit()).isEqualTo(ExitCode.DONE);
        assertThat(checked.lastLine().path("records").asInt()).isEqualTo(30);
        assertThat(checked.lastLine().path("perClass")).hasSize(10);
        assertThat(checked.lastLine().path("width").asInt()).isEqualTo(32);
        Run inWords = Run.of("data", "check", "folder:" + pictures());
        assertThat(inWords.out())
                .startsWith("9 images that can be read, 0 corrupt records")
                .contains("10 classes");
    }

    @Test
    void corruptRecordsAreNamedAndAreBadInputAboveTheLimit() throws IOException {
        Path pictures = pictures();
        Path broken = Files.write(pictures.resolve("3").resolve("x.png"), new byte[5]);

        Run strict = Run.json("data", "check", "folder:" + pictures);
        Run lenient = Run.json("data", "check", "folder:" + pictures, "--most-corrupt", "0.1");
        Run refused = Run.of("data", "convert", "folder:" + pictures, "--to", "tfrecord", "--out", folder + "/out");

        assertThat(strict.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(lenient.exit()).isEqualTo(ExitCode.DONE);
        assertThat(strict.lastLine().path("records").asInt()).isEqualTo(9);
        assertThat(strict.lastLine().at("/skipped/0/file").asText()).isEqualTo(broken.toString());
        assertThat(strict.lastLine().at("/skipped/0/what").asText()).contains("no PNG");
        assertThat(strict.errors()).singleElement().asString().contains("x.png, record 0");
        assertThat(refused.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(refused.errors()).singleElement().asString().contains("1 of 10 records are corrupt");
    }

    @Test
    void everythingWrongWithAConversionIsSaidAtOnceAndNothingIsWritten() {
        Run run = Run.of(
                "data", "convert", "shape#0-3", "--to", "tfrecords", "--out", folder + "/out", "--most-corrupt", "-1");

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).hasSize(3);
        assertThat(run.err()).contains("did you mean 'tfrecord'?", "did you mean 'shapes'?", "--most-corrupt");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aFolderWithFilesInItIsNotWrittenTo() throws IOException {
        Files.writeString(folder.resolve("mine.txt"), "precious");

        Run run = Run.of("data", "convert", "shapes#0-3", "--to", "folder", "--out", folder.toString());

        assertThat(run.exit()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(run.errors()).singleElement().asString().contains("has files in it");
    }

    private Path pictures() throws IOException {
        Path out = folder.resolve("pictures");
        Run.json("data", "convert", "shapes#0-9", "--to", "folder", "--out", out.toString());
        return out;
    }
}
