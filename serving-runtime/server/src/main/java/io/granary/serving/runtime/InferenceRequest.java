package io.granary.serving.runtime;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An inference request of the Open Inference Protocol.
 *
 * @param inputs by name, in the order given; at least one
 * @param outputs names of the outputs asked for; empty asks for all
 */
record InferenceRequest(@Nullable String id, Map<String, InputTensor> inputs, List<String> outputs) {}
