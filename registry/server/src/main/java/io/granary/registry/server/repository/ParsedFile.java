package io.granary.registry.server.repository;

import java.util.ArrayList;
import java.util.List;

/**
 * What the YAML of one file says.
 *
 * @param unread the text of parts that could not be read to their end
 * @param problems those of the text itself
 */
record ParsedFile(SourceFile file, List<YamlNode> documents, List<String> unread, ProblemList problems) {

    static ParsedFile of(SourceFile file) {
        ParsedFile parsed = new ParsedFile(file, new ArrayList<>(), new ArrayList<>(), new ProblemList());
        YamlPart.of(file.text()).forEach(parsed::read);
        return parsed;
    }

    private void read(YamlPart part) {
        YamlReader yaml = YamlReader.read(file, part, problems);
        documents.addAll(yaml.documents());
        if (!yaml.isComplete()) {
            unread.add(part.text());
        }
    }
}
