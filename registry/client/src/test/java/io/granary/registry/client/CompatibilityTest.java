package io.granary.registry.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.definition.Definitions;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * JSON between builds: this one reads what the first one wrote, and writes the same as long as nothing is used that the
 * first one did not know. So a client that is older than its registry goes on.
 */
class CompatibilityTest {

    @Test
    void revisionsAreWrittenAsTheFirstBuildDid() {
        assertThat(RevisionJson.decode(Golden.read("revision.json"))).isEqualTo(Samples.revision());
        assertSame(RevisionJson.encode(Samples.revision()), "revision.json");
    }

    @Test
    void requestsAreWrittenAsTheFirstBuildDid() {
        Definitions definitions = Samples.definitions();
        ApplyRequest apply = new ApplyRequest(3, "ann", "why", definitions);
        assertThat(RequestJson.decodeApply(Golden.read("apply.json"))).isEqualTo(apply);
        assertThat(RequestJson.decodePlan(Golden.read("plan-request.json"))).isEqualTo(definitions);
        assertSame(RequestJson.encodeApply(apply), "apply.json");
        assertSame(RequestJson.encodePlan(definitions), "plan-request.json");
    }

    @Test
    void listsOfOnePageAreWrittenAsTheFirstBuildDid() {
        RevisionSummary summary = new RevisionSummary(2, "ann", Samples.NOW, "why", new ChangeCounts(1, 2, 3));
        Page<RevisionSummary> history = new Page<>(List.of(summary), null);
        Page<String> projects = new Page<>(List.of("flights", "taxis"), null);
        assertThat(HistoryJson.decode(Golden.read("history.json"))).isEqualTo(history);
        assertThat(HistoryJson.decodeProjects(Golden.read("projects.json"))).isEqualTo(projects);
        assertSame(HistoryJson.encode(history), "history.json");
        assertSame(HistoryJson.encodeProjects(projects), "projects.json");
    }

    private static void assertSame(byte[] written, String golden) {
        assertThat(new String(written, StandardCharsets.UTF_8))
                .isEqualTo(new String(Golden.read(golden), StandardCharsets.UTF_8));
    }
}
