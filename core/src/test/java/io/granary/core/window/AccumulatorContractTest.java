package io.granary.core.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.GranaryException;
import io.granary.core.type.ScalarType;
import io.granary.core.window.AccumulatorSpec.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every accumulator promises, for each kind over each type that it takes. */
@Timeout(120)
class AccumulatorContractTest {

    private static final int ROUNDS = 60;

    /** An accumulator's spec and the type of its input. */
    record Subject(AccumulatorSpec spec, ScalarType type) {

        Accumulator newAccumulator() {
            return spec.newAccumulator(type);
        }
    }

    static Stream<Subject> subjects() {
        return Stream.of(
                        Stream.of(ScalarType.values()).flatMap(type -> of(type, Kind.COUNT, 0)),
                        Stream.of(ScalarType.values())
                                .flatMap(type -> Stream.of(1, 3)
                                        .flatMap(k ->
                                                Stream.of(Kind.FIRST, Kind.LAST).flatMap(kind -> of(type, kind, k)))),
                        Stream.of(ScalarType.values())
                                .flatMap(type -> Stream.concat(
                                        of(type, Kind.HYPERLOGLOG, 0),
                                        Stream.of(2, 1000).flatMap(cap -> of(type, Kind.DISTINCT, cap)))),
                        Stream.of(ScalarType.INT32, ScalarType.INT64, ScalarType.FLOAT32, ScalarType.FLOAT64)
                                .flatMap(type -> Stream.of(
                                                Kind.SUM, Kind.SUM_OF_SQUARES, Kind.MIN, Kind.MAX, Kind.QUANTILES)
                                        .flatMap(kind -> of(type, kind, 0))),
                        of(ScalarType.TIMESTAMP, Kind.MIN, 0),
                        of(ScalarType.TIMESTAMP, Kind.MAX, 0))
                .flatMap(stream -> stream);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void hasTheSameBytesWhateverTheOrderTheSplitAndTheMergeTree(Subject subject) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            List<byte[]> events = events(subject.type, random);
            Accumulator whole = subject.newAccumulator();
            addAll(whole, subject.type, events);
            Collections.shuffle(events, random);
            assertThat(merged(subject, events, random)).as("seed %d", seed).isEqualTo(bytes(whole));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void isAsNewAfterItIsCleared(Subject subject) {
        Accumulator used = subject.newAccumulator();
        for (int seed = 0; seed < ROUNDS; seed++) {
            List<byte[]> events = events(subject.type, new Random(seed));
            Accumulator fresh = subject.newAccumulator();
            addAll(fresh, subject.type, events);
            used.clear();
            assertThat(used.isEmpty()).isTrue();
            addAll(used, subject.type, events);
            assertThat(bytes(used)).as("seed %d", seed).isEqualTo(bytes(fresh));
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void mergesAndSkipsUpToTheStatesEnd(Subject subject) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Accumulator state = subject.newAccumulator();
            addAll(state, subject.type, events(subject.type, new Random(seed)));
            byte[] bytes = bytes(state);
            byte[] longer = Arrays.copyOf(bytes, bytes.length + 20);
            ByteSource in = new ByteSource().reset(longer, 0, longer.length);
            Accumulator merged = subject.newAccumulator();
            merged.merge(in);
            assertThat(in.position()).isEqualTo(bytes.length);
            assertThat(bytes(merged)).isEqualTo(bytes);
            state.skip(in.reset(longer, 0, longer.length));
            assertThat(in.position()).isEqualTo(bytes.length);
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void refusesBytesThatEndEarly(Subject subject) {
        Accumulator state = subject.newAccumulator();
        addAll(state, subject.type, events(subject.type, new Random(3)));
        byte[] bytes = bytes(state);
        for (int length = 0; length < bytes.length; length++) {
            ByteSource in = new ByteSource().reset(bytes, 0, length);
            Assertions.assertThatThrownBy(() -> subject.newAccumulator().merge(in))
                    .isInstanceOf(GranaryException.class)
                    .hasMessageStartingWith("Cannot decode window state: ");
        }
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void readsDamagedBytesAsAnotherStateOrRefusesThem(Subject subject) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            Accumulator state = subject.newAccumulator();
            addAll(state, subject.type, events(subject.type, random));
            byte[] bytes = bytes(state);
            for (int i = 0; i < 20; i++) {
                byte[] damaged = bytes.clone();
                damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
                Assertions.assertThatNoException().isThrownBy(() -> mergeOrRefuse(subject, damaged));
            }
        }
    }

    private static void mergeOrRefuse(Subject subject, byte[] damaged) {
        Accumulator state = subject.newAccumulator();
        try {
            state.merge(new ByteSource().reset(damaged, 0, damaged.length));
        } catch (GranaryException e) {
            assertThat(e).hasMessageStartingWith("Cannot decode window state: ");
            return;
        }
        byte[] bytes = bytes(state);
        Accumulator again = subject.newAccumulator();
        again.merge(new ByteSource().reset(bytes, 0, bytes.length));
        assertThat(bytes(again)).isEqualTo(bytes);
    }

    private static Stream<Subject> of(ScalarType type, Kind kind, int argument) {
        return Stream.of(new Subject(new AccumulatorSpec(kind, argument, 0), type));
    }

    private static byte[] merged(Subject subject, List<byte[]> events, Random random) {
        Accumulator state = subject.newAccumulator();
        if (events.size() < 2 || random.nextInt(4) == 0) {
            addAll(state, subject.type, events);
            return bytes(state);
        }
        int split = random.nextInt(events.size() + 1);
        List<byte[]> parts = new ArrayList<>();
        parts.add(merged(subject, events.subList(0, split), random));
        parts.add(merged(subject, events.subList(split, events.size()), random));
        Collections.shuffle(parts, random);
        parts.forEach(part -> state.merge(new ByteSource().reset(part, 0, part.length)));
        return bytes(state);
    }

    private static void addAll(Accumulator state, ScalarType type, List<byte[]> events) {
        EventValues event = EventValues.of(List.of(type));
        for (byte[] bytes : events) {
            event.read(new ByteSource().reset(bytes, 0, bytes.length), 0);
            state.add(event, 0);
        }
    }

    private static byte[] bytes(Accumulator state) {
        ByteSink out = new ByteSink(1);
        state.write(out);
        return out.toByteArray();
    }

    /** Some have equal times, some also equal ids; some values are null. */
    private static List<byte[]> events(ScalarType type, Random random) {
        RandomNumbers numbers = new RandomNumbers(random.nextLong());
        int count = random.nextInt(random.nextInt(30) + 1);
        double[] doubles = numbers.doubles(count);
        long[] longs = numbers.longs(count);
        EventValues event = EventValues.of(List.of(type));
        List<byte[]> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            event.start(random.nextInt(5) == 0 ? random.nextLong() : random.nextInt(10));
            event.id(new byte[] {(byte) random.nextInt(3), (byte) random.nextInt()}, 0, 1 + random.nextInt(2));
            set(event, type, doubles[i], longs[i], random);
            ByteSink out = new ByteSink(1);
            event.write(out, 0);
            events.add(out.toByteArray());
        }
        return events;
    }

    private static void set(EventValues event, ScalarType type, double number, long integer, Random random) {
        if (random.nextInt(10) == 0) {
            return;
        }
        switch (type) {
            case BOOL -> event.truth(0, random.nextBoolean());
            case INT32, INT64, TIMESTAMP -> event.integer(0, integer);
            case FLOAT32, FLOAT64 -> event.number(0, random.nextInt(20) == 0 ? number / 0.0 : number);
            case STRING, BYTES -> {
                byte[] text = Double.toString(number).getBytes(StandardCharsets.UTF_8);
                event.bytes(0, text, 0, random.nextInt(text.length + 1));
            }
        }
    }
}
