package org.aiperf.remote.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.aiperf.problems.Problem;
import org.aiperf.problems.Problems;

/** Reads configuration files with all that they include, noting every problem on the way. */
final class ConfigReader {
    private static final int DEEPEST = 16;
    private static final int MOST_FILES = 1_000;
    private static final long MOST_BYTES = 4 << 20;

    private final LocalUser user;
    private final Path includeFolder;
    private final boolean ofUser;
    private final Problems problems;
    private final List<Path> open = new ArrayList<>();
    private int files;

    /**
     * @param includeFolder where relative names of {@code Include} start
     * @param ofUser whether {@code ~} may be used in {@code Include}
     */
    ConfigReader(LocalUser user, Path includeFolder, boolean ofUser, Problems problems) {
        this.user = user;
        this.includeFolder = includeFolder;
        this.ofUser = ofUser;
        this.problems = problems;
    }

    List<ConfigLine> read(Path file) {
        List<ConfigLine> lines = new ArrayList<>();
        Path real;
        String text;
        try {
            real = file.toRealPath();
            if (Files.size(file) > MOST_BYTES) {
                refuse(file, 0, "", "is larger than 4 MiB", "name a configuration of ssh");
                return lines;
            }
            text = text(Files.readAllBytes(file));
        } catch (IOException e) {
            refuse(file, 0, "", "cannot be read", "make it readable for you, with chmod 600");
            return lines;
        }
        if (++files > MOST_FILES) {
            if (files == MOST_FILES + 1) {
                refuse(file, 0, "Include", "more than " + MOST_FILES + " files are included", "include fewer");
            }
            return lines;
        }
        open.add(real);
        ConfigLineParser parser = new ConfigLineParser(file, problems);
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            parser.parse(line, number, lines, names -> include(file, parser.number(), names));
        }
        open.removeLast();
        return lines;
    }

    private ConfigLine include(Path file, int line, List<String> names) {
        List<List<ConfigLine>> included = new ArrayList<>();
        for (String name : names) {
            if (name.startsWith("~") && (!ofUser || !(name.equals("~") || name.startsWith("~/")))) {
                refuse(file, line, "Include", "'" + name + "' is not a path here", "write the whole path");
                continue;
            }
            String path = name.startsWith("~") ? user.withHome(name) : name;
            for (Path found : FilePattern.files(path.startsWith("/") ? path : includeFolder + "/" + path)) {
                if (mayInclude(file, line, found)) {
                    included.add(read(found));
                }
            }
        }
        return new ConfigLine.Included(included);
    }

    private boolean mayInclude(Path file, int line, Path found) {
        try {
            if (open.contains(found.toRealPath())) {
                refuse(file, line, "Include", found + " includes itself again", "take one of the Include lines out");
                return false;
            }
        } catch (IOException e) {
            refuse(file, line, "Include", found + " cannot be read", "make it readable for you, with chmod 600");
            return false;
        }
        if (Files.isDirectory(found)) {
            refuse(file, line, "Include", found + " is a folder", "write " + found + "/* for the files in it");
            return false;
        }
        if (open.size() >= DEEPEST) {
            refuse(file, line, "Include", "files include each other too deeply", "at most 16 may stand in each other");
            return false;
        }
        return isGuarded(found);
    }

    /** Whoever can write the file can have us run commands, so others may not. */
    boolean isGuarded(Path file) {
        try {
            Set<PosixFilePermission> mode = Files.getPosixFilePermissions(file);
            if (mode.contains(PosixFilePermission.GROUP_WRITE) || mode.contains(PosixFilePermission.OTHERS_WRITE)) {
                refuse(file, 0, "", "others may write it", "run: chmod go-w " + file);
                return false;
            }
            Object owner = Files.getAttribute(file, "unix:uid");
            if (!owner.equals(0) && !owner.equals((int) user.id())) {
                refuse(file, 0, "", "belongs to somebody else", "make it yours, with chown");
                return false;
            }
            return true;
        } catch (IOException e) {
            refuse(file, 0, "", "cannot be read", "make it readable for you, with chmod 600");
            return false;
        } catch (UnsupportedOperationException | IllegalArgumentException noOwnersHere) {
            return Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static String text(byte[] bytes) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private void refuse(Path file, int line, String key, String message, String fix) {
        problems.add(new Problem(file.toString(), line, key, message, fix));
    }
}
