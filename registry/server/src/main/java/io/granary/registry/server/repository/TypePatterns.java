package io.granary.registry.server.repository;

import io.granary.core.type.ScalarType;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The text form of types as a regular expression, for editors. */
final class TypePatterns {

    private static final String SCALAR =
            Arrays.stream(ScalarType.values()).map(ScalarType::text).collect(Collectors.joining("|", "(", ")"));

    static final String ANY = "^\\s*(" + SCALAR + "|LIST\\s*<\\s*" + SCALAR + "\\s*>|MAP\\s*<\\s*STRING\\s*,\\s*"
            + SCALAR + "\\s*>|VECTOR\\s*<\\s*FLOAT32\\s*,\\s*[1-9]\\d*\\s*>)\\s*$";

    private TypePatterns() {}
}
