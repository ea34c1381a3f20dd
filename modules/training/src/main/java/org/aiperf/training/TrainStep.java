package org.aiperf.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.aiperf.architecture.Architecture;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operation;
import org.tensorflow.Output;
import org.tensorflow.proto.DataType;

/**
 * The part of the graph that learns. Each device has a tower of its own, which computes the loss and the gradients of
 * its share of the batch; the shares differ by at most one image. A tower's loss is the sum over its share divided by
 * the size of the whole batch, so that sums over the towers are the mean loss and its gradients. One update follows,
 * where the variables are.
 */
final class TrainStep {
    /** The share of the old moving average that a step keeps: 0.9 forgets the start within one short epoch. */
    static final float MOVING_AVERAGE_MOMENTUM = 0.9f;

    private final GraphBuilder graph;
    private final float lossScale;
    private final List<Variable> trainable;
    private final Output<?> loss;
    private final List<Output<?>> gradients;
    private final Map<Variable, Output<?>> statistics;

    /** What one tower contributes. */
    private record Share(
            Output<?> loss, List<Output<?>> gradients, Output<?> weight, List<Tower.Statistic> statistics) {}

    /** The tensors that a step is given. */
    record Inputs(Output<?> images, Output<?> labels, Output<?> step) {}

    TrainStep(
            GraphBuilder graph,
            Architecture architecture,
            Map<String, Variable> variables,
            TrainingOptions options,
            Precision precision,
            Inputs inputs) {
        this.graph = graph;
        this.lossScale = precision.lossScale(options);
        Set<String> cancelled = CancelledBiases.of(architecture);
        trainable = variables.values().stream()
                .filter(v ->
                        v.spec().trainable() && !cancelled.contains(v.spec().name()))
                .toList();
        int towers = Math.max(1, options.devices().size());
        BatchShares batch = new BatchShares(graph, inputs.labels(), towers);
        List<Output<?>> images = batch.of(inputs.images());
        List<Output<?>> labels = batch.of(inputs.labels());
        List<Share> shares = new ArrayList<>();
        for (int i = 0; i < towers; i++) {
            int tower = i;
            String device = options.devices().isEmpty() ? "" : options.devices().get(i);
            shares.add(graph.on(device, () -> {
                int seed = Long.hashCode(options.seed()) + 7919 * tower;
                Tower built = Tower.build(
                        graph,
                        architecture,
                        variables,
                        new Tower.DropoutSeed(seed, inputs.step()),
                        true,
                        precision,
                        PixelScale.scaled(graph, images.get(tower)));
                Loss ofTower = Loss.of(graph, architecture, options.labelSmoothing());
                return share(
                        built,
                        ofTower,
                        labels.get(tower),
                        towers == 1 ? Optional.empty() : Optional.of(inputs.labels()));
            }));
        }
        loss = graph.sum(shares.stream().map(Share::loss).toList());
        gradients = new ArrayList<>();
        for (int i = 0; i < trainable.size(); i++) {
            int at = i;
            gradients.add(unscaled(graph.sum(shares.stream()
                    .<Output<?>>map(share -> share.gradients().get(at))
                    .toList())));
        }
        statistics = statistics(shares);
    }

    /** The parameters that a step changes. */
    List<Variable> trainable() {
        return trainable;
    }

    /** The mean loss of the batch. */
    Output<?> loss() {
        return loss;
    }

    /** Of the mean loss, by each of {@link #trainable}, in their order. */
    List<Output<?>> gradients() {
        return gradients;
    }

    /** The operations of an update, and whether it changes anything, 1 or 0: empty if it always does. */
    record Update(List<Operation> operations, Optional<Output<?>> applied) {}

