package io.granary.core.expression;

import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelMacroExprFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The macros {@code isNull(x)} and {@code default(x, v)}, for the parse of one text. CEL passes an unknown operand to no
 * function, so each tested operand becomes an expression of its own, and a hidden boolean variable stands for whether it
 * is null. {@code default(x, v)} is {@code hidden ? v : x}.
 */
final class NullMacros {

    /** The start of hidden variables' names; no name in a text can start like this. */
    static final String HIDDEN = "@null";

    private static final String CONDITIONAL = "_?_:_";

    private final List<CelExpr> operands = new ArrayList<>();

    /** Whether a text could have one of the macros. */
    static boolean mayBeIn(String text) {
        return text.contains("isNull") || text.contains("default");
    }

    /** For one parse; so the collected operands may stand in what CEL wants immutable. */
    @SuppressWarnings("Immutable")
    List<CelMacro> macros() {
        return List.of(
                CelMacro.newGlobalVarArgMacro("isNull", (factory, target, arguments) -> isNull(factory, arguments)),
                CelMacro.newGlobalVarArgMacro("default", (factory, target, arguments) -> orElse(factory, arguments)));
    }

    /** The tested operands so far; the hidden variable of each is {@link #HIDDEN} and its index. */
    List<CelExpr> operands() {
        return operands;
    }

    private Optional<CelExpr> isNull(CelMacroExprFactory factory, List<CelExpr> arguments) {
        if (arguments.size() != 1) {
            return Optional.of(factory.reportError("isNull takes 1 argument, not " + arguments.size()));
        }
        return Optional.of(hidden(factory, arguments.get(0)));
    }

    private Optional<CelExpr> orElse(CelMacroExprFactory factory, List<CelExpr> arguments) {
        if (arguments.size() != 2) {
            return Optional.of(factory.reportError("default takes 2 arguments, not " + arguments.size()));
        }
        CelExpr operand = arguments.get(0);
        CelExpr tested = hidden(factory, operand);
        return Optional.of(factory.newGlobalCall(CONDITIONAL, tested, arguments.get(1), factory.copy(operand)));
    }

    private CelExpr hidden(CelMacroExprFactory factory, CelExpr operand) {
        operands.add(operand);
        return factory.newIdentifier(HIDDEN + (operands.size() - 1));
    }
}
