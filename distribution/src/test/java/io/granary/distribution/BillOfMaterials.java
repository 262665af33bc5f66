package io.granary.distribution;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A CycloneDX file: what a folder of jars consists of. */
record BillOfMaterials(JsonNode root) {

    static BillOfMaterials read(Path file) throws IOException {
        return new BillOfMaterials(new ObjectMapper().readTree(file.toFile()));
    }

    /** The jar that it is about, then those that this one needs. */
    List<Component> components() {
        return Stream.concat(
                        Stream.of(root.at("/metadata/component")),
                        StreamSupport.stream(root.path("components").spliterator(), false))
                .map(Component::new)
                .toList();
    }

    /** One jar of it. */
    record Component(JsonNode node) {

        String jar() {
            String classifier = node.path("purl").asText().replaceFirst("[^?]*\\?", "");
            classifier = classifier.contains("classifier=")
                    ? "-" + classifier.replaceFirst(".*classifier=([^&]*).*", "$1")
                    : "";
            return node.path("name").asText() + "-" + node.path("version").asText() + classifier + ".jar";
        }

        boolean isOurs() {
            return node.path("group").asText().equals("io.granary");
        }

        /** The licences that it may be used under, by one's choice. */
        List<String> licences() {
            return StreamSupport.stream(node.path("licenses").spliterator(), false)
                    .flatMap(Component::names)
                    .toList();
        }

        private static Stream<String> names(JsonNode choice) {
            if (choice.has("expression")) {
                return Stream.of(
                        choice.get("expression").asText().replaceAll("[()]", "").split(" OR "));
            }
            JsonNode licence = choice.path("license");
            return Stream.of(licence.path("id").asText(licence.path("name").asText()));
        }
    }
}
