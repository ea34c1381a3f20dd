package org.aiperf.bench.faults;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The plan of every run of a campaign: trials of one epoch, about a second each, on networks of at most 1,600 parameters.
 * Two convolutions that may only be made wider leave six networks, so every run trains the same six, in any order.
 */
final class TinyPlan {
    static final int TRIALS = 6;

    private static final int MOST_SECONDS = 120;

    /** So that sending the plan takes packets that can be told from others. */
    private static final int PADDING = 400;

    private static final String NETWORK = """
            {
            "format": "aiperf-architecture",
            "version": 1,
            "input": [32,32,3],
            "layers": [
            {"id":0,"type":"convolution","inputs":[0],"output":1,"inputChannels":3,"filters":4,"kernel":3,"stride":2,"padding":1},
            {"id":1,"type":"batch norm","inputs":[1],"output":2,"channels":4},
            {"id":2,"type":"ReLU","inputs":[2],"output":3},
            {"id":3,"type":"max pool","inputs":[3],"output":4,"kernel":2,"stride":2,"padding":0},
            {"id":4,"type":"convolution","inputs":[4],"output":5,"inputChannels":4,"filters":4,"kernel":3,"stride":1,"padding":1},
            {"id":5,"type":"batch norm","inputs":[5],"output":6,"channels":4},
            {"id":6,"type":"ReLU","inputs":[6],"output":7},
            {"id":7,"type":"convolution","inputs":[7],"output":8,"inputChannels":4,"filters":4,"kernel":3,"stride":1,"padding":1},
            {"id":8,"type":"batch norm","inputs":[8],"output":9,"channels":4},
            {"id":9,"type":"ReLU","inputs":[9],"output":10},
            {"id":10,"type":"global pool","inputs":[10],"output":11},
            {"id":11,"type":"dense","inputs":[11],"output":12,"inputUnits":4,"units":10}
            ]}
            """;

    private TinyPlan() {}

    /** Writes the plan for a client, and the first network where the nodes find it. */
    static void write(Path file, FaultCluster cluster, int seed) throws IOException {
        Path network = cluster.shared().resolve("network.json");
        if (Files.notExists(network)) {
            Files.writeString(network, NETWORK);
        }
        String padding = ("# " + "x".repeat(96) + "\n").repeat(PADDING);
        Files.writeString(file, """
                name: faults
                seconds: %d
                trials: %d
                seed: %d
                search:
                  strategy: random
                  initial: %s/network.json
                  morphisms: [wider]
                  mostSize: 1600
                data:
                  train: shapes#0-800
                  test: shapes#1000000-1000064
                training:
                  epochs: 1
                  batchSize: 8
                %s""".formatted(MOST_SECONDS, TRIALS, seed, cluster.sharedOnNodes(), padding));
    }
}
