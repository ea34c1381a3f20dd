package org.aiperf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What holds of the text of the program itself. */
class SourcesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

    /** A folder that everybody may write to, unless a name that nobody can guess is made in it. */
    private static final Pattern SHARED_TEMPORARY = Pattern.compile("(?<![\\w.:$-])/(var/)?tmp\\b|java\\.io\\.tmpdir");

    /** The temporary folder of a host that has mounts of its own. */
    private static final String OWN_MOUNT = "mount -t tmpfs ";

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        List<Path> modules = new ArrayList<>(List.of(ROOT.resolve("app"), ROOT.resolve("installer")));
        try (Stream<Path> folders = Files.list(ROOT.resolve("modules"))) {
            folders.forEach(modules::add);
        }
        for (Path module : modules) {
            Path main = module.resolve("src/main");
            if (Files.isDirectory(main)) {
                try (Stream<Path> files = Files.walk(main)) {
                    files.filter(SourcesTest::isProgram).forEach(sources::add);
                }
            }
        }
        assertThat(sources).hasSizeGreaterThan(400);
        return sources;
    }

    private static boolean isProgram(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.endsWith(".java") || name.endsWith(".sh");
    }

    @Test
    void noFileIsTooLongToBeRead() throws IOException {
        for (Path file : sources()) {
            assertThat(Files.readAllLines(file))
                    .as("lines of %s, of which one room has at most 600", ROOT.relativize(file))
                    .hasSizeLessThanOrEqualTo(600);
        }
    }

    @Test
    void nothingHasANameInAFolderThatEverybodyMayWriteTo() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                String line = lines.get(i);
                if (SHARED_TEMPORARY.matcher(line).find() && !line.startsWith(OWN_MOUNT)) {
                    found.add(ROOT.relativize(file) + ":" + (i + 1) + ": " + line.strip());
                }
            }
        }
        assertThat(found)
                .as("others may have put a link there; make a folder with mktemp -d or Files.createTempDirectory")
                .isEmpty();
        assertThat(SHARED_TEMPORARY.matcher("cp x /tmp/aiperf").find()).isTrue();
        assertThat(SHARED_TEMPORARY
                        .matcher("mktemp -d \"${TMPDIR:-/tmp}/aiperf-XXXXXXXXXX\"")
                        .find())
                .isFalse();
    }
}
