package io.granary.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.granary.core.GranaryException;
import io.granary.core.Property;
import io.granary.core.RandomValues;
import io.granary.core.definition.JoinKey;
import io.granary.core.type.ScalarType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Two keys have the same bytes only when project, join keys and values are the same. */
class EntityKeyCollisionTest {

    private static final List<ScalarType> TYPES =
            Stream.of(ScalarType.values()).filter(ScalarType::allowedAsJoinKey).toList();
    private static final List<String> NAMES = List.of("a", "b", "ab", "a:b", "b{", "\0", "é", "😀");

    @Test
    void randomKeysCollideOnlyWhenTheyAreTheSame() {
        Property.check(20, random -> {
            Map<EntityKey, Object> seen = new HashMap<>();
            for (int i = 0; i < 2_000; i++) {
                Key key = nextKey(random);
                Object previous = seen.putIfAbsent(key.encode(), key.identity());
                assertThat(previous).isIn(null, key.identity());
            }
        });
    }

    @Test
    void randomKeysAreReadBack() {
        Property.check(2_000, random -> {
            Key key = nextKey(random);

            assertThat(key.codec().decode(key.encode())).containsExactly(key.values());
        });
    }

    @Test
    void keysWrittenInPlaceHaveTheSameBytes() {
        Property.check(2_000, random -> {
            Key key = nextKey(random);
            byte[] target = new byte[key.encode().bytes().length + 10];

            int end = key.writeInPlace(target, 5);

            assertThat(Arrays.copyOfRange(target, 5, end))
                    .isEqualTo(key.encode().bytes());
            assertThat(key.lengthInPlace()).isEqualTo(end - 5);
        });
    }

    @Test
    void randomKeysHaveTheSameBytesInAnyOrderOfJoinKeys() {
        Property.check(2_000, random -> {
            Key key = nextKey(random);

            assertThat(key.shuffled(random).encode()).isEqualTo(key.encode());
        });
    }

    @Test
    void damagedKeysAreRefusedOrAreOtherKeys() {
        Property.check(2_000, random -> {
            Key key = nextKey(random);
            byte[] damaged = key.encode().bytes().clone();
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));

            assertThat(key.survives(damaged)).isTrue();
        });
    }

    @Test
    void textThatMovesBetweenPartsDoesNotCollide() {
        List<EntityKey> keys = new ArrayList<>();
        for (String[] parts : new String[][] {{"a", "bc"}, {"ab", "c"}, {"abc", ""}, {"", "abc"}, {"a\0", "bc"}}) {
            keys.add(strings("p").encode(parts));
        }
        keys.add(strings("pa").encode(new String[] {"", "bc"}));

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void composedAndDecomposedTextAreTwoKeys() {
        assertThat(strings("p").encode(new Object[] {"é", ""}))
                .isNotEqualTo(strings("p").encode(new Object[] {"e\u0301", ""}));
    }

    @Test
    void valuesOf64KilobytesThatDifferAtTheEndDoNotCollide() {
        String longText = "x".repeat(65_535);

        assertThat(strings("p").encode(new Object[] {longText + "a", ""}))
                .isNotEqualTo(strings("p").encode(new Object[] {longText + "b", ""}))
                .isNotEqualTo(strings("p").encode(new Object[] {longText, "a"}));
    }

    @Test
    void theSameNumberInTwoTypesIsTwoKeys() {
        assertThat(Stream.of(
                        one(ScalarType.INT32, 0x31),
                        one(ScalarType.INT64, 0x31L),
                        one(ScalarType.STRING, "1"),
                        one(ScalarType.BYTES, ByteBuffer.wrap(new byte[] {0x31})),
                        one(ScalarType.STRING, "\0\0\0" + 1)))
                .doesNotHaveDuplicates();
    }

    private static EntityKey one(ScalarType type, Object value) {
        return EntityKeyCodec.of("p", List.of(new JoinKey("k", type))).encode(new Object[] {value});
    }

    private static EntityKeyCodec strings(String project) {
        return EntityKeyCodec.of(
                project, List.of(new JoinKey("a", ScalarType.STRING), new JoinKey("b", ScalarType.STRING)));
    }

    private static Key nextKey(Random random) {
        RandomValues values = new RandomValues(random);
        Map<JoinKey, Object> byJoinKey = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        for (String name : names.subList(0, 1 + random.nextInt(3))) {
            ScalarType type = TYPES.get(random.nextInt(TYPES.size()));
            byJoinKey.put(new JoinKey(name, type), values.next(type));
        }
        return new Key(NAMES.get(random.nextInt(3)), byJoinKey);
    }

    private record Key(String project, Map<JoinKey, Object> byJoinKey) {

        EntityKeyCodec codec() {
            return EntityKeyCodec.of(project, List.copyOf(byJoinKey.keySet()));
        }

        Object[] values() {
            return byJoinKey.values().toArray();
        }

        EntityKey encode() {
            return codec().encode(values());
        }

        /** In the order of names, as a caller does who does not want an object for each key. */
        private List<Map.Entry<JoinKey, Object>> sorted() {
            return byJoinKey.entrySet().stream()
                    .sorted(Comparator.comparing(entry -> entry.getKey().name()))
                    .toList();
        }

        int lengthInPlace() {
            EntityKeyCodec codec = codec();
            int length = codec.startLength();
            for (int part = 0; part < byJoinKey.size(); part++) {
                length += codec.partLength(
                        part, codec.valueLength(part, sorted().get(part).getValue()));
            }
            return length;
        }

        int writeInPlace(byte[] target, int offset) {
            EntityKeyCodec codec = codec();
            int position = codec.writeStart(target, offset);
            for (int part = 0; part < byJoinKey.size(); part++) {
                Object value = sorted().get(part).getValue();
                if (value instanceof Long number) {
                    position = codec.writeInt64(part, number, target, position);
                } else if (value instanceof String text) {
                    byte[] utf8 = ("x" + text).getBytes(StandardCharsets.UTF_8);
                    position = codec.writeText(part, utf8, 1, utf8.length - 1, target, position);
                } else {
                    position = codec.write(part, value, target, position);
                }
            }
            return position;
        }

        /** Equal when two keys mean the same, whatever the order of join keys. */
        Object identity() {
            return List.of(project, Map.copyOf(byJoinKey));
        }

        Key shuffled(Random random) {
            List<JoinKey> joinKeys = new ArrayList<>(byJoinKey.keySet());
            Collections.shuffle(joinKeys, random);
            Map<JoinKey, Object> shuffled = new LinkedHashMap<>();
            joinKeys.forEach(joinKey -> shuffled.put(joinKey, byJoinKey.get(joinKey)));
            return new Key(project, shuffled);
        }

        /** Whether bytes are refused, or read as values that encode to these very bytes. */
        boolean survives(byte[] bytes) {
            try {
                Object[] decoded = codec().decode(EntityKey.ofBytes(bytes));
                return Arrays.equals(codec().encode(decoded).bytes(), bytes);
            } catch (GranaryException refused) {
                return true;
            }
        }
    }
}
