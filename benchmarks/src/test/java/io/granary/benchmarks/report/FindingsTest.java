package io.granary.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FindingsTest {

    private final Finding load = Finding.of("load", 1_234.5, "ms").within(2_000).with("cpu_ms", 1.25);
    private final Finding empty = Finding.of("empty answers", 3, "answers").within(0);

    @Test
    void holdWhenEveryBudgetIsKept() {
        assertThat(findings(load, Finding.of("x", 9e9, "ms")).holds()).isTrue();
        assertThat(findings(load, empty).holds()).isFalse();
    }

    @Test
    void areOneJsonObject() throws IOException {
        JsonNode json = new ObjectMapper().readTree(FindingsJson.of(findings(load, empty)));

        assertThat(json.get("benchmark").asText()).isEqualTo("registry");
        assertThat(json.get("commit").asText()).isEqualTo("abc");
        assertThat(json.at("/load/connections").doubleValue()).isEqualTo(4);
        assertThat(json.at("/rows/0/case").asText()).isEqualTo("load");
        assertThat(json.at("/rows/0/value").doubleValue()).isEqualTo(1_234.5);
        assertThat(json.at("/rows/0/budget").doubleValue()).isEqualTo(2_000);
        assertThat(json.at("/rows/0/cpu_ms").doubleValue()).isEqualTo(1.25);
        assertThat(json.at("/rows/1/holds").booleanValue()).isFalse();
        assertThat(json.get("holds").booleanValue()).isFalse();
    }

    @Test
    void areATable() {
        assertThat(FindingsTable.of(findings(load, empty))).isEqualTo("""
                        | case          |     value | budget | holds | beside      |
                        |---------------|----------:|-------:|-------|-------------|
                        | load          |  1,235 ms |  2,000 | yes   | cpu ms 1.25 |
                        | empty answers | 3 answers |      0 | NO    |             |

                        commit abc; connections 4""");
    }

    @Test
    void haveAColumnForWhatMostRowsTell() {
        Finding other = Finding.of("plan", 5, "ms").with("cpu_ms", 150).with("wrong", 0);
        assertThat(FindingsTable.of(findings(load, other, empty))).startsWith("""
                        | case          |     value | budget | holds | cpu ms | beside  |
                        |---------------|----------:|-------:|-------|-------:|---------|
                        | load          |  1,235 ms |  2,000 | yes   |   1.25 |         |
                        | plan          |      5 ms |      - | yes   |    150 | wrong 0 |
                        | empty answers | 3 answers |      0 | NO    |      - |         |
                        """);
    }

    private static Findings findings(Finding... rows) {
        return new Findings("registry", "abc", Map.of("connections", 4.0), List.of(rows));
    }
}
