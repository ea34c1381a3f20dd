package org.aiperf.datasets;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.aiperf.problems.NearMiss;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** Reads the name of a data set: {@code word}, {@code word:place}, and perhaps {@code #from-to}. */
final class DataSpecParser {
    private static final List<String> READ = List.of("shapes", "idx");
    private static final List<String> NOT_YET = List.of("cifar10", "tfrecord", "folder", "clicks", "criteo", "slots");

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
        return switch (word) {
            case "shapes" -> shapes(text, place, range, problems);
            case "idx" -> idx(text, place, range, problems);
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
        try {
            return Optional.of(new IdxSpec(text, Path.of(place), range));
        } catch (InvalidPathException e) {
            problems.add(Problem.of(text, "'" + place + "' cannot be a path", "write idx:DIR/PREFIX"));
            return Optional.empty();
        }
    }

    private static Problem unknown(String text, String word) {
        if (NOT_YET.contains(word)) {
            return Problem.of(
                    text, "'" + word + "' is not supported yet in this version", "use shapes or idx:DIR/PREFIX");
        }
        return Problem.of(text, "there is no kind of data named '" + word + "'", NearMiss.suggestion(word, READ));
    }
}
