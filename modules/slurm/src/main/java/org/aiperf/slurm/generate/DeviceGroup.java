package org.aiperf.slurm.generate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.aiperf.cluster.Accelerator;
import org.aiperf.cluster.Accelerator.Kind;
import org.aiperf.cluster.Node;
import org.aiperf.slurm.Gres;
import org.aiperf.slurm.HostList;

/**
 * Equal devices of a node, with the files through which programs use them. The files are those that the makers' drivers
 * make, in the order of the cluster file.
 */
record DeviceGroup(Gres gres, List<String> files) {
    private static final int FIRST_RENDER_NODE = 128;

    DeviceGroup {
        files = List.copyOf(files);
    }

    /** None for a node that trains on its CPU. */
    static List<DeviceGroup> of(Node node) {
        List<Accelerator> devices = node.accelerators().stream()
                .filter(accelerator -> accelerator.kind() != Kind.CPU)
                .toList();
        boolean anyTyped = devices.stream().anyMatch(device -> !type(device).isEmpty());
        Map<String, List<String>> files = new LinkedHashMap<>();
        Map<String, Integer> next = new LinkedHashMap<>();
        for (Accelerator device : devices) {
            String type = type(device).isEmpty() && anyTyped ? "other" : type(device);
            String prefix = prefix(device.kind());
            int index = next.merge(prefix, 1, Integer::sum) - 1;
            int number = prefix.endsWith("D") ? FIRST_RENDER_NODE + index : index;
            files.computeIfAbsent(name(device.kind()) + ":" + type, key -> new ArrayList<>())
                    .add(prefix + number);
        }
        return files.entrySet().stream()
                .map(entry -> {
                    String[] words = entry.getKey().split(":", 2);
                    return new DeviceGroup(
                            new Gres(words[0], words[1], entry.getValue().size()), entry.getValue());
                })
                .toList();
    }

    /** The files as a host list, which is how gres.conf takes them. */
    String fileList() {
        return HostList.compress(files);
    }

    private static String name(Kind kind) {
        return kind == Kind.ASCEND ? "npu" : "gpu";
    }

    private static String prefix(Kind kind) {
        return switch (kind) {
            case NVIDIA -> "/dev/nvidia";
            case ASCEND -> "/dev/davinci";
            case AMD, INTEL, CPU -> "/dev/dri/renderD";
        };
    }

    /** The model without its maker, as one word in lower case: {@code a100-sxm4-40gb}. */
    private static String type(Accelerator device) {
        String model = device.model().toLowerCase(Locale.ROOT);
        String bare = model.replaceFirst("^(nvidia|amd|intel\\(r\\)|intel|huawei|ascend)\\s+", "");
        String word = bare.replaceAll("[^a-z0-9_.+-]+", "_").replaceAll("^[^a-z0-9]+|[^a-z0-9]+$", "");
        return word;
    }
}
