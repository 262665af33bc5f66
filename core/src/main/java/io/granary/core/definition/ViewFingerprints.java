package io.granary.core.definition;

import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fingerprints of what computes a feature view: one for what all its features share, one for each feature.
 *
 * <p>A column counts where a text mentions it, with its type, so a source may gain columns without changing a view that
 * does not read them. What people say about a definition, defaults, ttl, names of entities and sources, and a stream's
 * history change no value and do not count. Of windows, inputs have fingerprints: functions, lengths and modes are a
 * matter of the layout.
 */
final class ViewFingerprints {

    private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private final FeatureView view;
    private final DataSource source;
    private final List<JoinKey> joinKeys;
    private final Map<String, DataType> columns = new TreeMap<>();

    private ViewFingerprints(FeatureView view, Definitions definitions) {
        this.view = view;
        this.source = definitions.source(view.source());
        this.joinKeys = new ArrayList<>(definitions.joinKeys(view));
        joinKeys.sort(Comparator.comparing(JoinKey::name));
        List<Column> schema = source.schema() == null ? List.of() : source.schema();
        schema.forEach(column -> columns.put(column.name(), column.type()));
    }

    static ViewFingerprints of(FeatureView view, Definitions definitions) {
        return new ViewFingerprints(view, definitions);
    }

    /** Of everything, each feature under its own name. */
    Map<String, String> all() {
        Map<String, String> all = shared();
        view.features().forEach(feature -> all.put(feature.name(), feature(feature, feature.name())));
        return all;
    }

    /** Of {@link ViewState#BASE} and the aggregations' inputs: what has no column that could have another name. */
    Map<String, String> shared() {
        Map<String, String> shared = new TreeMap<>();
        shared.put(ViewState.BASE, base());
        for (Aggregation aggregation : view.aggregations()) {
            if (view.isWindowed()) {
                shared.put(inputName(aggregation), input(aggregation));
            } else {
                aggregation.featureNames().forEach(name -> shared.put(name, beside(aggregation, name)));
            }
        }
        return shared;
    }

    /** Of a feature whose values are stored in that column. */
    String feature(Feature feature, String column) {
        Fingerprint fingerprint =
                new Fingerprint().add(column).add(feature.type().text());
        addText(fingerprint, feature.expression());
        return fingerprint.hex();
    }

    private String base() {
        Fingerprint fingerprint = new Fingerprint().add(source.kind());
        place().forEach(fingerprint::add);
        addText(fingerprint, source.eventTimestamp());
        if (view.isWindowed()) {
            addAcceptance(fingerprint);
        } else {
            addText(fingerprint, source.createdTimestamp());
        }
        for (JoinKey joinKey : joinKeys) {
            fingerprint.add(joinKey.name()).add(joinKey.type().text());
            addText(fingerprint, view.columnOf(joinKey.name()));
        }
        addText(fingerprint, view.where());
        return fingerprint.hex();
    }

    private List<?> place() {
        if (source instanceof BatchSource batch) {
            return List.of(batch.format(), batch.path());
        }
        if (source instanceof StreamSource stream) {
            return List.of(stream.format(), stream.topic(), stream.maxFutureSkew());
        }
        return List.of(source.name());
    }

    /** Which events count, and which of them are the same one. */
    private void addAcceptance(Fingerprint fingerprint) {
        fingerprint.add("windows");
        if (source instanceof StreamSource stream) {
            fingerprint.add(stream.allowedLateness());
            addText(fingerprint, stream.eventId());
        }
    }

    private static String inputName(Aggregation aggregation) {
        String of = aggregation.of() == null ? "*" : aggregation.of();
        return aggregation.where() == null ? of : of + " where " + aggregation.where();
    }

    private String input(Aggregation aggregation) {
        Fingerprint fingerprint = new Fingerprint();
        addText(fingerprint, aggregation.of());
        addText(fingerprint, aggregation.where());
        return fingerprint.hex();
    }

    /** Of a view with rows and windows, as earlier builds took it: its windows were never computed. */
    private String beside(Aggregation aggregation, String featureName) {
        Fingerprint fingerprint = new Fingerprint()
                .add(featureName)
                .add(aggregation.function())
                .add(aggregation.mode())
                .add(source instanceof StreamSource stream ? stream.allowedLateness() : null)
                .add(source instanceof StreamSource stream ? stream.eventId() : null);
        addText(fingerprint, aggregation.of());
        addText(fingerprint, aggregation.where());
        return fingerprint.hex();
    }

    /** A column name or expression, with the types of the columns that it may read. */
    private void addText(Fingerprint fingerprint, @Nullable String text) {
        fingerprint.add(text);
        if (text == null) {
            return;
        }
        IDENTIFIER.matcher(text).results().map(MatchResult::group).forEach(name -> {
            DataType type = columns.get(name);
            fingerprint.add(type == null ? null : type.text());
        });
    }
}
