package org.aiperf.architecture.counting;

/**
 * One row of a count: a layer, or something that costs operations and is no layer (the softmax, gradients added).
 *
 * @param id the layer's number, or a word for a row that is no layer
 * @param type the kind of layer, in the words of the counting method
 * @param forward operations per image forwards, in training
 * @param evaluate operations per image forwards, in evaluation
 * @param backward operations per image backwards
 * @param parameters trainable parameters
 */
public record LayerCount(String id, String type, long forward, long evaluate, long backward, long parameters) {
    static LayerCount free(String id, String type) {
        return new LayerCount(id, type, 0, 0, 0, 0);
    }
}
