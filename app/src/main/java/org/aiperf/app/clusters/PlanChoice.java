package org.aiperf.app.clusters;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.aiperf.benchmark.SearchPlan;
import org.aiperf.problems.InvalidInputException;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** What somebody wants to run. */
public sealed interface PlanChoice {
    /** Of a plan file. */
    record OfFile(Path file) implements PlanChoice {}

    /** The preset for laptops, for so many seconds. */
    record Laptop(String seconds) implements PlanChoice {}

    /** A plan, and its text. */
    record Chosen(SearchPlan plan, String text) {}

    /** @throws InvalidInputException with everything that is wrong with the plan */
    default Chosen read() throws IOException, InvalidInputException {
        Problems problems = new Problems();
        String name = switch (this) {
            case OfFile file -> file.file().toString();
            case Laptop _ -> "plan.yaml";
        };
        String text = switch (this) {
            case OfFile file -> text(file.file());
            case Laptop laptop -> laptop(laptop.seconds().strip());
        };
        SearchPlan plan = SearchPlan.parse(name, text, problems);
        problems.throwIfAny();
        return new Chosen(plan, text);
    }

    private static String laptop(String seconds) throws InvalidInputException {
        if (!seconds.matches("[0-9]{1,7}")) {
            throw new InvalidInputException(
                    Problem.of("seconds", "'" + seconds + "' is not a number of seconds", "write one such as 180"));
        }
        return "name: laptop\npreset: laptop\nseconds: " + seconds + "\n";
    }

    private static String text(Path file) throws IOException, InvalidInputException {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new InvalidInputException(Problem.of(file.toString(), "there is no such file", "check the path"));
        } catch (MalformedInputException e) {
            throw new InvalidInputException(Problem.of(file.toString(), "is not UTF-8 text", "name a plan file"));
        }
    }
}
