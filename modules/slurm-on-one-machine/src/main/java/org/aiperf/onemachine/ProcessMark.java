package org.aiperf.onemachine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One process of one boot of this machine. A number alone will not do: the kernel gives it to another process once this
 * one is gone.
 *
 * @param startTicks when it started, in the kernel's ticks since the boot
 */
record ProcessMark(long pid, long startTicks, String boot) {
    /** The process that has this number now; empty if there is none. */
    static Optional<ProcessMark> of(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // The program's name may hold blanks and parentheses; after it come the fields from the third on.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            boolean isDead = fields[0].equals("Z") || fields[0].equals("X");
            return isDead
                    ? Optional.empty()
                    : Optional.of(new ProcessMark(
                            pid,
                            Long.parseLong(fields[19]),
                            Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                                    .strip()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Empty if the file is missing or does not hold one. */
    static Optional<ProcessMark> read(Path file) {
        try {
            String[] words = Files.readString(file).strip().split(" ");
            return words.length == 3
                    ? Optional.of(new ProcessMark(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(file, pid + " " + startTicks + " " + boot + "\n");
    }

    boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    /** Asks it to end, or ends it; does nothing if it is gone. */
    void end(boolean forcibly) {
        Optional<ProcessHandle> handle = ProcessHandle.of(pid);
        // The handle remembers the start of its process, so that nobody else is hit once this was the right one.
        if (isAlive()) {
            handle.ifPresent(process -> {
                if (forcibly) {
                    process.destroyForcibly();
                } else {
                    process.destroy();
                }
            });
        }
    }
}
