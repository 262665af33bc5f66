package io.granary.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ServerChoiceTest {

    @Test
    void isEmbeddedWithoutAskingForDocker() {
        assertThat(ServerChoice.of("embedded", () -> {
                    throw new AssertionError("nobody needs Docker");
                }))
                .isEqualTo(ServerChoice.EMBEDDED);
    }

    @Test
    void isContainersOnlyWhereDockerIs() {
        assertThat(ServerChoice.of("containers", () -> true)).isEqualTo(ServerChoice.CONTAINERS);
        assertThat(ServerChoice.of("containers", () -> false)).isEqualTo(ServerChoice.NOTHING);
    }

    @Test
    void refusesAnythingElse() {
        assertThatThrownBy(() -> ServerChoice.of("docker", () -> true))
                .hasMessage("granary.services: docker (expected: embedded or containers)");
    }

    @Test
    void knowsTheRedisOfAVersion() {
        assertThat(Containers.redisImage("7").asCanonicalNameString()).isEqualTo("redis:7.4");
        assertThat(Containers.redisImage("8").asCanonicalNameString()).isEqualTo("redis:8.2");
        assertThatThrownBy(() -> Containers.redisImage("6")).hasMessage("granary.redis: 6 (expected: 7 or 8)");
    }
}
