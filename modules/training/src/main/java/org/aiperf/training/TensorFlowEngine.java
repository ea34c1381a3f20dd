package org.aiperf.training;

import ai.djl.engine.Engine;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;

/**
 * The TensorFlow engine of this process. It is started once; the size of its thread pools cannot change afterwards.
 * Nothing is fetched from the network: the native libraries come from {@code TENSORFLOW_LIBRARY_PATH} (environment or
 * system property, a folder) or are unpacked from the class path into JavaCPP's cache, about 3 s the first time.
 */
public final class TensorFlowEngine {
    static final String NAME = "TensorFlow";
    private static final String LIBRARY_PATH = "TENSORFLOW_LIBRARY_PATH";

    /**
     * oneDNN's kernels are the engine's default only on processors with AVX-512 VNNI or newer; without them a step takes
     * about 2.5 times as long on AVX2.
     */
    private static final Map<String, String> SETTINGS = Map.of(
            "TF_CPP_MIN_LOG_LEVEL", "2",
            "TF_FORCE_GPU_ALLOW_GROWTH", "true",
            "TF_ENABLE_ONEDNN_OPTS", "1");

    private static OptionalInt startedWith = OptionalInt.empty();

    private TensorFlowEngine() {}

    /**
     * Starts the engine; does nothing if it runs with as many threads already.
     *
     * @param threads that compute one operation, at least 1
     * @throws IllegalStateException if it runs with another number of threads, or has no native libraries here
     */
    public static synchronized void start(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("the engine needs at least one thread, not " + threads);
        }
        if (startedWith.isPresent()) {
            if (startedWith.getAsInt() != threads) {
                throw new IllegalStateException("the TensorFlow engine already runs with " + startedWith.getAsInt()
                        + " threads; a process cannot change that to " + threads);
            }
            return;
        }
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.tensorflow.num_intraop_threads", Integer.toString(threads));
        System.setProperty("ai.djl.tensorflow.num_interop_threads", "1");
        NativeEnvironment.setIfAbsent(SETTINGS);
        if (System.getenv(LIBRARY_PATH) == null && System.getProperty(LIBRARY_PATH) == null) {
            System.setProperty(LIBRARY_PATH, unpackedLibraries());
        }
        Engine.getEngine(NAME);
        startedWith = OptionalInt.of(threads);
    }

    private static String unpackedLibraries() {
        try {
            Path library = Path.of(Loader.load(org.tensorflow.internal.c_api.global.tensorflow.class));
            return String.valueOf(library.getParent());
        } catch (UnsatisfiedLinkError e) {
            throw new IllegalStateException(
                    "TensorFlow's native libraries for " + Loader.Detector.getPlatform()
                            + " are not on the class path; set " + LIBRARY_PATH + " to a folder that holds them",
                    e);
        }
    }

    /** Whether {@link #start} has been called. */
    public static synchronized boolean isRunning() {
        return startedWith.isPresent();
    }

    /** The version of TensorFlow, for reports. */
    public static String version() {
        requireRunning();
        return Engine.getEngine(NAME).getVersion();
    }

    static void requireRunning() {
        if (!isRunning()) {
            throw new IllegalStateException("the TensorFlow engine is not started");
        }
    }
}
