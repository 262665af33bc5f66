package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.comments.CommentType;
import org.snakeyaml.engine.v2.events.CommentEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** Reads the comments of a text and the slots they may belong to, in the order of the text. */
final class SlotReader {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setParseComments(true)
            .setCodePointLimit(ReadLimits.DEFAULT.fileBytes())
            .build();

    private final Iterator<Event> events;
    private final List<Slot> slots = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private final List<Integer> documents = new ArrayList<>();
    private int blankLine = -2;
    private Event event;

    private SlotReader(String text) {
        events = new Parse(SETTINGS).parseString(text).iterator();
        event = events.next();
    }

    /** @throws org.snakeyaml.engine.v2.exceptions.YamlEngineException where the parser takes no comment */
    static SlotReader read(String text) {
        SlotReader reader = new SlotReader(text);
        for (reader.advance(); reader.event.getEventId() != Event.ID.StreamEnd; reader.advance()) {
            if (reader.event.getEventId() == Event.ID.DocumentStart) {
                reader.readDocument();
            }
        }
        return reader;
    }

    List<Slot> slots() {
        return slots;
    }

    /** The line that each document which says something starts at. */
    List<Integer> documents() {
        return documents;
    }

    List<Comment> comments() {
        return comments;
    }

    private void readDocument() {
        int line = line(event.getStartMark());
        advance();
        if (!(event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && scalar.getValue().isEmpty())) {
            documents.add(line);
        }
        readNode();
    }

    /** The last line of the node that the present event starts, which is left at its last event. */
    private int readNode() {
        return switch (event.getEventId()) {
            case MappingStart -> readEntries();
            case SequenceStart -> readItems();
            default -> lastLine(event);
        };
    }

    private int readEntries() {
        for (advance(); event.getEventId() != Event.ID.MappingEnd; advance()) {
            Slot slot = open(column(event.getStartMark()));
            readNode();
            advance();
            slot.endAt(Math.max(slot.line(), readNode()));
        }
        return lastLine(event);
    }

    /** An item of a block list is where its dash is, which is where the list itself is. */
    private int readItems() {
        boolean isFlow = event instanceof SequenceStartEvent list && list.isFlow();
        int dash = column(event.getStartMark());
        for (advance(); event.getEventId() != Event.ID.SequenceEnd; advance()) {
            Slot slot = open(isFlow ? column(event.getStartMark()) : dash);
            slot.endAt(Math.max(slot.line(), readNode()));
        }
        return lastLine(event);
    }

    private Slot open(int column) {
        Slot slot = new Slot(documents.size() - 1, line(event.getStartMark()), column);
        slots.add(slot);
        return slot;
    }

    /** To the next event that is no comment. */
    private void advance() {
        event = events.next();
        while (event instanceof CommentEvent comment) {
            add(comment);
            event = events.next();
        }
    }

    private void add(CommentEvent comment) {
        int line = line(comment.getStartMark());
        if (comment.getCommentType() == CommentType.BLANK_LINE) {
            blankLine = line;
            return;
        }
        boolean isInline = comment.getCommentType() == CommentType.IN_LINE;
        String text = ("#" + comment.getValue()).stripTrailing();
        comments.add(new Comment(line, column(comment.getStartMark()), text, isInline, blankLine == line - 1));
    }

    /** The end of a block collection or scalar is told as the start of what follows, so the line before counts. */
    private static int lastLine(Event event) {
        int line = line(event.getEndMark());
        return column(event.getEndMark()) == 0 ? line - 1 : line;
    }

    private static int line(Optional<Mark> mark) {
        return mark.map(Mark::getLine).orElse(0);
    }

    private static int column(Optional<Mark> mark) {
        return mark.map(Mark::getColumn).orElse(0);
    }
}
