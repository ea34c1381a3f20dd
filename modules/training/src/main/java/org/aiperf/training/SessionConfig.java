package org.aiperf.training;

import ai.djl.tensorflow.engine.javacpp.JavacppUtils;
import java.util.Base64;
import java.util.List;
import org.tensorflow.proto.ConfigProto;

/** How a session is set up, in the form in which DJL takes it as the option {@code ConfigProto} of a model. */
final class SessionConfig {
    static final String OPTION = "ConfigProto";

    private SessionConfig() {}

    /**
     * DJL's own; and where a graph names several CPU devices, as many virtual ones, with a thread to start operations on
     * each: the one thread of the process would run them one after the other.
     */
    static String of(List<String> devices) {
        ConfigProto.Builder config = JavacppUtils.getSessionConfig().toBuilder();
        int cpus = 1
                + devices.stream()
                        .filter(device -> device.startsWith("CPU:"))
                        .mapToInt(device -> Integer.parseInt(device.substring("CPU:".length())))
                        .max()
                        .orElse(0);
        if (cpus > 1) {
            config.putDeviceCount("CPU", cpus);
            config.setInterOpParallelismThreads(cpus).setUsePerSessionThreads(true);
        }
        return Base64.getEncoder().encodeToString(config.build().toByteArray());
    }
}
