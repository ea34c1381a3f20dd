package org.aiperf.bench;

import java.util.Arrays;

/**
 * Wilcoxon's signed-rank test for paired differences (Wilcoxon 1945), exact: every assignment of signs to the ranks is
 * counted, by their sum. Differences of zero are left out and ties share their mean rank. Cost n³ for n pairs.
 */
final class SignedRanks {
    private SignedRanks() {}

    /**
     * How likely differences at least so much above zero are if they were as often below.
     *
     * @return a probability; 1 if no difference is left
     */
    static double probabilityOfGreater(double[] differences) {
        double[] left =
                Arrays.stream(differences).filter(difference -> difference != 0).toArray();
        int[] doubledRanks = doubledRanks(left);
        int sum = 0;
        int positive = 0;
        for (int i = 0; i < left.length; i++) {
            sum += doubledRanks[i];
            positive += left[i] > 0 ? doubledRanks[i] : 0;
        }
        double[] ways = new double[sum + 1];
        ways[0] = 1;
        for (int rank : doubledRanks) {
            for (int total = sum; total >= rank; total--) {
                ways[total] += ways[total - rank];
            }
        }
        double atLeast = 0;
        for (int total = positive; total <= sum; total++) {
            atLeast += ways[total];
        }
        return atLeast / Math.pow(2, left.length);
    }

    /** Twice the rank of each by its size, so that the mean rank of ties is a whole number. */
    private static int[] doubledRanks(double[] differences) {
        int[] ranks = new int[differences.length];
        for (int i = 0; i < differences.length; i++) {
            int smaller = 0;
            int equal = 0;
            for (double other : differences) {
                smaller += Math.abs(other) < Math.abs(differences[i]) ? 1 : 0;
                equal += Math.abs(other) == Math.abs(differences[i]) ? 1 : 0;
            }
            ranks[i] = 2 * smaller + equal + 1;
        }
        return ranks;
    }
}
