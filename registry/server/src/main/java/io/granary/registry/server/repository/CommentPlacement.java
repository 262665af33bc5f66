package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what each comment is about: a comment of its own line is about what follows it, unless it is indented like
 * something before it; one at the end of a line about the outermost thing that ends there. What stands above the first
 * field of a document heads it, whatever field comes first later.
 */
final class CommentPlacement {

    private final List<Slot> slots;
    private final List<Integer> documents;
    private final List<List<String>> headers = new ArrayList<>();
    private final List<List<String>> footers = new ArrayList<>();

    private CommentPlacement(SlotReader read) {
        this.slots = read.slots();
        this.documents = read.documents();
        for (int i = 0; i <= documents.size(); i++) {
            headers.add(new ArrayList<>());
            footers.add(new ArrayList<>());
        }
        read.comments().forEach(this::place);
    }

    static CommentPlacement of(SlotReader read) {
        return new CommentPlacement(read);
    }

    List<Slot> slots() {
        return slots;
    }

    /** What stands above a document. */
    List<String> header(int document) {
        return headers.get(document);
    }

    /** What stands below all that a document says. */
    List<String> footer(int document) {
        return footers.get(document);
    }

    private void place(Comment comment) {
        int document = documentOf(comment);
        Slot inline = comment.isInline() ? endingAt(comment) : null;
        if (inline != null) {
            inline.putInline(comment.text());
        } else {
            put(comment, linesFor(comment, document));
        }
    }

    private static void put(Comment comment, List<String> lines) {
        if (comment.followsBlank() && !lines.isEmpty()) {
            lines.add("");
        }
        lines.add(comment.text());
    }

    private List<String> linesFor(Comment comment, int document) {
        int at = firstFrom(comment.line());
        Slot next = at < slots.size() && slots.get(at).document() == document ? slots.get(at) : null;
        Slot previous = likeIndented(comment, document, at);
        if (previous != null && previous.column() > (next == null ? 0 : next.column())) {
            return previous.after();
        }
        if (next == null) {
            return footers.get(document);
        }
        return isFirst(at) ? headers.get(document) : next.before();
    }

    private boolean isFirst(int slot) {
        return slot == 0 || slots.get(slot - 1).document() != slots.get(slot).document();
    }

    /** The last thing before a comment with its indentation, unless something with less comes after that. */
    private @Nullable Slot likeIndented(Comment comment, int document, int end) {
        for (int i = end - 1; i >= 0 && slots.get(i).document() == document; i--) {
            if (slots.get(i).column() <= comment.column()) {
                return slots.get(i).column() == comment.column() ? slots.get(i) : null;
            }
        }
        return null;
    }

    /** The outermost thing that starts and ends in a comment's line, else the innermost that starts or ends there. */
    private @Nullable Slot endingAt(Comment comment) {
        int end = firstFrom(comment.line() + 1);
        for (int i = firstFrom(comment.line()); i < end; i++) {
            if (slots.get(i).endLine() == comment.line()) {
                return slots.get(i);
            }
        }
        for (int i = end - 1; i >= 0; i--) {
            if (slots.get(i).endLine() >= comment.line()) {
                return slots.get(i);
            }
        }
        return null;
    }

    /** The first slot that starts in a line or below it. */
    private int firstFrom(int line) {
        int low = 0;
        int high = slots.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (slots.get(middle).line() < line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int documentOf(Comment comment) {
        int document = 0;
        while (document + 1 < documents.size() && documents.get(document + 1) <= comment.line()) {
            document++;
        }
        return document;
    }
}
