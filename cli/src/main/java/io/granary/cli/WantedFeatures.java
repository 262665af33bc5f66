package io.granary.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.offline.engine.TrainingSetRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which features a command asks for: a service's, or a list. Used as a group of which one must be given. */
final class WantedFeatures {

    @Option(names = "--service", paramLabel = "NAME", description = "The features of a feature service.")
    private @Nullable String service;

    @Option(
            names = "--feature",
            paramLabel = "VIEW:FEATURE",
            description = "A feature, or view:* for all of a view's. Repeatable.")
    private List<String> features = List.of();

    void addTo(TrainingSetRequest.Builder request) {
        if (service == null) {
            features.forEach(request::feature);
        } else {
            request.service(service);
        }
    }

    /** As a request to a serving process says it. */
    void addTo(ObjectNode request) {
        if (service == null) {
            features.forEach(request.putArray("features")::add);
        } else {
            request.put("feature_service", service);
        }
    }
}
