package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Turns the events of one part of a file's YAML into nodes. Refuses what a definition has no use for (anchors, aliases,
 * tags, duplicate keys, keys that are not text, more than {@value #MAX_DEPTH} levels); after a syntax error the
 * documents before it still come out.
 */
final class YamlReader {

    static final int MAX_DEPTH = 32;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(ReadLimits.DEFAULT.fileBytes())
            .build();

    private final SourceFile file;
    private final int linesBefore;
    private final ProblemList problems;
    private final Iterator<Event> events;
    private final List<YamlNode> documents = new ArrayList<>();
    private boolean complete = true;

    private YamlReader(SourceFile file, YamlPart part, ProblemList problems) {
        this.file = file;
        this.linesBefore = part.linesBefore();
        this.problems = problems;
        this.events = new Parse(SETTINGS).parseString(part.text()).iterator();
    }

    /** The documents of a part of a file, empty ones left out. */
    static YamlReader read(SourceFile file, YamlPart part, ProblemList problems) {
        YamlReader reader = new YamlReader(file, part, problems);
        try {
            reader.readDocuments();
        } catch (MarkedYamlEngineException e) {
            Place place = reader.place(e.getProblemMark().orElse(null));
            reader.stop(place, "syntax: " + e.getProblem() + " (expected: YAML 1.2)");
        } catch (YamlEngineException e) {
            reader.stop(reader.place(null), "syntax: " + e.getMessage() + " (expected: YAML 1.2)");
        } catch (TooDeepException e) {
            reader.stop(e.place, "nesting: more than " + MAX_DEPTH + " levels (expected: " + MAX_DEPTH + " or fewer)");
        }
        return reader;
    }

    List<YamlNode> documents() {
        return documents;
    }

    /** Whether the whole part was read; otherwise names may be missing that other files refer to. */
    boolean isComplete() {
        return complete;
    }

    private void stop(Place place, String message) {
        problems.add(place, message, null);
        complete = false;
    }

    private void readDocuments() {
        while (events.hasNext()) {
            if (events.next().getEventId() == Event.ID.DocumentStart) {
                YamlNode root = readNode(events.next(), 0);
                if (!(root instanceof YamlNode.Text text && text.isEmpty())) {
                    documents.add(root);
                }
            }
        }
    }

    private YamlNode readNode(Event event, int depth) {
        Place place = place(event.getStartMark().orElse(null));
        if (depth > MAX_DEPTH) {
            throw new TooDeepException(place);
        }
        if (event instanceof AliasEvent alias) {
            problems.add(place, "alias: *" + alias.getAlias() + " (expected: no anchors and aliases)", null);
            return new YamlNode.Text("", YamlNode.Text.Style.QUOTED, place);
        }
        refuseAnchorAndTag((NodeEvent) event, place);
        if (event instanceof ScalarEvent scalar) {
            return new YamlNode.Text(scalar.getValue(), style(scalar.getScalarStyle()), place);
        }
        return event instanceof MappingStartEvent ? readFields(place, depth) : readItems(place, depth);
    }

    private YamlNode readItems(Place place, int depth) {
        List<YamlNode> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(readNode(event, depth + 1));
        }
        return new YamlNode.Items(items, place);
    }

    private YamlNode readFields(Place place, int depth) {
        List<YamlNode.Entry> entries = new ArrayList<>();
        Map<String, Place> seen = new HashMap<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            YamlNode key = readNode(event, depth + 1);
            YamlNode value = readNode(events.next(), depth + 1);
            if (key instanceof YamlNode.Text name) {
                addEntry(entries, seen, name, value);
            } else {
                problems.add(key.place(), "key: " + key.shown() + " (expected: the name of a field)", null);
            }
        }
        return YamlNode.Fields.of(entries, place);
    }

    private void addEntry(List<YamlNode.Entry> entries, Map<String, Place> seen, YamlNode.Text name, YamlNode value) {
        Place first = seen.putIfAbsent(name.text(), name.place());
        if (first == null) {
            entries.add(new YamlNode.Entry(name, value));
            return;
        }
        problems.add(
                name.place(), name.text() + ": given twice (expected: once; first at line " + first.line() + ")", null);
    }

    private void refuseAnchorAndTag(NodeEvent event, Place place) {
        Anchor anchor = event.getAnchor().orElse(null);
        if (anchor != null) {
            problems.add(place, "anchor: &" + anchor + " (expected: no anchors and aliases)", null);
        }
        String tag = tag(event);
        if (tag != null) {
            problems.add(place, "tag: " + tag + " (expected: no tags)", null);
        }
    }

    private static @Nullable String tag(NodeEvent event) {
        if (event instanceof ScalarEvent scalar) {
            return scalar.getTag().orElse(null);
        }
        return event instanceof CollectionStartEvent collection
                ? collection.getTag().orElse(null)
                : null;
    }

    private static YamlNode.Text.Style style(ScalarStyle style) {
        return switch (style) {
            case PLAIN, JSON_SCALAR_STYLE -> YamlNode.Text.Style.PLAIN;
            case SINGLE_QUOTED, DOUBLE_QUOTED -> YamlNode.Text.Style.QUOTED;
            case LITERAL, FOLDED -> YamlNode.Text.Style.BLOCK;
        };
    }

    private Place place(@Nullable Mark mark) {
        return mark == null
                ? new Place(file, linesBefore + 1, 1)
                : new Place(file, linesBefore + mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the reading of a part that nests too deep, however the parser got there. */
    private static final class TooDeepException extends RuntimeException {

        private final transient Place place;

        TooDeepException(Place place) {
            super("nested too deep", null, false, false);
            this.place = place;
        }
    }
}
