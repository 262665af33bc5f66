package io.granary.cli;

import io.granary.core.GranaryException;
import io.granary.core.definition.Entity;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.Coercion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The join keys of one entity, as options give them. */
final class GivenKey {

    private static final String OPTION = "--key";

    private GivenKey() {}

    /**
     * The values in the order of the entity's join keys, each of its type.
     *
     * @param given {@code JOINKEY=VALUE} each
     * @throws GranaryException (INVALID_ARGUMENT) naming what is no join key, comes twice, is missing or of another type
     */
    static @Nullable Object[] read(Entity entity, List<String> given) {
        List<JoinKey> joinKeys = entity.joinKeys();
        List<String> names = joinKeys.stream().map(JoinKey::name).toList();
        Map<String, String> texts = texts(given, names);
        @Nullable Object[] values = new @Nullable Object[names.size()];
        for (int i = 0; i < values.length; i++) {
            String text = texts.get(names.get(i));
            if (text == null) {
                throw GranaryException.invalid(
                        OPTION, "no " + names.get(i), "each join key of entity '" + entity.name() + "': " + names);
            }
            values[i] = Coercion.coerce(
                    text, joinKeys.get(i).type(), OPTION + " " + joinKeys.get(i).name());
        }
        return values;
    }

    private static Map<String, String> texts(List<String> given, List<String> names) {
        Map<String, String> texts = new HashMap<>();
        for (String each : given) {
            int equals = each.indexOf('=');
            if (equals < 1) {
                throw GranaryException.invalid(OPTION, each, "JOINKEY=VALUE");
            }
            String name = each.substring(0, equals);
            if (!names.contains(name)) {
                throw GranaryException.invalid(OPTION, name, "a join key of the entity: " + names);
            }
            if (texts.put(name, each.substring(equals + 1)) != null) {
                throw GranaryException.invalid(OPTION, name, "each join key once");
            }
        }
        return texts;
    }
}
