package io.granary.online.serving;

import io.granary.core.type.Column;
import io.granary.protocol.feast.FeatureList;
import io.granary.protocol.feast.GetOnlineFeaturesRequest;
import io.granary.protocol.feast.RepeatedValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a made-up request asks for, and of how many made-up entity rows.
 *
 * @param columns that a request must bring
 */
record SampleQuery(FeatureQuery query, List<Column> columns, int rows) {

    SampleQuery {
        columns = List.copyOf(columns);
    }

    String json() {
        String asked = query.service() == null
                ? "\"features\": "
                        + query.features().stream().map(SampleQuery::quoted).toList()
                : "\"feature_service\": " + quoted(query.service());
        String entities = columns.stream().map(this::json).collect(Collectors.joining(", ", "{", "}"));
        return "{" + asked + ", \"full_feature_names\": " + isFull() + ", \"entities\": " + entities + "}";
    }

    GetOnlineFeaturesRequest protobuf() {
        GetOnlineFeaturesRequest.Builder request =
                GetOnlineFeaturesRequest.newBuilder().setFullFeatureNames(isFull());
        if (query.service() == null) {
            request.setFeatures(FeatureList.newBuilder().addAllVal(query.features()));
        } else {
            request.setFeatureService(query.service());
        }
        columns.forEach(column -> request.putEntities(column.name(), protobuf(column)));
        return request.build();
    }

    private boolean isFull() {
        return query.names() == FeatureNames.FULL;
    }

    private String json(Column column) {
        return quoted(column.name()) + ": "
                + IntStream.range(0, rows)
                        .mapToObj(row -> SampleValue.json(column.type(), row))
                        .toList();
    }

    private RepeatedValue protobuf(Column column) {
        RepeatedValue.Builder values = RepeatedValue.newBuilder();
        IntStream.range(0, rows).forEach(row -> values.addVal(SampleMessage.of(column.type(), row)));
        return values.build();
    }

    /** Names are letters, digits and underscores. */
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
