package io.granary.registry.server.repository;

/** What nodes say, however they are written: equal exactly when no reader of definitions could tell them apart. */
final class NodeValues {

    private enum Word {
        NULL
    }

    private NodeValues() {}

    static Object of(YamlNode node) {
        return RawValues.of(node, text -> YamlNode.isNull(text) ? Word.NULL : text.text());
    }
}
