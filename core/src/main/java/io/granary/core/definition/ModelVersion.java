package io.granary.core.definition;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One trained model file.
 *
 * @param version unique within its model
 * @param uri where the file is, a {@code file:} URI or a path below the model root
 * @param inputs full feature names ({@code role__feature}) in the order of the input tensor's columns
 * @param registryRevision the revision whose definitions the training set was built from
 * @param metrics such as {@code auc}, for people
 */
public record ModelVersion(
        String version,
        String uri,
        Format format,
        List<String> inputs,
        long registryRevision,
        Map<String, Double> metrics) {

    /** The file's format. */
    public enum Format {
        ONNX
    }

    public ModelVersion {
        inputs = List.copyOf(inputs);
        metrics = Collections.unmodifiableMap(new TreeMap<>(metrics));
    }
}
