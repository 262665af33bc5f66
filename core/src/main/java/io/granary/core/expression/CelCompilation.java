package io.granary.core.expression;

import dev.cel.checker.CelChecker;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.CelType;
import dev.cel.parser.CelMacro;
import dev.cel.parser.CelParser;
import dev.cel.parser.CelParserFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.Program;
import io.granary.core.type.Column;
import io.granary.core.type.DataType;
import io.granary.core.type.ScalarType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** One text on its way to an {@link Expression}: parsed, checked against the columns and the result type, planned. */
final class CelCompilation {

    static final int MAX_LENGTH = 4_096;
    static final int MAX_DEPTH = 100;
    static final int MAX_ITERATIONS = 100_000;

    static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxParseRecursionDepth(MAX_DEPTH)
            .comprehensionMaxIterations(MAX_ITERATIONS)
            .build();

    /** The legacy runtime reads an unbound variable as unknown; the newer planner throws instead. */
    private static final CelRuntime RUNTIME = CelRuntimeFactory.legacyCelRuntimeBuilder()
            .setOptions(OPTIONS)
            .addFunctionBindings(FunctionTable.bindings())
            .build();

    private static final CelParser PARSER = parser(List.of());

    private final String text;
    private final List<Column> variables;
    private final CompileErrors errors;
    private final NullMacros nullMacros = new NullMacros();
    private final Set<String> references = new HashSet<>();

    CelCompilation(String text, List<Column> variables) {
        this.text = text;
        this.variables = variables;
        this.errors = new CompileErrors(text, variables);
    }

    Expression compile(DataType result) {
        CelAbstractSyntaxTree parsed = parsed();
        CelChecker checker = checker(parsed.getExpr());
        CelAbstractSyntaxTree checked = valid(checker.check(parsed));
        checkResult(result, checked.getResultType());
        Program program = plan(checked);
        List<Program> operands = new ArrayList<>();
        for (CelExpr operand : nullMacros.operands()) {
            CelAbstractSyntaxTree tree = CelAbstractSyntaxTree.newParsedAst(operand, parsed.getSource());
            operands.add(plan(valid(checker.check(tree))));
        }
        return new Expression(text, result, references, new CelEvaluation(text, result, program, operands));
    }

    /** The type of the result, when that is a scalar. */
    ScalarType scalarType() {
        CelAbstractSyntaxTree parsed = parsed();
        CelType actual = valid(checker(parsed.getExpr()).check(parsed)).getResultType();
        ScalarType type = TypeMapping.findScalar(actual);
        if (type == null) {
            throw errors.noScalar(actual);
        }
        return type;
    }

    private CelAbstractSyntaxTree parsed() {
        if (text.length() > MAX_LENGTH) {
            throw errors.tooLong(MAX_LENGTH);
        }
        return valid(parser().parse(text));
    }

    /** A parser of its own, which collects what the null macros test, only where a text has one. */
    private CelParser parser() {
        return NullMacros.mayBeIn(text) ? parser(nullMacros.macros()) : PARSER;
    }

    private static CelParser parser(List<CelMacro> macros) {
        return CelParserFactory.standardCelParserBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addMacros(macros)
                .build();
    }

    private CelChecker checker(CelExpr parsed) {
        List<CelExpr> trees = new ArrayList<>(nullMacros.operands());
        trees.add(parsed);
        return new CelDeclarations(trees)
                .checker(variables, nullMacros.operands().size());
    }

    private CelAbstractSyntaxTree valid(CelValidationResult validation) {
        try {
            return validation.getAst();
        } catch (CelValidationException e) {
            throw errors.of(validation.getErrors().get(0));
        }
    }

    private void checkResult(DataType result, CelType actual) {
        if (!TypeMapping.of(result).equals(actual)) {
            throw errors.result(result, actual);
        }
    }

    private Program plan(CelAbstractSyntaxTree checked) {
        Set<String> mentioned = new HashSet<>();
        checked.getReferenceMap().values().forEach(reference -> mentioned.add(reference.name()));
        variables.stream().map(Column::name).filter(mentioned::contains).forEach(references::add);
        try {
            return RUNTIME.createProgram(checked);
        } catch (CelEvaluationException e) {
            throw errors.unplannable(e);
        }
    }
}
