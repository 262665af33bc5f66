package io.granary.registry.client;

import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.definition.Rollout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The content of a snapshot: a registry's rollout as JSON, or a revision alone as the first builds wrote it. */
final class SnapshotJson {

    private static final int FORMAT = 2;

    private SnapshotJson() {}

    static byte[] encode(FetchedRollout fetched) {
        ProjectRollout rollout = fetched.rollout();
        return JsonDocument.encode(new JsonTree()
                .integer("format", FORMAT)
                .text("registry", fetched.registry())
                .text("tag", fetched.tag())
                .tree("rollout", RolloutJson.write(rollout.rollout(), null))
                .list("revisions", rollout.revisions().values(), RevisionJson::write)
                .node());
    }

    /** @throws GranaryException (INVALID_ARGUMENT) when no known build wrote this */
    static FetchedRollout decode(byte[] content) {
        return content.length > 0 && content[0] == '{'
                ? JsonDocument.parse(content, SnapshotJson::read)
                : decodeRevision(content);
    }

    private static FetchedRollout read(JsonObject object) {
        int format = object.integer("format");
        if (format != FORMAT) {
            throw GranaryException.invalid("format", format, FORMAT + ", which is the newest that this build reads");
        }
        Rollout rollout = object.object("rollout", RolloutJson::read);
        Map<Integer, Revision> revisions = object.objects("revisions", RevisionJson::read).stream()
                .collect(Collectors.toMap(Revision::number, Function.identity()));
        return new FetchedRollout(object.text("registry"), object.text("tag"), new ProjectRollout(rollout, revisions));
    }

    /** A line with the registry and the revision's tag, and the revision as JSON: what answered then was the newest. */
    private static FetchedRollout decodeRevision(byte[] content) {
        int line = new String(content, StandardCharsets.ISO_8859_1).indexOf('\n');
        if (line < 0) {
            throw GranaryException.invalid("snapshot", "one line", "a registry and a revision");
        }
        String registry = new String(content, 0, line, StandardCharsets.UTF_8).split(" ", 2)[0];
        Revision revision = RevisionJson.decode(Arrays.copyOfRange(content, line + 1, content.length));
        Rollout rollout = Rollout.upgraded(revision);
        return new FetchedRollout(registry, "", new ProjectRollout(rollout, Map.of(revision.number(), revision)));
    }
}
