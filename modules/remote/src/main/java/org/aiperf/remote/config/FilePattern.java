package org.aiperf.remote.config;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The files that a pattern of POSIX names ({@code glob(3)}): {@code *}, {@code ?} and {@code [a-z]} within one folder,
 * {@code \} before what is meant as it stands; a leading dot must be written.
 */
final class FilePattern {
    private static final String WILD = "*?[\\";

    private FilePattern() {}

    /** The existing files, sorted. */
    static List<Path> files(String absolutePattern) {
        List<Path> found = List.of(Path.of("/"));
        for (String part : absolutePattern.split("/")) {
            if (!part.isEmpty()) {
                found = step(found, part);
            }
        }
        return found;
    }

    private static List<Path> step(List<Path> folders, String part) {
        List<Path> found = new ArrayList<>();
        if (part.chars().noneMatch(c -> WILD.indexOf(c) >= 0)) {
            folders.stream()
                    .map(folder -> folder.resolve(part))
                    .filter(Files::exists)
                    .forEach(found::add);
            return found;
        }
        Pattern pattern = pattern(part);
        for (Path folder : folders) {
            List<Path> here = new ArrayList<>();
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    String name = entry.getFileName().toString();
                    if (pattern.matcher(name).matches() && (!name.startsWith(".") || part.startsWith("."))) {
                        here.add(entry);
                    }
                }
            } catch (IOException | DirectoryIteratorException noFolder) {
                continue;
            }
            here.sort(null);
            found.addAll(here);
        }
        return found;
    }

    private static Pattern pattern(String part) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            int end = c == '[' ? part.indexOf(']', i + 2) : -1;
            if (c == '*') {
                regex.append(".*");
            } else if (c == '?') {
                regex.append('.');
            } else if (c == '\\' && i + 1 < part.length()) {
                regex.append(Pattern.quote(String.valueOf(part.charAt(++i))));
            } else if (end > 0) {
                String set = part.substring(i + 1, end);
                boolean negated = set.startsWith("!") || set.startsWith("^");
                String members = set.substring(negated ? 1 : 0).replaceAll("([\\[\\]\\\\&^])", "\\\\$1");
                regex.append(negated ? "[^" : "[").append(members).append(']');
                i = end;
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        try {
            return Pattern.compile(regex.toString(), Pattern.DOTALL);
        } catch (PatternSyntaxException notAPattern) {
            return Pattern.compile(Pattern.quote(part));
        }
    }
}
