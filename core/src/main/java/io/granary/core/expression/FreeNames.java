package io.granary.core.expression;

import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.ast.CelExpr.CelComprehension;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The names that a text reads from outside, found in its syntax tree: neither functions nor fields nor the variables
 * that a macro such as {@code all} binds. Needs no types, so it serves where the columns are not known.
 */
final class FreeNames {

    /** Without the null macros: {@code isNull(x)} stays a call, whose operand is read like any other. */
    private static final CelParser PARSER = CelParserFactory.standardCelParserBuilder()
            .setOptions(CelCompilation.OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .build();

    private static final Set<String> TYPES = Set.of(
            "bool",
            "bytes",
            "double",
            "duration",
            "dyn",
            "int",
            "list",
            "map",
            "null_type",
            "string",
            "timestamp",
            "type",
            "uint");

    private final Set<String> names = new LinkedHashSet<>();

    private FreeNames() {}

    /** In the order of the text. */
    static Set<String> of(String text) {
        CompileErrors errors = new CompileErrors(text, List.of());
        if (text.length() > CelCompilation.MAX_LENGTH) {
            throw errors.tooLong(CelCompilation.MAX_LENGTH);
        }
        CelValidationResult parsed = PARSER.parse(text);
        try {
            FreeNames free = new FreeNames();
            free.visit(parsed.getAst().getExpr(), TYPES);
            return Collections.unmodifiableSet(free.names);
        } catch (CelValidationException e) {
            throw errors.of(parsed.getErrors().get(0));
        }
    }

    private void visit(CelExpr tree, Set<String> bound) {
        switch (tree.getKind()) {
            case IDENT -> add(tree.ident().name(), bound);
            case SELECT -> visit(tree.select().operand(), bound);
            case CALL -> visit(tree.call(), bound);
            case LIST -> tree.list().elements().forEach(element -> visit(element, bound));
            case STRUCT -> tree.struct().entries().forEach(entry -> visit(entry.value(), bound));
            case MAP ->
                tree.map().entries().forEach(entry -> {
                    visit(entry.key(), bound);
                    visit(entry.value(), bound);
                });
            case COMPREHENSION -> visit(tree.comprehension(), bound);
            case CONSTANT, NOT_SET -> {}
        }
    }

    private void add(String name, Set<String> bound) {
        if (!bound.contains(name)) {
            names.add(name);
        }
    }

    private void visit(CelCall call, Set<String> bound) {
        call.target().ifPresent(target -> visit(target, bound));
        call.args().forEach(argument -> visit(argument, bound));
    }

    private void visit(CelComprehension loop, Set<String> bound) {
        visit(loop.iterRange(), bound);
        visit(loop.accuInit(), bound);
        Set<String> inside = new LinkedHashSet<>(bound);
        inside.addAll(List.of(loop.iterVar(), loop.iterVar2(), loop.accuVar()));
        visit(loop.loopCondition(), inside);
        visit(loop.loopStep(), inside);
        visit(loop.result(), inside);
    }
}
