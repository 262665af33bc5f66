package io.granary.online.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Aggregation;
import io.granary.core.definition.StreamSource;
import io.granary.core.featurelog.WindowState;
import io.granary.core.type.Column;
import io.granary.core.type.EpochMicros;
import io.granary.core.type.ScalarType;
import io.granary.core.window.EventIds;
import io.granary.core.window.WindowPart;
import io.granary.core.window.WindowPart.Kind;
import io.granary.core.window.WindowParts;
import io.granary.core.window.WindowReader;
import io.granary.core.window.WindowedFeature;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Writes what one window is made of: its bounds, the tiles and single events in it, and what is stored. Used once. */
final class WindowExplanation {

    private static final String LATE = "late-event";

    private final ViewWindows windows;
    private final WindowReader reader;
    private final WindowedFeature feature;
    private final ViewRead read;
    private final WindowParts parts;
    private final JsonNode entity;
    private final ObjectNode json;

    /** @param explanation names the entity, and gets the window */
    WindowExplanation(ViewWindows windows, WindowReader reader, int ordinal, ViewRead read, ObjectNode explanation) {
        this.windows = windows;
        this.reader = reader;
        this.feature = reader.features().get(ordinal);
        this.read = read;
        this.parts = reader.parts(ordinal, read.nowMicros());
        this.entity = explanation.path("entity");
        this.json = explanation.putObject("window");
    }

    void write() {
        definition();
        bound("from", parts.fromMicros());
        bound("to", parts.toMicros());
        ArrayNode tiles = json.putArray("tiles");
        ArrayNode events = json.putArray("events");
        ArrayNode stored = json.putArray("stored");
        for (int i = 0; i < read.fields().count(); i++) {
            if (read.has(i)) {
                field(i, tiles, events, stored.addObject());
            }
        }
        rejected();
    }

    private void definition() {
        Aggregation aggregation = windows.aggregation(feature.name());
        json.put("function", aggregation.function());
        json.put("of", aggregation.of());
        json.put("where", aggregation.where());
        json.put("mode", aggregation.mode().name().toLowerCase(Locale.ROOT));
        seconds("length_seconds", feature.window().lengthMicros());
        seconds("hop_seconds", feature.window().tileMicros());
    }

    private void seconds(String name, long micros) {
        if (micros > 0) {
            json.put(name, TimeUnit.MICROSECONDS.toSeconds(micros));
        }
    }

    private void bound(String name, long micros) {
        json.put(name, moment(micros));
    }

    private static @Nullable String moment(long micros) {
        return micros == Long.MIN_VALUE ? null : EpochMicros.toInstant(micros).toString();
    }

    private void field(int field, ArrayNode tiles, ArrayNode events, ObjectNode stored) {
        byte[] state = read.copy(field);
        stored.put("field", new String(read.fields().names()[field], StandardCharsets.UTF_8));
        stored.put("origin", origin(field));
        stored.put("bytes", state.length);
        if (WindowState.pageLength(state, 0, state.length) < 0) {
            stored.put("error", "not as it was written: its checksum is wrong");
            return;
        }
        stored.put("log_epoch", WindowState.epoch(state));
        stored.put("log_offset", WindowState.offset(state));
        byte[] page = WindowState.page(state);
        try {
            List<WindowPart> all = parts.page(read.fields().ordinal(field), page);
            stored.put("parts", all.size());
            all.forEach(part -> part(part, origin(field), part.kind() == Kind.EVENT ? events : tiles));
        } catch (GranaryException e) {
            stored.put("error", e.getMessage());
        }
    }

    private String origin(int field) {
        return read.fields().isOfBackfill(field) ? "backfill" : "stream";
    }

    private void part(WindowPart part, String origin, ArrayNode to) {
        ObjectNode shown = to.addObject().put("origin", origin);
        if (part.kind() == Kind.EVENT) {
            shown.put("event_timestamp", moment(part.fromMicros()));
            shown.put("id", EventIds.text(part.eventId(), idType()));
        } else {
            shown.put("level", reader.layout().levels().get(part.level()).name());
            shown.put("from", moment(part.fromMicros()));
            shown.put("to", moment(part.toMicros()));
            shown.put("newest_event", moment(part.newestMicros()));
        }
        ExplanationJson.value(shown, "value", part.value(), feature.type());
    }

    private @Nullable ScalarType idType() {
        StreamSource source = windows.source();
        if (source == null || source.eventId() == null) {
            return null;
        }
        return source.schema().stream()
                .filter(column -> column.name().equals(source.eventId()))
                .map(Column::type)
                .map(ScalarType.class::cast)
                .findFirst()
                .orElse(null);
    }

    /** Which events no window counts, and where they are: the online store does not have them. */
    private void rejected() {
        StreamSource source = windows.source();
        if (source != null) {
            json.putObject("rejected")
                    .put("arrived_later_than_seconds", source.allowedLateness().toSeconds())
                    .put(
                            "before_their_time_by_more_than_seconds",
                            source.maxFutureSkew().toSeconds())
                    .put("topic", "granary." + windows.project() + ".dead-letters")
                    .put("reason", LATE)
                    .put("list", rejectedList());
        }
    }

    /** The path of the request that lists them: an event of the window was put aside after the window began. */
    private String rejectedList() {
        String path = "/v1/projects/" + windows.project() + "/dead-letters?view="
                + windows.view().name() + "&reason=" + LATE + "&entity=" + encoded(entity.toString());
        String from = moment(parts.fromMicros());
        return from == null ? path : path + "&since=" + encoded(from);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
