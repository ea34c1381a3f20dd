package org.aiperf.architecture.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.aiperf.architecture.Shape;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;
import org.jspecify.annotations.Nullable;

/** A value in a JSON file, with the path that leads to it; reading it as what it should be notes what is wrong. */
record Place(String file, String path, @Nullable JsonNode value, Problems problems) {

    Place member(String name) {
        String at = path.isEmpty() ? name : path + "." + name;
        return new Place(file, at, value == null ? null : value.get(name), problems);
    }

    Place element(int index) {
        return new Place(file, path + "[" + index + "]", value == null ? null : value.get(index), problems);
    }

    /** The same place, whose problems go elsewhere. */
    Place noting(Problems elsewhere) {
        return new Place(file, path, value, elsewhere);
    }

    int size() {
        return value == null ? 0 : value.size();
    }

    boolean isArray() {
        return value != null && value.isArray();
    }

    boolean isObject() {
        return value != null && value.isObject();
    }

    void refuse(String message, String fix) {
        problems.add(new Problem(file, 0, path, message, fix));
    }

    /** The elements of an array of {@code least} to {@code most}; nothing if it is not one. */
    List<Place> elements(int least, int most) {
        if (!isArray()) {
            refuse("is " + kind() + ", where a list belongs", "write it as [ … ]");
            return List.of();
        }
        if (size() < least || size() > most) {
            refuse("has " + size() + " entries", "it takes " + (least == most ? least : least + " to " + most));
            return List.of();
        }
        List<Place> elements = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            elements.add(element(i));
        }
        return elements;
    }

    /** A whole number of the range, or {@code least} with a problem noted. */
    int integer(int least, int most) {
        JsonNode number = value;
        if (number == null || !number.isNumber() || !isWhole(number)) {
            refuse("is " + kind() + ", where a whole number belongs", "use " + least + " to " + most);
            return least;
        }
        if (!number.canConvertToInt() || number.intValue() < least || number.intValue() > most) {
            refuse(number.asText() + " is out of range", "use " + least + " to " + most);
            return least;
        }
        return number.intValue();
    }

    /** A number in [0, 1), or 0 with a problem noted. */
    double rate() {
        if (value == null || !value.isNumber()) {
            refuse("is " + kind() + ", where a number belongs", "use 0 to below 1");
            return 0;
        }
        double rate = value.doubleValue();
        if (!(rate >= 0 && rate < 1)) {
            refuse(value.asText() + " is out of range", "use 0 to below 1");
            return 0;
        }
        return rate;
    }

    /** The text, or an empty one with a problem noted. */
    String text() {
        if (value == null || !value.isTextual()) {
            refuse("is " + kind() + ", where a text belongs", "write it in quotation marks");
            return "";
        }
        return value.textValue();
    }

    /** A shape of one dimension or three; empty with a problem noted. */
    Optional<Shape> shape() {
        if (isArray() && size() != 1 && size() != 3) {
            refuse("has " + size() + " dimensions", "use [height, width, channels] or [units]");
            return Optional.empty();
        }
        Problems own = new Problems();
        List<Integer> dimensions = new ArrayList<>();
        for (Place each : noting(own).elements(1, 3)) {
            int most = size() == 1 ? Limits.VECTOR_UNITS : dimensions.size() < 2 ? Limits.IMAGE_SIZE : Limits.CHANNELS;
            dimensions.add(each.integer(1, most));
        }
        own.list().forEach(problems::add);
        if (!own.isEmpty()) {
            return Optional.empty();
        }
        Shape shape = new Shape(dimensions);
        if (shape.elements() > Shape.MAX_ELEMENTS) {
            refuse(shape + " is too large", "use at most " + Shape.MAX_ELEMENTS + " numbers in all");
            return Optional.empty();
        }
        return Optional.of(shape);
    }

    private static boolean isWhole(JsonNode number) {
        // 2048.0 is a whole number too: the reference writes the inputs of a dense layer so.
        return number.isIntegralNumber()
                || (Math.abs(number.doubleValue()) < 1e15 && number.doubleValue() == Math.rint(number.doubleValue()));
    }

    private String kind() {
        return value == null || value.isMissingNode()
                ? "missing"
                : value.getNodeType() == JsonNodeType.NUMBER
                        ? value.asText()
                        : "a JSON " + value.getNodeType().name().toLowerCase(Locale.ROOT);
    }
}
