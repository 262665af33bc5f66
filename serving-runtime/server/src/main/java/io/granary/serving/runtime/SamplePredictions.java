package io.granary.serving.runtime;

import static java.util.stream.Collectors.joining;

import io.granary.core.type.Column;
import io.granary.online.serving.SampleRequest;
import io.granary.online.serving.SampleValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Made-up requests to some models and some routers of a table, of one row each. */
final class SamplePredictions {

    private static final int MOST = 8;

    private SamplePredictions() {}

    static List<SampleRequest> of(ModelTable table) {
        List<SampleRequest> requests = new ArrayList<>();
        table.models().stream().limit(MOST).forEach(model -> {
            ServedVersion version = model.findNewest();
            if (version != null) {
                String path = "/v2/models/" + model.model().name() + "/infer";
                requests.add(SampleRequest.post("infer", path, fromEntities(version)));
                requests.add(SampleRequest.post("infer", path, fromFeatures(version)));
            }
        });
        table.routers().ready().values().stream()
                .limit(MOST)
                .forEach(router -> requests.add(SampleRequest.post(
                        "predict", "/v1/routers/" + router.router().name() + "/predict", entities(router))));
        return requests;
    }

    private static String fromEntities(ServedVersion version) {
        return version.retrieval().requestColumns().stream()
                .map(column -> input(
                        column.name(), "1", WireType.of(column.type()), "[" + SampleValue.json(column.type(), 0) + "]"))
                .collect(joining(", ", "{\"inputs\": [", "]}"));
    }

    private static String fromFeatures(ServedVersion version) {
        int width = version.version().inputs().size();
        String data = Collections.nCopies(width, "0.5").toString();
        return "{\"inputs\": [" + input(OnnxSignature.INPUT, "1, " + width, WireType.FP32, data) + "]}";
    }

    private static String input(String name, String shape, WireType type, String data) {
        return "{\"name\": \"%s\", \"shape\": [%s], \"datatype\": \"%s\", \"data\": %s}"
                .formatted(name, shape, type, data);
    }

    private static String entities(ServedRouter router) {
        Map<String, String> values = new TreeMap<>();
        router.units().forEach(unit -> values.put(unit, "\"sample\""));
        for (Column column : router.columns()) {
            values.put(column.name(), SampleValue.json(column.type(), 0));
        }
        return values.entrySet().stream()
                .map(value -> "\"" + value.getKey() + "\": [" + value.getValue() + "]")
                .collect(joining(", ", "{\"entities\": {", "}}"));
    }
}
