package org.aiperf.architecture;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The architectures that have a name. */
public final class NamedArchitectures {
    private static final Pattern RESNET = Pattern.compile("resnet(\\d{1,4})(?::(\\d{1,4}))?");

    /** The deepest that He et al. tried. */
    private static final int MAX_DEPTH = 1_202;

    private static final int MAX_WIDTH = 1_024;

    private NamedArchitectures() {}

    /** The names, as they are shown to people. */
    public static List<String> names() {
        return List.of("cnn", "capsule", "resnet14", "resnet14:32", "resnet20", "resnet50");
    }

    /**
     * The architecture of a name, for images of {@code input} and so many classes; empty for a name that is not known.
     *
     * <p>{@code resnetN} or {@code resnetN:W} is the residual network for small images of He et al. 2016 (section 4.2):
     * N = 6n + 2 layers in three stages of widths W, 2W and 4W (16 unless given), with 1×1 projections where the width
     * changes. {@code cnn} is the small network that a laptop's search starts from. {@code resnet50} alone is the
     * network that AIPerf's search starts from, {@link AiperfResNet50}; {@code resnet50:16} is the one for small images.
     * {@code capsule} is a small network of capsules (Sabour, Frosst and Hinton 2017) with three iterations of routing:
     * 256 primary capsules for 32×32 pixels, and one of dimension 8 for each class.
     */
    public static Optional<Architecture> named(String name, Shape input, int classes) {
        if (name.equals("cnn")) {
            return Optional.of(cnn(input, classes));
        }
        if (name.equals("capsule")) {
            return Optional.of(capsule(input, classes));
        }
        if (name.equals("resnet50")) {
            return Optional.of(AiperfResNet50.of(input, classes));
        }
        Matcher matcher = RESNET.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int depth = Integer.parseInt(matcher.group(1));
        int width = matcher.group(2) == null ? 16 : Integer.parseInt(matcher.group(2));
        if (depth < 8 || depth > MAX_DEPTH || (depth - 2) % 6 != 0 || width < 1 || width > MAX_WIDTH) {
            return Optional.empty();
        }
        return Optional.of(resnet(input, classes, (depth - 2) / 6, width));
    }

    private static Architecture cnn(Shape input, int classes) {
        NetworkBuilder net = new NetworkBuilder(input);
        int tensor = net.relu(net.batchNorm(net.convolution(0, 8, 3, 1)));
        tensor = net.maxPool(tensor, 2, 2);
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 16, 3, 1)));
        tensor = net.maxPool(tensor, 2, 2);
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 32, 3, 1)));
        net.dense(net.globalAveragePool(tensor), classes);
        return net.build();
    }

    private static Architecture capsule(Shape input, int classes) {
        NetworkBuilder net = new NetworkBuilder(input);
        int tensor = net.relu(net.batchNorm(net.convolution(0, 16, 5, 2)));
        tensor = net.relu(net.batchNorm(net.convolution(tensor, 32, 3, 1)));
        tensor = net.primaryCapsules(tensor, 4, 8, 5, 2);
        net.capsuleLengths(net.routedCapsules(tensor, classes, 8, 3));
        return net.build();
    }

    private static Architecture resnet(Shape input, int classes, int blocks, int width) {
        NetworkBuilder net = new NetworkBuilder(input);
        int tensor = net.relu(net.batchNorm(net.convolution(0, width, 3, 1)));
        for (int stage = 0; stage < 3; stage++) {
            int filters = width << stage;
            for (int block = 0; block < blocks; block++) {
                boolean narrows = stage > 0 && block == 0;
                int stride = narrows ? 2 : 1;
                int branch = net.relu(net.batchNorm(net.convolution(tensor, filters, 3, stride)));
                branch = net.batchNorm(net.convolution(branch, filters, 3, 1));
                int shortcut = narrows ? net.batchNorm(net.convolution(tensor, filters, 1, stride)) : tensor;
                tensor = net.relu(net.sum(branch, shortcut));
            }
        }
        net.dense(net.globalAveragePool(tensor), classes);
        return net.build();
    }
}
