package io.granary.online.store;

import static io.granary.online.store.StoreCase.bytes;
import static io.granary.online.store.StoreCase.delete;
import static io.granary.online.store.StoreCase.hex;
import static io.granary.online.store.StoreCase.newKey;
import static io.granary.online.store.StoreCase.put;
import static io.granary.online.store.StoreCase.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.granary.core.definition.JoinKey;
import io.granary.core.featurelog.WindowState;
import io.granary.core.key.EntityKey;
import io.granary.core.key.EntityKeyCodec;
import io.granary.core.type.ScalarType;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which states of windows an online store has, and how long. */
interface WindowStateContract extends StoreCase {

    String WINDOW = "delays@0123456789ab/5m/1";

    @Test
    default void aTombstoneDeletesAStateAndALaterOneIsThereAgain() {
        write(state(key(), 1, 7, "zzz"), delete(key(), WINDOW));
        assertThat(read(key(), WINDOW)).containsOnlyNulls();

        WindowState anew = state(key(), 1, 9, "a");
        write(anew);
        assertThat(read(key(), WINDOW)).containsExactly(hex(anew.stored()));
    }

    @Test
    default void laterStateOfALogWinsAndOneOfALogMadeAnewBeatsIt() {
        WindowState[] rising = {
            state(key(), 1, 0, "zzz"), state(key(), 1, 255, "z"), state(key(), 1, 256, "y"), state(key(), 2, 0, "x"),
        };
        for (WindowState state : rising) {
            assertThat(write(state).applied()).isOne();
            assertThat(write(rising[0]).applied()).isZero();
        }
        assertThat(read(key(), WINDOW)).containsExactly(hex(rising[3].stored()));

        EntityKey other = newKey("other");
        write(state(other, 1, 256, "y"), state(other, 1, 255, "z"), state(other, 2, 0, "x"), state(other, 1, 0, "zzz"));
        assertThat(read(other, WINDOW)).containsExactly(hex(rising[3].stored()));
    }

    @Test
    default void windowStateIsGoneWhenItSaysSo() {
        long soon = now() + TimeUnit.SECONDS.toMicros(2);
        write(WindowState.of(key(), WINDOW, 1, 0, bytes("page"), soon));
        EntityKey other = newKey("other");
        write(WindowState.of(other, WINDOW, 1, 0, bytes("page"), soon), state(other, 1, 1, "kept"));
        assertThat(read(key(), WINDOW)).doesNotContainNull();

        await().untilAsserted(() -> assertThat(read(key(), WINDOW)).containsExactly((String) null));
        assertThat(read(other, WINDOW)).doesNotContainNull();
    }

    @Test
    default void removesTheWindowStatesOfAGenerationUpToAnEpoch() {
        EntityKeyCodec codec = EntityKeyCodec.of(key().toString(), List.of(new JoinKey("driver", ScalarType.STRING)));
        EntityKey ann = codec.encode(new Object[] {"ann"});
        String other = "delays@0123456789ac/1s/0";
        write(put(ann, VIEW, row(now(), 1, "row")), state(ann, 300, 7, "gone"));
        write(WindowState.of(ann, WINDOW + "/b", 299, 0, bytes("gone"), null));
        write(WindowState.of(ann, WINDOW + "7", 301, 0, bytes("kept"), null));
        write(WindowState.of(ann, other, 1, 0, bytes("kept"), null));

        FieldRemoval removal = new FieldRemoval(
                EntityKeyCodec.prefix(key().toString()),
                Map.of("delays@0123456789ab", 9),
                Map.of("delays@0123456789ab", 300L));
        assertThat(removeAll(removal)).isEqualTo(2);
        assertThat(read(ann, WINDOW, WINDOW + "/b")).containsExactly(null, null);
        assertThat(read(ann, VIEW, WINDOW + "7", other)).doesNotContainNull();
    }

    private static WindowState state(EntityKey key, long epoch, long offset, String page) {
        return WindowState.of(key, WINDOW, epoch, offset, bytes(page), null);
    }
}
