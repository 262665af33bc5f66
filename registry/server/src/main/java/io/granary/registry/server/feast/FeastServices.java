package io.granary.registry.server.feast;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Converts feature services, without the features that are not converted. */
final class FeastServices {

    private final FeastProject project;
    private final FeastNames names = new FeastNames();

    FeastServices(FeastProject project) {
        this.project = project;
    }

    void convert() {
        for (FeastObject service : project.objects("featureServices", "FeatureService")) {
            convert(service.spec());
        }
    }

    private void convert(FeastObject spec) {
        List<Object> features = new ArrayList<>();
        for (FeastObject projection : spec.children("features")) {
            Object selection = selection(spec, projection);
            if (selection != null) {
                features.add(selection);
            }
        }
        if (features.isEmpty()) {
            project.leftOut(spec, "none of its views", "Convert the views first");
            return;
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("features", features);
        double sample = spec.child("loggingConfig").json().path("sampleRate").asDouble(0);
        if (sample > 0) {
            fields.put("logging", Map.of("sample", sample));
            project.partly(spec, "where requests are logged", "They go to Kafka");
        }
        String name = names.of(spec.name());
        project.reportName(spec, name);
        project.add("services.yaml", "FeatureService", name, spec, fields);
    }

    private @Nullable Object selection(FeastObject spec, FeastObject projection) {
        String view = String.valueOf(projection.text("featureViewName"));
        List<String> known = project.featuresOfView(view);
        if (known == null) {
            project.partly(spec, "features of view '" + view + "', which is not converted", "Convert the view first");
            return null;
        }
        List<String> asked = projection.children("featureColumns").stream()
                .map(FeastObject::name)
                .toList();
        List<String> features = asked.stream().filter(known::contains).toList();
        if (features.size() < asked.size()) {
            List<String> missing = new ArrayList<>(asked);
            missing.removeAll(known);
            project.partly(spec, "features " + missing + " of view '" + view + "'", "See the view");
        }
        if (features.isEmpty() && !asked.isEmpty()) {
            return null;
        }
        return selection(projection, project.viewNames().of(view), features.equals(known) ? List.of() : features);
    }

    /** @param features empty for all of the view */
    private static Object selection(FeastObject projection, String view, List<String> features) {
        String alias = projection.text("featureViewNameAlias");
        Map<String, String> joinKeys = projection.textMap("joinKeyMap");
        if (features.isEmpty() && alias == null && joinKeys.isEmpty()) {
            return view + ":*";
        }
        Map<String, Object> selection = new LinkedHashMap<>();
        selection.put("view", view);
        FeastProject.put(selection, "as", alias);
        FeastProject.put(selection, "joinKeys", joinKeys.isEmpty() ? null : joinKeys);
        FeastProject.put(selection, "features", features.isEmpty() ? null : features);
        return selection;
    }
}
