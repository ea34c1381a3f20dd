/** TFRecord files and the {@code tf.train.Example} messages in them, read and written without TensorFlow. */
@NullMarked
package org.aiperf.datasets.tfrecord;

import org.jspecify.annotations.NullMarked;
