package io.granary.core.view;

import io.granary.core.GranaryException;
import io.granary.core.definition.Feature;
import io.granary.core.definition.View;
import io.granary.core.expression.Expression;
import io.granary.core.expression.ExpressionException;
import io.granary.core.expression.Variables;
import io.granary.core.type.Column;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The compiled expressions of a view's features, in the order of the definition. A failure names view and feature. */
final class FeatureExpressions {

    private final View view;
    private final Expression[] expressions;

    private FeatureExpressions(View view, Expression[] expressions) {
        this.view = view;
        this.expressions = expressions;
    }

    static FeatureExpressions compile(View view, List<Column> variables) {
        List<Feature> features = view.features();
        Expression[] expressions = new Expression[features.size()];
        for (int i = 0; i < expressions.length; i++) {
            Feature feature = features.get(i);
            try {
                expressions[i] = Expression.compile(feature.expression(), variables, feature.type());
            } catch (ExpressionException e) {
                throw located(view, "feature '" + feature.name() + "'", e);
            }
        }
        return new FeatureExpressions(view, expressions);
    }

    /** The same failure, told where it is in a view. */
    static GranaryException located(View view, String place, ExpressionException failure) {
        return failure.at(view.name() + ", " + place);
    }

    /** The variables that any of the expressions mentions. */
    Set<String> references() {
        Set<String> references = new HashSet<>();
        for (Expression expression : expressions) {
            references.addAll(expression.references());
        }
        return references;
    }

    /** The variables that one of the expressions mentions. */
    Set<String> references(int feature) {
        return expressions[feature].references();
    }

    @Nullable
    Object[] evaluate(Variables variables) {
        @Nullable Object[] values = new @Nullable Object[expressions.length];
        for (int i = 0; i < values.length; i++) {
            try {
                values[i] = expressions[i].evaluate(variables);
            } catch (ExpressionException e) {
                throw located(view, "feature '" + view.features().get(i).name() + "'", e);
            }
        }
        return values;
    }
}
