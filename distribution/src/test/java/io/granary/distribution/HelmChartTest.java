package io.granary.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The Helm chart, rendered by Helm and read into Kubernetes' types. */
@Timeout(60)
final class HelmChartTest {

    private static final String[] PRODUCTION = {
        "registry.replicas=2",
        "registry.database.url=jdbc:postgresql://postgres:5432/granary",
        "registry.database.passwordSecret.name=granary-database",
        "redis.passwordSecret.name=granary-redis",
        "serve.modelsClaim=models",
        "ingest.replicas=3"
    };

    @Test
    void lintsWithoutAWarning() {
        assertThat(HelmChart.lint().isFailed())
                .as("%s", HelmChart.lint().getMessages())
                .isFalse();
    }

    @Test
    void rendersEveryPartByDefault() {
        assertThat(HelmChart.render().names())
                .containsExactly(
                        "Deployment shop-ingest",
                        "Deployment shop-registry",
                        "Deployment shop-serve",
                        "HorizontalPodAutoscaler shop-serve",
                        "NetworkPolicy shop-ingest",
                        "NetworkPolicy shop-registry",
                        "NetworkPolicy shop-serve",
                        "PersistentVolumeClaim shop-registry",
                        "PodDisruptionBudget shop-serve",
                        "Service shop-registry",
                        "Service shop-serve",
                        "ServiceAccount shop-granary");
    }

    @Test
    void needsNoVolumeWithPostgres() {
        assertThat(HelmChart.render(PRODUCTION).names())
                .contains("PodDisruptionBudget shop-registry", "PodDisruptionBudget shop-ingest")
                .noneMatch(name -> name.startsWith("PersistentVolumeClaim"));
    }

    @Test
    void followsARegistryThatIsElsewhere() {
        HelmChart chart = HelmChart.render("registry.enabled=false", "registry.url=https://registry:6570");

        assertThat(chart.names()).noneMatch(name -> name.endsWith("-registry"));
        assertThat(environment(chart, "serve")).containsEntry("GRANARY_REGISTRY", "https://registry:6570");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry.replicas=3 | registry.database.url beside it",
                "registry.enabled=false | where the registry is",
                "serve.replica=3 | replica",
                "project=Not a name | project",
                "redis.readFrom=anywhere | readFrom",
                "registry.database.url=mysql://x | url",
            })
    void refusesValuesThatCannotBe(String value, String message) {
        assertThatThrownBy(() -> HelmChart.render(value)).hasMessageContaining(message);
    }

    @Test
    void redisIsReachedAsTheValuesSay() {
        HelmChart chart = HelmChart.render(
                "redis.uri=rediss-cluster://redis:6379", "redis.user=granary", "redis.readFrom=replica-preferred");

        assertThat(environment(chart, "serve"))
                .containsEntry("GRANARY_REDIS_URI", "rediss-cluster://redis:6379")
                .containsEntry("GRANARY_REDIS_USER", "granary")
                .containsEntry("GRANARY_REDIS_READ_FROM", "replica-preferred");
    }

    @Test
    void podsAreFoundByWhatSelectsThem() {
        HelmChart chart = HelmChart.render(PRODUCTION);
        for (Deployment deployment : chart.all(Deployment.class)) {
            Map<String, String> labels =
                    deployment.getSpec().getTemplate().getMetadata().getLabels();
            assertThat(labels)
                    .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
            assertThat(selectors(chart, deployment.getMetadata().getName()))
                    .isNotEmpty()
                    .allSatisfy(selector -> assertThat(labels).containsAllEntriesOf(selector));
        }
    }

    @Test
    void podsRunWithoutPrivileges() {
        for (PodSpec pod : HelmChart.render(PRODUCTION).pods()) {
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            Container container = pod.getContainers().get(0);
            assertThat(container.getSecurityContext().getReadOnlyRootFilesystem())
                    .isTrue();
            assertThat(container.getSecurityContext().getAllowPrivilegeEscalation())
                    .isFalse();
            assertThat(container.getSecurityContext().getCapabilities().getDrop())
                    .containsExactly("ALL");
            assertThat(container.getResources().getLimits()).containsKey("memory");
        }
    }

    /** Else the variables of a service that is called granary are read as options. */
    @Test
    void podsGetNoVariablesOfServices() {
        assertThat(HelmChart.render().pods())
                .allSatisfy(pod -> assertThat(pod.getEnableServiceLinks()).isFalse());
    }

    @Test
    void mountsAndProbesNameWhatIsThere() {
        for (PodSpec pod : HelmChart.render(PRODUCTION).pods()) {
            Container container = pod.getContainers().get(0);
            assertThat(pod.getVolumes())
                    .extracting(Volume::getName)
                    .containsExactlyInAnyOrderElementsOf(container.getVolumeMounts().stream()
                            .map(VolumeMount::getName)
                            .toList());
            assertThat(List.of(
                            container.getStartupProbe(), container.getLivenessProbe(), container.getReadinessProbe()))
                    .extracting(Probe::getHttpGet)
                    .extracting(get -> get.getPort().getStrVal())
                    .allMatch(port -> container.getPorts().stream()
                            .map(ContainerPort::getName)
                            .anyMatch(port::equals));
        }
    }

    @Test
    void secretsAreFilesThatAreNamed() {
        HelmChart chart = HelmChart.render(PRODUCTION);

        assertThat(environment(chart, "registry"))
                .containsEntry("GRANARY_DATABASE_PASSWORD", "${file:/etc/granary/database/password}");
        assertThat(environment(chart, "serve"))
                .containsEntry("GRANARY_REDIS_PASSWORD", "${file:/etc/granary/redis/password}");
        assertThat(chart.deployment("registry")
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .extracting(volume -> volume.getSecret().getSecretName())
                .containsExactly("granary-database");
    }

    @Test
    void onlyServingScales() {
        HelmChart chart = HelmChart.render();

        assertThat(chart.all(HorizontalPodAutoscaler.class))
                .singleElement()
                .satisfies(scaler -> assertThat(
                                scaler.getSpec().getScaleTargetRef().getName())
                        .isEqualTo("shop-serve"));
        assertThat(chart.deployment("serve").getSpec().getReplicas()).isNull();
    }

    static Map<String, String> environment(HelmChart chart, String process) {
        return chart.deployment(process).getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .collect(Collectors.toMap(EnvVar::getName, EnvVar::getValue));
    }

    private static List<Map<String, String>> selectors(HelmChart chart, String name) {
        return Stream.of(
                        chart.all(Service.class).stream()
                                .filter(service ->
                                        service.getMetadata().getName().equals(name))
                                .map(service -> service.getSpec().getSelector()),
                        chart.all(NetworkPolicy.class).stream()
                                .filter(policy -> policy.getMetadata().getName().equals(name))
                                .map(policy -> policy.getSpec().getPodSelector().getMatchLabels()),
                        chart.all(PodDisruptionBudget.class).stream()
                                .filter(budget -> budget.getMetadata().getName().equals(name))
                                .map(budget -> budget.getSpec().getSelector().getMatchLabels()))
                .flatMap(found -> found)
                .toList();
    }
}
