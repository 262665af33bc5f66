package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ManifestsTest {

    @Test
    void refusesAFieldThatTheTypeDoesNotHave() {
        assertThatThrownBy(() -> Manifests.parse("apiVersion: v1\nkind: Service\nspec: {typ: ClusterIP}"))
                .hasMessageContaining("Unrecognized field \"typ\"");
    }

    @Test
    void refusesAKindOfAnotherVersion() {
        assertThatThrownBy(() -> Manifests.parse("apiVersion: v2\nkind: Service"))
                .hasMessage("v2 Service");
    }
}
