package io.granary.registry.server.plan;

import io.granary.core.definition.Aggregation;
import io.granary.core.definition.Window;
import io.granary.registry.client.WindowCost;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How many tiles a read of a window merges at most. Tiles have the lengths 1d, 1h, 5m, 1m and 1s; a window's tail moves
 * in hops of the longest of these that divides it and is at most a twelfth of it, and its head is made of shorter ones.
 */
final class Tiles {

    private static final long[] LEVELS = {86_400, 3_600, 300, 60, 1};
    private static final int LEAST_HOPS = 12;

    private Tiles() {}

    /** None for windows that keep raw events. */
    static List<WindowCost> of(Aggregation aggregation) {
        List<WindowCost> costs = new ArrayList<>();
        if (aggregation.mode() == Aggregation.Mode.LIFETIME) {
            costs.add(new WindowCost(aggregation.featureNames().get(0), 1 + head(0)));
        } else if (aggregation.mode() != Aggregation.Mode.EXACT) {
            for (int i = 0; i < aggregation.windows().size(); i++) {
                costs.add(new WindowCost(
                        aggregation.featureNames().get(i),
                        of(aggregation.windows().get(i), aggregation.mode())));
            }
        }
        return costs;
    }

    private static int of(Window window, Aggregation.Mode mode) {
        int level = hop(window.length());
        int body = body(window.length().toSeconds(), level);
        return mode == Aggregation.Mode.HOPPING ? body : body + head(level);
    }

    private static int hop(Duration window) {
        long seconds = window.toSeconds();
        for (int level = 0; level < LEVELS.length; level++) {
            if (seconds % LEVELS[level] == 0 && LEVELS[level] * LEAST_HOPS <= seconds) {
                return level;
            }
        }
        return LEVELS.length - 1;
    }

    /** The window itself, in hops and, where whole ones fit, tiles one level up. */
    private static int body(long seconds, int level) {
        long longer = level == 0 ? 0 : Math.max(0, seconds / LEVELS[level - 1] - 1);
        long rest = level == 0 ? seconds : seconds - longer * LEVELS[level - 1];
        return Math.toIntExact(longer + rest / LEVELS[level]);
    }

    /** From the last hop to the time of the question. */
    private static int head(int level) {
        int tiles = 0;
        for (int shorter = level + 1; shorter < LEVELS.length; shorter++) {
            tiles += Math.toIntExact(LEVELS[shorter - 1] / LEVELS[shorter]) - 1;
        }
        return tiles;
    }
}
