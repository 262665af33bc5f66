package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published examples, as known by event time and as served, through memory and through stored pages. */
class WindowVectorsTest {

    static List<Vector> vectors() throws IOException {
        return Vector.all();
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void windowHasItsBounds(Vector vector) {
        assertThat(vector.window().toMicros(vector.atMicros())).isEqualTo(vector.toMicros());
        assertThat(vector.window().fromMicros(vector.atMicros()))
                .isEqualTo(vector.fromMicros() == null ? Long.MIN_VALUE : vector.fromMicros());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answersFromMemory(Vector vector) {
        WindowReader reader = WindowReader.of(vector.layout(), vector.features());
        EntityWindows windows = EntityWindows.of(reader);
        vector.known().forEach(event -> windows.add(event.fill(vector.layout())));

        assertThat(values(vector, windows.read(vector.atMicros()))).isEqualTo(vector.values());
    }

    @ParameterizedTest
    @MethodSource("vectors")
    void answersFromStoredPagesWhateverTheOrder(Vector vector) {
        StoredPages pages = new StoredPages(vector.layout());
        List<Event> known = new java.util.ArrayList<>(vector.known());
        java.util.Collections.reverse(known);
        known.forEach(pages::add);

        WindowRead read = pages.read(WindowReader.of(vector.layout(), vector.features()), vector.atMicros());

        assertThat(values(vector, read)).isEqualTo(vector.values());
    }

    static List<@Nullable Object> values(Vector vector, WindowRead read) {
        return StoredPages.values(vector.features(), read);
    }
}
