package io.granary.registry.server.feast;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class FeastAggregationsTest {

    @Test
    void saysWhatADefinitionFileWouldSay() throws IOException {
        FeastObject view = new FeastObject("StreamFeatureView", new ObjectMapper().readTree("""
                {"aggregations": [
                  {"column": "fare", "function": "mean", "timeWindow": "3600s", "slideInterval": "300s"},
                  {"column": "fare", "function": "sum"}]}
                """));

        assertThat(FeastAggregations.of(view))
                .containsExactly(
                        "{name: mean_fare, function: avg, of: fare, windows: [1h]}",
                        "{name: sum_fare, function: sum, of: fare, mode: lifetime}");
    }
}
