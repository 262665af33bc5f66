package io.granary.core.window;

import io.granary.core.GranaryException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the window states of an entity are stored: which parts of which inputs, in tiles of which lengths. A layout answers
 * every feature whose parts it has and whose window it reaches back for, whatever features it was planned for.
 *
 * <p>A state is a field for each slot of each level; fields have ordinals from 0, those of the finest level first.
 *
 * @param inputs what each event is reduced to
 * @param accumulators what each tile holds, in this order
 * @param levels the finest first
 * @param rawEvents a page of the head keeps raw events of its newest seconds while they are at most this many
 * @param slackMicros how far beyond the time of the question events may lie without a page being missed
 */
public record WindowLayout(
        List<WindowInput> inputs,
        List<AccumulatorSpec> accumulators,
        List<TileLevel> levels,
        int rawEvents,
        long slackMicros) {

    /** Raw events of a page of the head, unless a window counts exactly back to its length. */
    public static final int RAW_EVENTS = 512;

    /** What {@link #expiryMicros} is when a page is never forgotten. */
    public static final long NEVER = Long.MAX_VALUE;

    public WindowLayout {
        inputs = List.copyOf(inputs);
        accumulators = List.copyOf(accumulators);
        levels = List.copyOf(levels);
        requireInputs(inputs, accumulators);
        requireLadder(levels);
        if (rawEvents < 1) {
            throw GranaryException.invalid("raw events", rawEvents, ">= 1");
        }
    }

    /**
     * The layout of a view without history of its own.
     *
     * @param features at least one
     * @param maxFutureSkew how far event timestamps may lie beyond their arrival
     */
    public static WindowLayout plan(List<WindowedFeature> features, Duration maxFutureSkew) {
        return new WindowPlanner(features, maxFutureSkew).layout();
    }

    /** Whether every feature can be answered from what is stored. */
    public boolean answers(List<WindowedFeature> features) {
        return features.stream().allMatch(this::answers);
    }

    /** Whether a feature can be answered from what is stored. */
    public boolean answers(WindowedFeature feature) {
        int input = inputs.indexOf(feature.input());
        boolean hasParts =
                input >= 0 && feature.function().accumulators(input).stream().allMatch(spec -> find(spec) >= 0);
        return hasParts && WindowCover.find(feature.window(), this) != null;
    }

    /** How many fields there are; some may be absent. */
    public int fieldCount() {
        return levels.stream().mapToInt(TileLevel::slots).sum();
    }

    /** The names of all fields by ordinal: level and slot, such as {@code 5m/3}. */
    public List<String> fields() {
        List<String> fields = new ArrayList<>();
        for (TileLevel level : levels) {
            IntStream.range(0, level.slots()).forEach(slot -> fields.add(level.name() + "/" + slot));
        }
        return fields;
    }

    /** The name of a field. */
    public String field(int field) {
        int level = levelOf(field);
        return levels.get(level).name() + "/" + (field - firstField(level));
    }

    /** Ordinal of the level that a field belongs to. */
    public int levelOf(int field) {
        int rest = field;
        for (int level = 0; level < levels.size(); level++) {
            if (rest < levels.get(level).slots()) {
                return level;
            }
            rest -= levels.get(level).slots();
        }
        throw GranaryException.invalid("window field", field, "< " + fieldCount());
    }

    /** Ordinal of a level's first field. */
    public int firstField(int level) {
        int first = 0;
        for (int i = 0; i < level; i++) {
            first += levels.get(i).slots();
        }
        return first;
    }

    /** The field of a level whose page, when it is there, has a moment. */
    public int field(int level, long micros) {
        TileLevel at = levels.get(level);
        return firstField(level) + at.slot(at.page(micros));
    }

    /**
     * When a stored page may be forgotten, because no window reaches back to it: when the ring comes round to its slot.
     * {@link #NEVER} of a level that carries.
     *
     * @throws GranaryException (INTERNAL) when the bytes are not a page
     */
    public long expiryMicros(int field, byte[] page) {
        TileLevel level = levels.get(levelOf(field));
        if (level.carry()) {
            return NEVER;
        }
        return (PageBytes.index(page) + level.slots()) * level.pageMicros();
    }

    /** An event to be filled with this layout's inputs. */
    public EventValues newEvent() {
        return EventValues.of(inputs.stream().map(WindowInput::type).toList());
    }

    /** Ordinal of an accumulator that answers another, the one with the least argument; -1 when there is none. */
    int find(AccumulatorSpec wanted) {
        int found = -1;
        for (int i = 0; i < accumulators.size(); i++) {
            AccumulatorSpec spec = accumulators.get(i);
            boolean isNarrower =
                    found < 0 || spec.argument() < accumulators.get(found).argument();
            if (spec.answers(wanted) && isNarrower) {
                found = i;
            }
        }
        return found;
    }

    /** Whether single events are kept for as long as their page, which {@link WindowMode#EXACT} needs. */
    boolean keepsAllEvents() {
        return rawEvents == Integer.MAX_VALUE;
    }

    /** Whether a level keeps tiles for long enough, see {@link TileLevel#slotsFor}. */
    boolean reaches(int level, long reach, long alignment) {
        TileLevel at = levels.get(level);
        return TileLevel.slotsFor(reach, alignment, at.pageMicros(), slackMicros) <= at.slots();
    }

    private static void requireInputs(List<WindowInput> inputs, List<AccumulatorSpec> accumulators) {
        for (AccumulatorSpec spec : accumulators) {
            if (spec.input() < 0 || spec.input() >= inputs.size()) {
                throw GranaryException.invalid("input of an accumulator", spec.input(), "< " + inputs.size());
            }
        }
    }

    private static void requireLadder(List<TileLevel> levels) {
        if (levels.isEmpty()) {
            throw GranaryException.invalid("levels", levels, "at least one level");
        }
        for (int i = 0; i < levels.size(); i++) {
            boolean isLast = i == levels.size() - 1;
            boolean mayCarry = isLast && !levels.get(i).isHead();
            if (levels.get(i).carry() && !mayCarry) {
                throw GranaryException.invalid("levels", levels, "only the last one, and not 1s, carries");
            }
            if (!isLast && !isPart(levels.get(i).tileMicros(), levels.get(i + 1).tileMicros())) {
                throw GranaryException.invalid("levels", levels, "each tile a part of the next one's");
            }
        }
    }

    private static boolean isPart(long part, long whole) {
        return part < whole && whole % part == 0;
    }
}
