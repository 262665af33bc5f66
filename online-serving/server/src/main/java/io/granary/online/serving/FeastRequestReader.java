package io.granary.online.serving;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.granary.core.GranaryException;
import io.granary.http.JsonPath;
import io.granary.http.JsonReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request, without a tree and within the limits. Used once. */
final class FeastRequestReader implements JsonReader<FeastRequest> {

    private static final List<String> FIELDS = List.of(
            "entities", "features", "feature_service", "full_feature_names", "include_feature_view_version_metadata");

    private final OnlineServingConfig limits;
    private List<String> features = List.of();
    private @Nullable String service;
    private FeatureNames names = FeatureNames.BARE;
    private boolean tellsVersions;
    private @Nullable EntityColumns entities;

    FeastRequestReader(OnlineServingConfig limits) {
        this.limits = limits;
    }

    @Override
    public FeastRequest read(JsonParser parser) throws IOException {
        requireObject(parser.nextToken());
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String field = parser.currentName();
            parser.nextToken();
            field(field, parser);
        }
        if (entities == null) {
            throw GranaryException.invalid("entities", "absent", "join keys with a list of values each");
        }
        return new FeastRequest(new FeatureQuery(features, service, names, tellsVersions), entities);
    }

    private static void requireObject(@Nullable JsonToken token) {
        if (token != JsonToken.START_OBJECT) {
            throw GranaryException.invalid(
                    "body", token == null ? "empty" : token, "an object with entities and features");
        }
    }

    private void field(String field, JsonParser parser) throws IOException {
        switch (field) {
            case "entities" -> entities = entities(parser);
            case "features" -> features = isNull(parser) ? List.of() : references(parser);
            case "feature_service" -> service = isNull(parser) ? null : text(parser, "the name of a feature service");
            case "full_feature_names" -> names = flag(parser) ? FeatureNames.FULL : FeatureNames.BARE;
            case "include_feature_view_version_metadata" -> tellsVersions = flag(parser);
            default ->
                throw GranaryException.invalid(
                        "body", "'" + field + "'", "one of " + FIELDS + Unknown.suggestion(field, FIELDS));
        }
    }

    private List<String> references(JsonParser parser) throws IOException {
        require(parser, parser.currentToken(), JsonToken.START_ARRAY, "a list of view:feature");
        List<String> references = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            references.add(text(parser, "view:feature"));
            limits.requireFeatures(references.size());
        }
        return references;
    }

    private EntityColumns entities(JsonParser parser) throws IOException {
        require(parser, parser.currentToken(), JsonToken.START_OBJECT, "join keys with a list of values each");
        Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            require(parser, parser.nextToken(), JsonToken.START_ARRAY, "a list of values");
            columns.put(name, column(name, parser));
        }
        return EntityColumns.of(columns);
    }

    private List<@Nullable Object> column(String name, JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(RequestValue.read(parser));
            limits.requireRows(name, values.size());
        }
        return values;
    }

    private static boolean isNull(JsonParser parser) {
        return parser.currentToken() == JsonToken.VALUE_NULL;
    }

    private static boolean flag(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_TRUE -> true;
            case VALUE_FALSE, VALUE_NULL -> false;
            default -> throw unexpected(parser, "true or false");
        };
    }

    private static String text(JsonParser parser, String expected) throws IOException {
        require(parser, parser.currentToken(), JsonToken.VALUE_STRING, expected);
        return parser.getText();
    }

    private static void require(JsonParser parser, @Nullable JsonToken token, JsonToken wanted, String expected)
            throws IOException {
        if (token != wanted) {
            throw unexpected(parser, expected);
        }
    }

    private static GranaryException unexpected(JsonParser parser, String expected) throws IOException {
        return GranaryException.invalid(JsonPath.of(parser), parser.getText(), expected);
    }
}
