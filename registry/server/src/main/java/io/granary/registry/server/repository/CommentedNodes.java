package io.granary.registry.server.repository;

import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells the comments of entries and items, which are known by identity. */
final class CommentedNodes {

    static final CommentedNodes NONE = new CommentedNodes();

    private static final Slot BARE = new Slot(0, 0, 0);

    private final IdentityHashMap<Object, Slot> slots = new IdentityHashMap<>();

    private CommentedNodes() {}

    /** @param slots of the documents, in the order of their text */
    static CommentedNodes of(List<YamlNode> documents, List<Slot> slots) {
        CommentedNodes commented = new CommentedNodes();
        Iterator<Slot> remaining = slots.iterator();
        documents.forEach(document -> commented.walk(document, remaining));
        return commented;
    }

    Slot of(YamlNode.Entry entry) {
        return find(entry);
    }

    Slot of(YamlNode item) {
        return find(item);
    }

    /** Whether anything within a node has comments. */
    boolean isCommented(YamlNode node) {
        if (node instanceof YamlNode.Fields fields) {
            return fields.entries().stream().anyMatch(entry -> of(entry).hasComments() || isCommented(entry.value()));
        }
        return node instanceof YamlNode.Items list
                && list.items().stream().anyMatch(item -> of(item).hasComments() || isCommented(item));
    }

    private Slot find(Object place) {
        @Nullable Slot slot = slots.get(place);
        return slot == null ? BARE : slot;
    }

    private void walk(YamlNode node, Iterator<Slot> remaining) {
        if (node instanceof YamlNode.Fields fields) {
            for (YamlNode.Entry entry : fields.entries()) {
                slots.put(entry, remaining.next());
                walk(entry.value(), remaining);
            }
        } else if (node instanceof YamlNode.Items list) {
            for (YamlNode item : list.items()) {
                slots.put(item, remaining.next());
                walk(item, remaining);
            }
        }
    }
}
