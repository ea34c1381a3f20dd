package org.aiperf.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WholeFileTest {
    private static final byte[] CONTENT = "whole".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @Test
    void aFileIsMadeWithItsFoldersAndReplacesAnOlderOne() throws IOException {
        Path file = folder.resolve("a/b/report.html");
        WholeFile.write(file, "older and longer".getBytes(StandardCharsets.UTF_8));
        WholeFile.write(file, CONTENT);

        assertThat(file).hasBinaryContent(CONTENT);
        try (var files = Files.list(file.getParent())) {
            assertThat(files.toList()).containsExactly(file);
        }
    }

    @Test
    void aFolderThatCannotBeMadeIsOneLine() throws IOException {
        Path taken = Files.writeString(folder.resolve("taken"), "kept");

        assertThatThrownBy(() -> WholeFile.write(taken.resolve("below/report.html"), CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot be written")
                .hasMessageContaining("choose a folder")
                .hasMessageNotContaining("\n");
        assertThat(taken).hasContent("kept");
    }

    @Test
    void aFolderInPlaceOfTheFileIsOneLineAndNothingIsLeftBehind() throws IOException {
        Path file = Files.createDirectory(folder.resolve("report.html"));

        assertThatThrownBy(() -> WholeFile.write(file, CONTENT))
                .isInstanceOf(IOException.class)
                .hasMessage(file + ": cannot be written (is a folder); choose a folder that you may write to and that"
                        + " has room");
        try (var files = Files.list(folder)) {
            assertThat(files.toList()).containsExactly(file);
        }
    }
}
