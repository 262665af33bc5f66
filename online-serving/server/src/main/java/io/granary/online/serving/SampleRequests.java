package io.granary.online.serving;

import io.granary.core.GranaryException;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Feature;
import io.granary.core.definition.FeatureService;
import io.granary.core.definition.FeatureView;
import io.granary.core.definition.Revision;
import io.granary.core.type.Column;
import io.granary.http.grpc.GrpcMessages;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Made-up requests for some services and some views of a revision, of one entity row and of several, in every format of an
 * answer over HTTP and over gRPC.
 */
final class SampleRequests {

    static final String GRPC = "grpc";

    private static final int MOST_QUERIES = 8;
    private static final int[] ROWS = {1, 10};

    private SampleRequests() {}

    static List<SampleRequest> of(Revision revision, OnlineFeatures features) {
        List<SampleRequest> requests = new ArrayList<>();
        for (SampleQuery query : queries(revision, features)) {
            for (AnswerFormat format : AnswerFormat.values()) {
                requests.add(SampleRequest.postFor(
                        format.name().toLowerCase(Locale.ROOT), FeatureRoutes.PATH, format.mediaType(), query.json()));
            }
            requests.add(SampleRequest.call(GRPC, FeatureCalls.PATH, GrpcMessages.frame(query.protobuf())));
        }
        return requests;
    }

    private static List<SampleQuery> queries(Revision revision, OnlineFeatures features) {
        Definitions definitions = revision.definitions();
        List<FeatureQuery> asked = new ArrayList<>();
        definitions.all(FeatureService.class).stream()
                .limit(MOST_QUERIES)
                .forEach(service -> asked.add(FeatureQuery.ofService(service.name(), FeatureNames.FULL)));
        definitions.all(FeatureView.class).stream()
                .filter(FeatureView::online)
                .limit(MOST_QUERIES)
                .forEach(view -> asked.add(FeatureQuery.ofFeatures(references(definitions, view), FeatureNames.BARE)));
        List<SampleQuery> queries = new ArrayList<>();
        asked.forEach(query -> addTo(queries, query, revision, features));
        return queries;
    }

    private static List<String> references(Definitions definitions, FeatureView view) {
        return definitions.features(view).stream()
                .map(Feature::name)
                .map(feature -> view.name() + ":" + feature)
                .toList();
    }

    private static void addTo(
            List<SampleQuery> queries, FeatureQuery query, Revision revision, OnlineFeatures features) {
        try {
            List<Column> columns = features.plan(revision, query).requestColumns();
            for (int rows : ROWS) {
                queries.add(new SampleQuery(query, columns, rows));
            }
        } catch (GranaryException ignored) {
            // What cannot be asked for needs no warming up.
        }
    }
}
