package org.aiperf.slurm;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A release of Slurm, such as 22.05.8: year, month and maintenance release.
 *
 * @param year of two digits
 * @param micro 0 where it was not told
 */
public record SlurmVersion(int year, int month, int micro) implements Comparable<SlurmVersion> {
    private static final Pattern RELEASE = Pattern.compile("(?<![\\d.])(\\d{2})\\.(\\d{2})(?:\\.(\\d{1,3}))?(?![\\d])");

    /** Finds the version in what {@code sinfo --version} or a probe says, such as {@code slurm-wlm 22.05.8}. */
    public static Optional<SlurmVersion> parse(String text) {
        Matcher matcher = RELEASE.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String micro = matcher.group(3);
        return Optional.of(new SlurmVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                micro == null ? 0 : Integer.parseInt(micro)));
    }

    /** Whether it is that release or a later one; {@code isAtLeast(23, 11)} for 23.11. */
    public boolean isAtLeast(int otherYear, int otherMonth) {
        return compareTo(new SlurmVersion(otherYear, otherMonth, 0)) >= 0;
    }

    @Override
    public int compareTo(SlurmVersion other) {
        return Comparator.comparingInt(SlurmVersion::year)
                .thenComparingInt(SlurmVersion::month)
                .thenComparingInt(SlurmVersion::micro)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%02d.%02d.%d", year, month, micro);
    }
}
