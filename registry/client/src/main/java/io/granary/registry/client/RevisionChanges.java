package io.granary.registry.client;

import static java.util.Objects.requireNonNull;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Definition;
import io.granary.core.definition.Definitions;
import io.granary.core.definition.Kind;
import io.granary.core.definition.Revision;
import io.granary.core.definition.ViewState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What makes one revision of a project into a later or an earlier one: {@link #between} takes two apart, {@link #appliedTo}
 * puts the second together again. Immutable.
 *
 * @param since number of the revision that it starts from
 * @param number of the revision that it makes
 * @param definitions those that the first revision has not, or not like this
 * @param removed those that the second revision has not
 * @param viewStates those that the first revision has not, or not like this
 * @param removedStates names of those that the second revision has not
 * @param digest {@link RevisionDigest#text} of the second revision
 */
public record RevisionChanges(
        String project,
        int since,
        int number,
        String author,
        Instant createdAt,
        String message,
        List<Definition> definitions,
        List<Removed> removed,
        Map<String, ViewState> viewStates,
        List<String> removedStates,
        String digest) {

    /** A definition that is gone. */
    public record Removed(Kind kind, String name) {

        static Removed of(Definition definition) {
            return new Removed(definition.kind(), definition.name());
        }
    }

    public RevisionChanges {
        requireNonNull(project, "project");
        definitions = List.copyOf(definitions);
        removed = List.copyOf(removed);
        viewStates = Map.copyOf(viewStates);
        removedStates = List.copyOf(removedStates);
        requireNonNull(digest, "digest");
    }

    /** Fast where the two share objects; see {@link Revision#sharing}. */
    public static RevisionChanges between(Revision first, Revision second, RevisionDigest digest) {
        Map<String, ViewState> states = new TreeMap<>(second.viewStates());
        states.entrySet()
                .removeIf(state -> state.getValue().equals(first.viewStates().get(state.getKey())));
        TreeSet<String> removedStates = new TreeSet<>(first.viewStates().keySet());
        removedStates.removeAll(second.viewStates().keySet());
        return new RevisionChanges(
                second.project(),
                first.number(),
                second.number(),
                second.author(),
                second.createdAt(),
                second.message(),
                notIn(first.definitions(), second.definitions()),
                gone(first.definitions(), second.definitions()),
                states,
                new ArrayList<>(removedStates),
                digest.text());
    }

    /**
     * The second revision, which shares with the first one what is the same in both.
     *
     * @throws GranaryException (FAILED_PRECONDITION) when the given revision is not the one it starts from
     */
    public Revision appliedTo(Revision first) {
        if (!first.project().equals(project) || first.number() != since) {
            throw new GranaryException(
                    ErrorCode.FAILED_PRECONDITION,
                    "Cannot change revision " + first.number() + " of project '" + first.project()
                            + "': the changes are to revision " + since + " of project '" + project + "'");
        }
        Map<String, ViewState> states = new TreeMap<>(first.viewStates());
        states.keySet().removeAll(removedStates);
        states.putAll(viewStates);
        return new Revision(project, number, author, createdAt, message, changed(first.definitions()), states);
    }

    private Definitions changed(Definitions first) {
        Map<String, Definition> all = new TreeMap<>();
        first.all().forEach(definition -> all.put(key(definition.kind(), definition.name()), definition));
        removed.forEach(gone -> all.remove(key(gone.kind(), gone.name())));
        definitions.forEach(definition -> all.put(key(definition.kind(), definition.name()), definition));
        return new Definitions(all.values());
    }

    private static String key(Kind kind, String name) {
        return kind.namespace() + "/" + name;
    }

    private static List<Definition> notIn(Definitions first, Definitions second) {
        return second.all().stream()
                .filter(definition -> !definition.equals(first.find(definition.kind(), definition.name())))
                .toList();
    }

    private static List<Removed> gone(Definitions first, Definitions second) {
        return first.all().stream()
                .filter(definition -> second.find(definition.kind(), definition.name()) == null)
                .map(Removed::of)
                .toList();
    }
}
