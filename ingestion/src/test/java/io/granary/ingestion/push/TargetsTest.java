package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.core.definition.Revision;
import io.granary.core.featurelog.FeatureLogRecord;
import io.granary.core.row.RowCodec;
import io.granary.core.row.StoredRow;
import io.granary.core.type.EpochMicros;
import io.granary.http.StrictJson;
import io.granary.registry.client.SettableRollouts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class TargetsTest {

    private final SettableRollouts rollouts = new SettableRollouts("shop");
    private final Targets targets = new Targets(rollouts, 1_000);

    @Test
    void rowsOfAPushSourceAreJsonInItsColumns() {
        rollouts.apply(Visits.definitions());
        assertThat(push("{'shopper':['ann',7],'visited_at':['2001-01-15 11:00:00.5+01:00',979556400000000],"
                        + "'pages':[3,'4'],'spent':[9,null],'extra':[[],{}]}"))
                .containsExactly(
                        "{\"shopper\":\"ann\",\"visited_at\":979552800500000,\"pages\":3,\"spent\":9.0}",
                        "{\"shopper\":\"7\",\"visited_at\":979556400000000,\"pages\":4,\"spent\":null}");
    }

    @Test
    void namesEverythingThatIsWrongWithTheRows() {
        rollouts.apply(Visits.definitions());
        assertErrors(
                () -> push(
                        "{'shoper':['ann','bob'],'visited_at':['yesterday',null],'pages':[1.5,9223372036854775808]}"),
                ErrorCode.INVALID_ARGUMENT,
                "df.shopper: missing (expected: a list of STRING, not 'shoper')",
                "df.visited_at[0]: \"yesterday\" (expected: TIMESTAMP: RFC 3339 text or epoch microseconds, nothing below a"
                        + " microsecond)",
                "df.pages[0]: 1.5 (expected: INT64: a whole number from -9223372036854775808 to 9223372036854775807)",
                "df.pages[1]: 9223372036854775808 (expected: INT64: a whole number from -9223372036854775808 to"
                        + " 9223372036854775807)",
                "df.spent: missing (expected: a list of FLOAT64)");
    }

    @Test
    void refusesEventTimestampsThatAStreamWouldNotTake() {
        rollouts.apply(Visits.definitions());
        assertErrors(
                () -> push("{'shopper':['a','b','c'],'visited_at':[null,'2001-01-15T12:01:00Z','2001-01-15T12:01:01Z'],"
                        + "'pages':[1,1,1],'spent':[1,1,1]}"),
                ErrorCode.INVALID_ARGUMENT,
                "df.visited_at[0]: null (expected: from 0001-01-01T00:00:00Z to 9999-12-31T23:59:59.999999Z)",
                "df.visited_at[2]: 2001-01-15T12:01:01Z (expected: at most PT1M after the arrival)");
    }

    @Test
    void refusesWhatAViewCannotCompute() {
        rollouts.apply(Visits.definitions());
        assertErrors(
                () -> push("{'shopper':['a','b'],'visited_at':['2001-01-15T11:00:00Z','2001-01-15T11:00:00Z'],"
                        + "'pages':[0,1],'spent':[1,1]}"),
                ErrorCode.UNPROCESSABLE,
                "row 0: last_visit, feature 'share': Cannot evaluate '100 / pages': division by zero");
        assertErrors(
                () -> push("{'shopper':[null],'visited_at':['2001-01-15T11:00:00Z'],'pages':[1],'spent':[1]}"),
                ErrorCode.INVALID_ARGUMENT,
                "row 0: join key 'shopper': null (expected: a value in column 'shopper')");
    }

    @Test
    void refusesColumnsOfOtherLengthsAndRowsThatAreTooLong() {
        rollouts.apply(Visits.definitions());
        assertErrors(
                () -> push("{'shopper':['a','b'],'pages':[1],'spent':[]}"),
                ErrorCode.INVALID_ARGUMENT,
                "df.pages: 1 values (expected: 2, as many as df.shopper)",
                "df.spent: 0 values (expected: 2, as many as df.shopper)");
        assertErrors(
                () -> push("{'shopper':['" + "x".repeat(1_000)
                        + "'],'visited_at':['2001-01-15T11:00:00Z'],'pages':[1],'spent':[1]}"),
                ErrorCode.INVALID_ARGUMENT,
                "row 0: features of view 'last_visit': 1085 bytes (expected: at most 1000)",
                "row 0: size: 1065 (expected: at most 1000 bytes)");
    }

    @Test
    void rowOfAViewIsWhatAMaterializationWrites() {
        Revision revision = rollouts.apply(Visits.definitions());
        var state = revision.viewState("shopper_facts");
        List<FeatureLogRecord> rows =
                write("{'shopper':['ann'],'registered_at':['2001-01-10T00:00:00Z'],'city':['Zürich']}");
        byte[] body = RowCodec.of(state.schema()).encode(new Object[] {"Zürich"});
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.field()).isEqualTo(state.field("shopper_facts"));
            assertThat(row.row())
                    .isEqualTo(StoredRow.encode(
                            EpochMicros.of(Instant.parse("2001-01-10T00:00:00Z")),
                            EpochMicros.of(Visits.NOW),
                            state.schemaRevision(),
                            state.schema().id(),
                            body));
        });
    }

    @Test
    void rowsAreWrittenToTheGenerationThatAnswersAndToTheOneThatIsBuilt() {
        Revision first = rollouts.apply(Visits.definitions());
        Revision second = rollouts.apply(Visits.definitions(Visits.lastVisit("200 / pages"), Visits.facts("city")));
        List<FeatureLogRecord> rows = write(
                "last_visit", "{'shopper':['ann'],'visited_at':['2001-01-10T00:00:00Z'],'pages':[10],'spent':[2.5]}");
        assertThat(rows)
                .extracting(FeatureLogRecord::field)
                .containsExactlyInAnyOrder(
                        first.viewState("last_visit").field("last_visit"),
                        second.viewState("last_visit").field("last_visit"));
    }

    @Test
    void knowsWhichNamesAreOfWhat() {
        rollouts.apply(Visits.definitions());
        assertFails(
                () -> targets.source("shoppers"),
                "push source: 'shoppers' (expected: a PushSource, not a BatchSource)");
        assertFails(() -> targets.view("nothing"), "feature view: 'nothing' does not exist");
        assertFails(
                () -> targets.view("spending"),
                "Cannot write rows of feature view 'spending': its features are computed when they are asked for");
    }

    @Test
    void viewOfAFileWithoutSchemaIsWrittenOnlyWhenItsColumnsAreImplied() {
        rollouts.apply(Visits.definitions(Visits.facts("city == '' ? 'none' : city")));
        assertThatThrownBy(() -> targets.view("shopper_facts"))
                .hasMessageStartingWith(
                        "Cannot write rows of feature view 'shopper_facts': batch source 'shoppers' has no"
                                + " schema, and what the view computes does not imply one")
                .hasMessageEndingWith("give the source a schema");
    }

    private List<String> push(String df) {
        return targets.source("visits").records(frame(df), Visits.NOW).stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<FeatureLogRecord> write(String df) {
        return write("shopper_facts", df);
    }

    private List<FeatureLogRecord> write(String view, String df) {
        return targets.view(view).records(frame(df), Visits.NOW).stream()
                .map(TargetsTest::decode)
                .toList();
    }

    private static FeatureLogRecord decode(ProducerRecord<byte[], byte[]> record) {
        return FeatureLogRecord.decode(record.key(), record.value());
    }

    private static DataFrame frame(String df) {
        byte[] body = ("{\"push_source_name\":\"visits\",\"df\":" + df.replace('\'', '"') + "}")
                .getBytes(StandardCharsets.UTF_8);
        return StrictJson.read(body, PushRequestReader.ofPush(100)).frame();
    }

    private static void assertErrors(ThrowingCallable call, ErrorCode code, String... errors) {
        assertThatThrownBy(call).isInstanceOfSatisfying(InvalidRowsException.class, e -> {
            assertThat(e.code()).isEqualTo(code);
            assertThat(e.errors().stream().map(error -> error.name() + ": " + error.detail()))
                    .containsExactly(errors);
        });
    }

    private static void assertFails(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(GranaryException.class).hasMessage(message);
    }
}
