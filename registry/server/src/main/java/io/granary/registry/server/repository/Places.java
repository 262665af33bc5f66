package io.granary.registry.server.repository;

import java.util.HashMap;
import java.util.Map;

/** Where each value of one document is, by the path that messages name, such as {@code features[2].type}. */
final class Places {

    private final Map<String, YamlNode> nodes = new HashMap<>();
    private final Map<String, String> aliases = new HashMap<>();

    void put(String path, YamlNode node) {
        nodes.put(path, node);
    }

    /** Lets a path of the definition lead to the file's path, where the two differ. */
    void alias(String path, String filePath) {
        aliases.put(path, filePath);
    }

    /** Whether the document itself has a value at a path. */
    boolean contains(String path) {
        return nodes.containsKey(path);
    }

    /** The file's path for a path of the definition. */
    String filePath(String path) {
        for (String prefix = path; !prefix.isEmpty(); prefix = parent(prefix)) {
            String alias = aliases.get(prefix);
            if (alias != null) {
                return alias + path.substring(prefix.length());
            }
        }
        return path;
    }

    /** The node at a path of the definition, or else the nearest one around it. */
    YamlNode find(String path) {
        for (String prefix = filePath(path); !prefix.isEmpty(); prefix = parent(prefix)) {
            YamlNode node = nodes.get(prefix);
            if (node != null) {
                return node;
            }
        }
        return root();
    }

    private YamlNode root() {
        YamlNode root = nodes.get("");
        if (root == null) {
            throw new IllegalStateException("a document has a root");
        }
        return root;
    }

    private static String parent(String path) {
        int end = Math.max(path.lastIndexOf('.'), path.lastIndexOf('['));
        return end < 0 ? "" : path.substring(0, end);
    }
}
