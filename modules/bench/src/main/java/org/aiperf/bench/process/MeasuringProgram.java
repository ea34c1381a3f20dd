package org.aiperf.bench.process;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The inner end: answers each line of standard input with one line of numbers, and sleeps in between, so that it is no
 * burden to the program whose turn it is. It ends when standard input does.
 */
public final class MeasuringProgram {
    static final String ANSWER = "measured ";

    private MeasuringProgram() {}

    /** Something that can be measured. */
    public interface Measurement {

        /**
         * Measures.
         *
         * @param what as the outer end asked
         * @param times how often
         */
        double[] measure(String what, int times) throws IOException, InterruptedException;
    }

    /** Answers until there are no more questions. */
    public static void serve(Measurement measurement) throws IOException, InterruptedException {
        try (BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                PrintStream answers =
                        new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            String line = questions.readLine();
            while (line != null) {
                String[] words = line.split(" ");
                double[] measured = measurement.measure(words[0], Integer.parseInt(words[1]));
                answers.println(ANSWER
                        + Arrays.stream(measured).mapToObj(Double::toString).collect(Collectors.joining(" ")));
                line = questions.readLine();
            }
        }
    }
}
