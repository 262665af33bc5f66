package io.granary.registry.server.feast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts feature views; those whose values a Python function computes are left out. */
final class FeastViews {

    private static final String FILE = "views.yaml";

    private final FeastProject project;
    private final FeastEntities entities;
    private final FeastSources sources;
    private final List<FeastView> views = new ArrayList<>();

    FeastViews(FeastProject project, FeastEntities entities, FeastSources sources) {
        this.project = project;
        this.entities = entities;
        this.sources = sources;
    }

    void convert() {
        for (FeastObject view : project.objects("featureViews", "FeatureView")) {
            read(view.spec());
        }
        project.objects("streamFeatureViews", "StreamFeatureView").forEach(this::readStreamView);
        project.objects("onDemandFeatureViews", "OnDemandFeatureView").forEach(view -> leaveOut(view.spec()));
        views.forEach(this::noteColumns);
        views.forEach(this::write);
    }

    private void readStreamView(FeastObject view) {
        FeastObject spec = view.spec();
        if (!function(spec).isEmpty()) {
            leaveOut(spec);
        } else if (!spec.children("aggregations").isEmpty()) {
            project.leftOut(
                    spec,
                    "aggregations",
                    "Write them as aggregations of a view on the stream: " + FeastAggregations.of(spec));
        } else {
            read(spec);
        }
    }

    /** A function of Python cannot be run here, but its text helps those who write it as CEL. */
    private void leaveOut(FeastObject spec) {
        String function = function(spec);
        String file = "udfs/" + project.viewNames().of(spec.name()) + ".py";
        if (!function.isEmpty()) {
            project.addText(file, function.endsWith("\n") ? function : function + "\n");
        }
        List<String> features = spec.children("features").stream()
                .map(feature -> feature.name() + " " + feature.text("valueType"))
                .toList();
        project.leftOut(
                spec,
                "a Python function" + (function.isEmpty() ? "" : ", kept in " + file),
                "Write CEL expressions in an " + "OnDemandFeatureView or FeatureView that give " + features);
    }

    private static String function(FeastObject spec) {
        for (FeastObject holder : List.of(spec.child("featureTransformation"), spec.child("transformation"), spec)) {
            FeastObject function = holder.child("userDefinedFunction");
            String text = function.text("bodyText") == null ? function.text("body") : function.text("bodyText");
            if (text != null) {
                return text;
            }
        }
        return "";
    }

    private void read(FeastObject spec) {
        List<String> names = spec.texts("entities");
        if (names.isEmpty() || names.contains(FeastProject.NO_ENTITY)) {
            project.leftOut(spec, "a view without entity", "Give it an entity with a constant key");
            return;
        }
        Map<String, String> keys = keys(spec, names);
        if (keys == null) {
            return;
        }
        FeastView view = new FeastView(spec, keys, features(spec, keys));
        if (view.features().isEmpty()) {
            project.leftOut(spec, "no feature with a type that is here", "See the features above");
        } else if (view.batchSource() == null && view.streamSource() == null) {
            project.leftOut(spec, "no data source", "Write a PushSource, if its rows are pushed");
        } else {
            views.add(view);
            project.addView(spec.name(), view.featureNames());
        }
    }

    private @Nullable Map<String, String> keys(FeastObject spec, List<String> names) {
        Map<String, String> keys = new LinkedHashMap<>();
        for (String entity : names) {
            Map<String, Object> key = entities.key(entity);
            if (key == null) {
                project.leftOut(spec, "entity '" + entity + "', which is not converted", "Convert the entity first");
                return null;
            }
            keys.put(String.valueOf(key.get("name")), String.valueOf(key.get("type")));
        }
        return keys;
    }

    private Map<String, String> features(FeastObject spec, Map<String, String> keys) {
        Map<String, String> features = new LinkedHashMap<>();
        List<String> described = new ArrayList<>();
        for (FeastObject feature : spec.children("features")) {
            String type = FeastTypes.of(feature);
            if (type == null || !FeastNames.fits(feature.name())) {
                project.partly(
                        spec,
                        "feature '" + feature.name() + "' of type " + feature.text("valueType"),
                        "Types are scalars, lists and vectors; names are letters, digits and underscores");
            } else if (!keys.containsKey(feature.name())) {
                features.put(feature.name(), type);
            }
            if (feature.text("description") != null || !feature.textMap("tags").isEmpty()) {
                described.add(feature.name());
            }
        }
        if (!described.isEmpty()) {
            project.partly(spec, "descriptions and tags of features " + described, "Say it in the view's description");
        }
        return features;
    }

    private void noteColumns(FeastView view) {
        FeastObject batch = view.batchSource();
        if (batch != null) {
            sources.addColumns(batch, view.columns(batch));
        }
        FeastObject stream = view.streamSource();
        if (stream != null && FeastSources.isStream(stream)) {
            sources.addColumns(stream, view.columns(stream));
        }
    }

    private void write(FeastView view) {
        FeastObject spec = view.spec();
        FeastObject source = source(view);
        if (source == null) {
            project.leftOut(spec, "its only source", "See the source");
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "entities",
                spec.texts("entities").stream().map(project.entityNames()::of).toList());
        fields.put("source", sources.write(source, source.equals(view.batchSource()) ? null : view.batchSource()));
        Map<String, String> mapped = new LinkedHashMap<>();
        view.keys().keySet().forEach(key -> {
            if (!FeastView.columnOf(source, key).equals(key)) {
                mapped.put(key, FeastView.columnOf(source, key));
            }
        });
        FeastProject.put(fields, "joinKeys", mapped.isEmpty() ? null : mapped);
        fields.put("features", features(view, source));
        FeastProject.put(fields, "ttl", ttl(spec, source));
        FeastProject.put(fields, "online", spec.isTrue("online", false) ? null : "false");
        String name = project.viewNames().of(spec.name());
        project.reportName(spec, name);
        project.add(FILE, "FeatureView", name, spec, fields);
    }

    /** A stream whose history is the batch source, or else the batch source alone. */
    private @Nullable FeastObject source(FeastView view) {
        FeastObject stream = view.streamSource();
        if (stream == null || FeastSources.isStream(stream)) {
            return stream == null ? view.batchSource() : stream;
        }
        String what = stream.has("pushOptions") ? "rows that are pushed to '" : "the stream '";
        String advice = stream.has("pushOptions")
                ? "Send them to a topic, and make it the source with this one as history; or add a view on a PushSource"
                : "Only Kafka topics of JSON or Avro are read; send the records to one";
        project.partly(view.spec(), what + stream.name() + "'", advice);
        return view.batchSource();
    }

    private @Nullable String ttl(FeastObject spec, FeastObject source) {
        String ttl = FeastDurations.text(spec.text("ttl"));
        if (ttl != null && source.text("timestampField") == null) {
            project.partly(
                    spec, "the ttl of a source without timestamps", "Name the column that tells when a row is true");
            return null;
        }
        return ttl;
    }

    private static List<Map<String, Object>> features(FeastView view, FeastObject source) {
        List<Map<String, Object>> features = new ArrayList<>();
        view.features().forEach((name, type) -> {
            Map<String, Object> feature = new LinkedHashMap<>();
            feature.put("name", name);
            feature.put("type", type);
            String column = FeastView.columnOf(source, name);
            FeastProject.put(feature, "from", column.equals(name) ? null : column);
            features.add(feature);
        });
        return features;
    }
}
