package io.granary.ingestion.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.granary.core.ErrorCode;
import io.granary.core.GranaryException;
import io.granary.http.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class PushRequestReaderTest {

    @Test
    void readsWhatFeastsClientsSend() {
        PushRequest request = read("{'push_source_name':'visits','df':{'a':[1,2],'b':[null,'x']},'to':'online',"
                + "'allow_registry_cache':true,'transform_on_write':true}");
        assertThat(request.name()).isEqualTo("visits");
        assertThat(request.frame().rows()).isEqualTo(2);
        assertThat(request.frame().columns().keySet()).containsExactly("a", "b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[] | body: START_ARRAY (expected: an object with [push_source_name, df, to, allow_registry_cache,"
                        + " transform_on_write])",
                "{} | push_source_name: missing (expected: a value)",
                "{'push_source_name':'v'} | df: missing (expected: a value)",
                "{'push_source_name':7} | push_source_name: 7 (expected: a name)",
                "{'push_source_nam':'v'} | body: 'push_source_nam' (expected: one of [push_source_name, df, to,"
                        + " allow_registry_cache, transform_on_write]; did you mean 'push_source_name'?)",
                "{'df':{}} | df: {} (expected: columns with a list of values each)",
                "{'df':[]} | df: [ (expected: columns with a list of values each)",
                "{'df':{'a':1}} | df.a: 1 (expected: a list of values)",
                "{'df':{'a':[1,2,3,4]}} | df.a: more than 3 values (expected: at most 3; split the rows)",
                "{'to':'both'} | to: 'both' (expected: one of [online, offline, online_and_offline])",
                "{'to':null} | to: null (expected: one of [online, offline, online_and_offline])",
                "{'transform_on_write':false} | transform_on_write: false (expected: true, because features are always"
                        + " computed by their definition)",
                "{'allow_registry_cache':'yes'} | allow_registry_cache: yes (expected: true or false)",
            })
    void refusesByNameWhatIsNotARequest(String body, String message) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        GranaryException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_ARGUMENT))
                .hasMessage(message);
    }

    @ParameterizedTest
    @EnumSource(Destination.class)
    void readsWhichStoreRowsAreFor(Destination to) {
        String body = "{'push_source_name':'visits','df':{'a':[1]},'to':'" + to.text() + "'}";

        assertThat(read(body).destination()).isEqualTo(to);
        assertThat(read(body.replace(",'to':'" + to.text() + "'", "")).destination())
                .isEqualTo(Destination.ONLINE);
    }

    private static PushRequest read(String body) {
        return StrictJson.read(body.replace('\'', '"').getBytes(StandardCharsets.UTF_8), PushRequestReader.ofPush(3));
    }
}
