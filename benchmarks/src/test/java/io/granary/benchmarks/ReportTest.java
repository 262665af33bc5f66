package io.granary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final Load LOAD = new Load(16, 20, 10);

    private final Measurement hello = measurement("hello", 1_000, 0, 8, null);
    private final Measurement one = measurement("1x50", 500, 0, 10, Duration.ofMillis(2));

    @Test
    void comparesTheServersCpuOfARequestWithTheFirstCase() {
        Report report = Report.of("online", "abc", LOAD, 0.5, List.of(hello, one));

        assertThat(hello.serverMicros()).isEqualTo(8);
        assertThat(one.serverMicros()).isEqualTo(20);
        assertThat(one.redisMicros()).isEqualTo(4);
        assertThat(one.requestsPerSecond()).isEqualTo(250);
        assertThat(report.rows()).extracting(ReportRow::timesHello).containsExactly(1.0, 2.5);
    }

    @Test
    void holdsUnlessAnAnswerIsWrongOrABudgetIsExceeded() {
        Measurement wrong = measurement("10x50", 500, 1, 10, null);

        assertThat(new ReportRow(one, 2.5, null).holds()).isTrue();
        assertThat(new ReportRow(one, 2.5, 2.5).holds()).isTrue();
        assertThat(new ReportRow(one, 2.5, 2.4).holds()).isFalse();
        assertThat(new ReportRow(wrong, 2.5, null).holds()).isFalse();
        assertThat(Report.of("online", "abc", LOAD, 0.5, List.of(hello, wrong)).holds())
                .isFalse();
    }

    @Test
    void isOneJsonObject() throws IOException {
        String text = ReportJson.of(Report.of("online", "abc", LOAD, 0.5, List.of(hello, one)));
        JsonNode json = new ObjectMapper().readTree(text);

        assertThat(text).doesNotContain("\n");
        assertThat(json.get("benchmark").asText()).isEqualTo("online");
        assertThat(json.get("commit").asText()).isEqualTo("abc");
        assertThat(json.at("/load/connections").intValue()).isEqualTo(16);
        assertThat(json.at("/rows/0/redis_cpu_us").isNull()).isTrue();
        assertThat(json.at("/rows/1/case").asText()).isEqualTo("1x50");
        assertThat(json.at("/rows/1/value").doubleValue()).isEqualTo(2.5);
        assertThat(json.at("/rows/1/unit").asText()).isEqualTo("x hello, server CPU per request");
        assertThat(json.at("/rows/1/budget").isNull()).isTrue();
        assertThat(json.at("/rows/1/holds").booleanValue()).isTrue();
        assertThat(json.get("holds").booleanValue()).isTrue();
    }

    @Test
    void isATable() {
        String table = ReportTable.of(Report.of("online", "abc", LOAD, 0.5, List.of(hello, one)));

        assertThat(table.lines().toList().subList(0, 4))
                .containsExactly(
                        "| case   | requests/s |   p50 us |   p99 us | server CPU us | x hello | Redis CPU us | wrong |",
                        "|--------|-----------:|---------:|---------:|--------------:|--------:|-------------:|------:|",
                        "| hello  |        500 |      100 |      100 |           8.0 |    1.00 |            - |     0 |",
                        "| 1x50   |        250 |      100 |      100 |          20.0 |    2.50 |          4.0 |     0 |");
    }

    private static Measurement measurement(
            String name, int requests, long wrong, int cpuMillis, @Nullable Duration redisCpu) {
        Histogram latency = new Histogram(3);
        latency.recordValueWithCount(TimeUnit.MICROSECONDS.toNanos(100), requests);
        Answers answers = new Answers(latency, wrong, Duration.ofSeconds(2));
        return new Measurement(name, answers, Duration.ofMillis(cpuMillis), redisCpu);
    }
}
