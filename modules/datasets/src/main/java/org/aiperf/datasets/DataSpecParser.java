package org.aiperf.datasets;

import java.io.File;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** Reads the name of a data set: {@code word}, {@code word:place}, perhaps {@code ?key=value}, perhaps {@code #from-to}. */
final class DataSpecParser {
    private static final List<String> READ = List.of("shapes", "idx", "cifar10", "folder", "tfrecord");
    private static final List<String> NOT_IMAGES = List.of("clicks", "criteo", "slots");
    private static final String FORMS =
            "use shapes, idx:DIR/PREFIX, cifar10:DIR/train, cifar10:DIR/test, folder:DIR or tfrecord:GLOB";

    private static final int LARGEST_SIDE = 4096;
    private static final int MOST_CLASSES = 1_000_000;

    private DataSpecParser() {}

    static Optional<DataSpec> parse(String text, Problems problems) {
        int hash = text.lastIndexOf('#');
        String name = hash < 0 ? text : text.substring(0, hash);
        Optional<ImageRange> range = Optional.empty();
        if (hash >= 0) {
            range = ImageRange.parse(text.substring(hash + 1));
            if (range.isEmpty()) {
                problems.add(Problem.of(
                        text,
                        "'" + text.substring(hash) + "' is not a range of images",
                        "write #FROM-TO with FROM below TO, as in #0-7000"));
                return Optional.empty();
            }
        }
        int colon = name.indexOf(':');
        String word = colon < 0 ? name : name.substring(0, colon);
        String place = colon < 0 ? "" : name.substring(colon + 1);
        return ofKind(word, text, place, range, problems);
    }

    private static Optional<DataSpec> ofKind(
            String word, String text, String place, Optional<ImageRange> range, Problems problems) {
        return switch (word) {
            case "shapes" -> shapes(text, place, range, problems);
            case "idx" -> idx(text, place, range, problems);
            case "cifar10" ->
                path(text, place, "cifar10:DIR/train or cifar10:DIR/test", problems)
                        .map(path -> CifarSpec.of(text, path, range));
            case "folder" -> folder(text, place, range, problems);
            case "tfrecord" -> tfRecord(text, place, range, problems);
            default -> {
                problems.add(unknown(text, word));
                yield Optional.empty();
            }
        };
    }

    private static Optional<DataSpec> shapes(String text, String place, Optional<ImageRange> range, Problems problems) {
        if (!place.isEmpty()) {
            problems.add(Problem.of(text, "shapes are generated and have no place", "write shapes or shapes#0-4000"));
            return Optional.empty();
        }
        return Optional.of(new ShapesSpec(text, range.orElse(ShapesSpec.DEFAULT_RANGE)));
    }

    private static Optional<DataSpec> idx(String text, String place, Optional<ImageRange> range, Problems problems) {
        if (place.isEmpty() || place.endsWith("/")) {
            problems.add(Problem.of(
                    text, "it does not say which files", "write idx:DIR/PREFIX for DIR/PREFIX-images-idx3-ubyte.gz"));
            return Optional.empty();
        }
        return path(text, place, "idx:DIR/PREFIX", problems).map(path -> new IdxSpec(text, path, range));
    }

    private static Optional<DataSpec> folder(String text, String place, Optional<ImageRange> range, Problems problems) {
        SpecOptions options = new SpecOptions(text, place, problems);
        int side = options.number("side", 1, LARGEST_SIDE, 0);
        if (!options.allUsable()) {
            return Optional.empty();
        }
        return path(text, options.place(), "folder:DIR", problems).map(path -> new FolderSpec(text, path, side, range));
    }

    private static Optional<DataSpec> tfRecord(
            String text, String place, Optional<ImageRange> range, Problems problems) {
        SpecOptions options = new SpecOptions(text, place, problems);
        boolean keepsSize = !options.has("side");
        int side = options.number("side", 1, LARGEST_SIDE, TfRecordSpec.DEFAULT_SIDE);
        int classes = options.number("classes", 1, MOST_CLASSES, TfRecordSpec.DEFAULT_CLASSES);
        int firstLabel = options.number("firstLabel", 0, MOST_CLASSES, TfRecordSpec.DEFAULT_FIRST_LABEL);
        if (!options.allUsable()) {
            return Optional.empty();
        }
        String form = "tfrecord:DIR/train-*, with wildcards in the file name only";
        int slash = Math.max(options.place().lastIndexOf('/'), options.place().lastIndexOf(File.separatorChar));
        String folder = slash < 0 ? "." : slash == 0 ? "/" : options.place().substring(0, slash);
        String pattern = options.place().substring(slash + 1);
        if (pattern.isEmpty() || folder.matches(".*[*?\\[{].*") || !isPattern(pattern)) {
            problems.add(Problem.of(text, "it does not say which files", "write " + form));
            return Optional.empty();
        }
        return path(text, folder, form, problems)
                .map(path -> new TfRecordSpec(text, path, pattern, side, classes, firstLabel, keepsSize, range));
    }

    private static boolean isPattern(String pattern) {
        try {
            FileSystems.getDefault().getPathMatcher("glob:" + pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static Optional<Path> path(String text, String place, String form, Problems problems) {
        if (place.isEmpty()) {
            problems.add(Problem.of(text, "it does not say where", "write " + form));
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(place));
        } catch (InvalidPathException e) {
            problems.add(Problem.of(text, "'" + place + "' cannot be a path", "write " + form));
            return Optional.empty();
        }
    }

    private static Problem unknown(String text, String word) {
        if (NOT_IMAGES.contains(word)) {
            return Problem.of(text, "'" + word + "' are not images", FORMS);
        }
        String fix = NearMiss.of(word, READ)
                .map(near -> "did you mean '" + near + "'?")
                .orElse(FORMS);
        return Problem.of(text, "there is no kind of data named '" + word + "'", fix);
    }
}
