package org.aiperf.training;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Map;
import java.util.Optional;

/**
 * Environment variables of this very process, as native code reads them: TensorFlow takes some settings from nowhere
 * else, and Java cannot set them.
 */
final class NativeEnvironment {
    private NativeEnvironment() {}

    /**
     * Sets those that are not set yet. Where the C library has no {@code setenv} (Windows) it does nothing: the settings
     * are comforts, and may still be given from outside.
     */
    @SuppressWarnings("restricted") // the launcher and the tests enable native access, which TensorFlow needs anyway
    static void setIfAbsent(Map<String, String> variables) {
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> setenv = linker.defaultLookup().find("setenv");
        if (setenv.isEmpty()) {
            return;
        }
        MethodHandle call = linker.downcallHandle(
                setenv.get(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                int _ = (int) call.invokeExact(
                        arena.allocateFrom(variable.getKey()), arena.allocateFrom(variable.getValue()), 0);
            }
        } catch (Throwable e) {
            throw new IllegalStateException("setenv of the C library cannot be called", e);
        }
    }
}