    /**
     * Stochastic gradient descent with momentum, and the moving averages. With a scaled loss, gradients that are no
     * finite numbers leave everything as it was: a momentum of 1, a rate of 0 and no gradient.
     */
    Update update(Map<Variable, Output<?>> velocities, Output<?> learningRate, float momentum) {
        Optional<Output<?>> finite = lossScale == 1 ? Optional.empty() : Optional.of(allFinite());
        Output<?> rate = either(finite, learningRate, 0);
        Output<?> kept = either(finite, graph.constant(momentum), 1);
        List<Operation> updates = new ArrayList<>();
        statistics.forEach((average, ofBatch) -> updates.add(moveTowards(average, ofBatch, finite)));
        for (int i = 0; i < trainable.size(); i++) {
            Variable variable = trainable.get(i);
            updates.add(graph.operation("ResourceApplyMomentum", "apply")
                    .addInput(variable.handle())
                    .addInput(Objects.requireNonNull(velocities.get(variable)))
                    .addInput(rate)
                    .addInput(either(finite, gradients.get(i), 0))
                    .addInput(kept)
                    .build());
        }
        return new Update(
                updates,
                finite.map(
                        yes -> graph.output("Cast", attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT), yes)));
    }

    private Share share(Tower tower, Loss loss, Output<?> labels, Optional<Output<?>> wholeBatch) {
        Output<?> each = loss.of(tower.logits(), labels);
        Output<?> weight =
                wholeBatch.isEmpty() ? graph.constant(1f) : graph.output("Div", size(labels), size(wholeBatch.get()));
        Output<?> ofShare =
                wholeBatch.isEmpty() ? loss.mean(each) : graph.output("Div", loss.sum(each), size(wholeBatch.get()));
        Output<?> scaled = lossScale == 1 ? ofShare : graph.output("Mul", ofShare, graph.constant(lossScale));
        @Nullable
        Output<?>[] by =
                graph.gradients(scaled, trainable.stream().map(Variable::value).toArray(Output<?>[]::new));
        List<Output<?>> found = new ArrayList<>();
        for (int i = 0; i < by.length; i++) {
            String name = trainable.get(i).spec().name();
            found.add(Objects.requireNonNull(by[i], () -> name + " has no gradient"));
        }
        return new Share(ofShare, found, weight, tower.statistics());
    }

    private Output<?> size(Output<?> labels) {
        return graph.output(
                "Cast", attributes -> attributes.setAttr("DstT", DataType.DT_FLOAT), graph.output("Size", labels));
    }

    /** What each moving average follows: the mean over the towers, each by the size of its share. */
    private Map<Variable, Output<?>> statistics(List<Share> shares) {
        Map<Variable, List<Output<?>>> parts = new LinkedHashMap<>();
        for (Share share : shares) {
            for (Tower.Statistic statistic : share.statistics()) {
                Output<?> part = shares.size() == 1
                        ? statistic.ofBatch()
                        : graph.output("Mul", statistic.ofBatch(), share.weight());
                parts.computeIfAbsent(statistic.average(), _ -> new ArrayList<>())
                        .add(part);
            }
        }
        Map<Variable, Output<?>> sums = new LinkedHashMap<>();
        parts.forEach((average, all) -> sums.put(average, graph.sum(all)));
        return sums;
    }

    private Operation moveTowards(Variable average, Output<?> ofBatch, Optional<Output<?>> finite) {
        Output<?> change = graph.output(
                "Mul", graph.output("Sub", average.value(), ofBatch), graph.constant(1 - MOVING_AVERAGE_MOMENTUM));
        return graph.operation("AssignSubVariableOp", "track")
                .addInput(average.handle())
                .addInput(either(finite, change, 0))
                .setAttr("dtype", DataType.DT_FLOAT)
                .build();
    }

    /** A number that is not finite makes the sum of its tensor not finite, and that the sum of all. */
    private Output<?> allFinite() {
        List<Output<?>> sums = new ArrayList<>();
        for (Output<?> gradient : gradients) {
            Output<?> flat = graph.output("Reshape", gradient, graph.vector(-1));
            sums.add(graph.output("Sum", attributes -> attributes.setAttr("keep_dims", false), flat, graph.vector(0)));
        }
        return graph.output("IsFinite", graph.sum(sums));
    }

    private Output<?> either(Optional<Output<?>> condition, Output<?> tensor, float otherwise) {
        return condition.isEmpty()
                ? tensor
                : graph.output("SelectV2", condition.get(), tensor, graph.constant(otherwise));
    }

    private Output<?> unscaled(Output<?> gradient) {
        return lossScale == 1 ? gradient : graph.output("Mul", gradient, graph.constant(1 / lossScale));
    }
}
