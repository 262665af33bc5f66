package io.granary.distribution;

import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.nio.file.Path;
import java.util.List;

/** The Helm chart, rendered by Helm itself. */
record HelmChart(List<HasMetadata> manifests) {

    private static final Path FOLDER = Path.of("../deploy/helm/granary");

    /** Renders the chart with values such as {@code serve.replicas=3}. */
    static HelmChart render(String... values) {
        TemplateCommand template = new Helm(FOLDER).template().withName("shop").withKubeVersion("1.32.0");
        for (String value : values) {
            String[] keyAndValue = value.split("=", 2);
            template.set(keyAndValue[0], keyAndValue[1]);
        }
        return new HelmChart(Manifests.parse(template.call()));
    }

    static LintResult lint() {
        return new Helm(FOLDER).lint().strict().call();
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return manifests.stream().filter(type::isInstance).map(type::cast).toList();
    }

    Deployment deployment(String process) {
        return all(Deployment.class).stream()
                .filter(deployment -> deployment.getMetadata().getName().equals("shop-" + process))
                .findFirst()
                .orElseThrow();
    }

    List<PodSpec> pods() {
        return all(Deployment.class).stream()
                .map(deployment -> deployment.getSpec().getTemplate().getSpec())
                .toList();
    }

    List<String> names() {
        return manifests.stream()
                .map(manifest ->
                        manifest.getKind() + " " + manifest.getMetadata().getName())
                .sorted()
                .toList();
    }
}
