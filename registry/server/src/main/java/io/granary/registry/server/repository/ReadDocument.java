package io.granary.registry.server.repository;

import java.nio.file.Path;

/** A document that was read, with the problems of its values. */
record ReadDocument(Document document, ProblemList problems) {

    static ReadDocument of(EffectiveDocuments.Declared declared, Path folder) {
        ProblemList problems = new ProblemList();
        return new ReadDocument(Document.read(declared.declaration(), declared.root(), folder, problems), problems);
    }
}
