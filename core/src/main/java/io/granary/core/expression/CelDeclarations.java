package io.granary.core.expression;

import dev.cel.checker.CelChecker;
import dev.cel.checker.CelCheckerBuilder;
import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.checker.CelStandardDeclarations.StandardIdentifier;
import dev.cel.common.CelVarDecl;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.ExprKind.Kind;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerFactory;
import io.granary.core.type.Column;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What is declared to check some syntax trees: of CEL's functions, ours, and the columns, only those that the trees
 * mention. The checker declares anew for each check, and declaring everything took four fifths of a compilation.
 */
final class CelDeclarations {

    private final Set<String> mentioned = new HashSet<>();

    CelDeclarations(List<CelExpr> trees) {
        trees.forEach(this::collect);
    }

    /** @param hiddenVariables how many of {@link NullMacros} there are */
    CelChecker checker(List<Column> variables, int hiddenVariables) {
        CelCheckerBuilder builder = CelCompilerFactory.standardCelCheckerBuilder()
                .setOptions(CelCompilation.OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(ofCel());
        FunctionTable.declarations().stream()
                .filter(declaration -> mentioned.contains(declaration.name()))
                .forEach(builder::addFunctionDeclarations);
        for (Column variable : variables) {
            if (isMentioned(variable.name())) {
                declare(builder, variable.name(), TypeMapping.of(variable.type()));
            }
        }
        for (int i = 0; i < hiddenVariables; i++) {
            declare(builder, NullMacros.HIDDEN + i, SimpleType.BOOL);
        }
        return builder.build();
    }

    private void collect(CelExpr tree) {
        CelNavigableExpr.fromExpr(tree).allNodes().map(CelNavigableExpr::expr).forEach(node -> {
            if (node.getKind() == Kind.IDENT) {
                mentioned.add(node.ident().name());
            } else if (node.getKind() == Kind.CALL) {
                mentioned.add(node.call().function());
            }
        });
    }

    /** CEL reads {@code a.b} as a variable of that whole name too, if there is one. */
    private boolean isMentioned(String variable) {
        return mentioned.contains(variable) || variable.contains(".");
    }

    private CelStandardDeclarations ofCel() {
        return CelStandardDeclarations.newBuilder()
                .includeFunctions(Arrays.stream(StandardFunction.values())
                        .filter(function -> mentioned.contains(function.functionName()))
                        .toList())
                .includeIdentifiers(StandardIdentifier.values())
                .build();
    }

    private static void declare(CelCheckerBuilder builder, String name, CelType type) {
        builder.addVarDeclarations(CelVarDecl.newVarDeclaration(name, type));
    }
}
