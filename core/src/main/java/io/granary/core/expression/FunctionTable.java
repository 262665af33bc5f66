package io.granary.core.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;

/**
 * The functions that expressions have beside CEL's own. A null argument makes the result null; this is CEL's treatment
 * of unknown arguments, so no function sees a null. All arithmetic is {@link StrictMath}: the same bits everywhere.
 */
final class FunctionTable {

    /** A function: one name, its parameters and its meaning. */
    private record Entry(CelFunctionDecl declaration, CelFunctionBinding binding) {}

    private static final List<Entry> ENTRIES = List.of(
            function("hour", SimpleType.INT, args -> (long) utc(args[0]).getHour(), Instant.class),
            function(
                    "weekday",
                    SimpleType.INT,
                    args -> (long) utc(args[0]).getDayOfWeek().getValue(),
                    Instant.class),
            function("seconds_between", SimpleType.DOUBLE, Functions::secondsBetween, Instant.class, Instant.class),
            function(
                    "haversine_miles",
                    SimpleType.DOUBLE,
                    Functions::haversineMiles,
                    Double.class,
                    Double.class,
                    Double.class,
                    Double.class),
            function("pow", SimpleType.DOUBLE, Functions::pow, Double.class, Double.class),
            function("abs", StrictMath::abs),
            function("ceil", StrictMath::ceil),
            function("floor", StrictMath::floor),
            function("log", StrictMath::log),
            function("round", Functions::round),
            function("sqrt", StrictMath::sqrt));

    private static final List<String> OWN_NAMES =
            ENTRIES.stream().map(entry -> entry.declaration().name()).toList();

    private FunctionTable() {}

    static List<String> names() {
        return OWN_NAMES;
    }

    static List<CelFunctionDecl> declarations() {
        return ENTRIES.stream().map(Entry::declaration).toList();
    }

    static List<CelFunctionBinding> bindings() {
        return ENTRIES.stream().map(Entry::binding).toList();
    }

    private static Entry function(String name, CelFunctionOverload.Unary<Double> meaning) {
        CelFunctionBinding binding = CelFunctionBinding.from(id(name), Double.class, meaning);
        return new Entry(declaration(name, SimpleType.DOUBLE, List.of(SimpleType.DOUBLE)), binding);
    }

    private static Entry function(String name, CelType result, CelFunctionOverload meaning, Class<?>... parameters) {
        List<CelType> types =
                Arrays.stream(parameters).map(FunctionTable::celType).toList();
        CelFunctionBinding binding = CelFunctionBinding.from(id(name), ImmutableList.copyOf(parameters), meaning);
        return new Entry(declaration(name, result, types), binding);
    }

    private static CelFunctionDecl declaration(String name, CelType result, List<CelType> parameters) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(id(name), result, parameters));
    }

    private static String id(String name) {
        return "granary_" + name;
    }

    private static CelType celType(Class<?> parameter) {
        return parameter == Instant.class ? SimpleType.TIMESTAMP : SimpleType.DOUBLE;
    }

    private static OffsetDateTime utc(Object instant) {
        return ((Instant) instant).atOffset(ZoneOffset.UTC);
    }
}
