package io.granary.benchmarks.registry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much the registry benchmark does.
 *
 * @param views sizes of repositories, each from 10
 * @param storages that every size is measured on
 * @param applies of a small change to each size, while a serving process answers
 * @param switches of generations, while a serving process answers
 * @param connections that ask the serving process in a closed loop
 */
record RegistryLoad(
        List<Integer> views, List<RegistryStorage.Kind> storages, int applies, int switches, int connections) {

    private static final int LEAST_VIEWS = 10;

    RegistryLoad {
        views = List.copyOf(views);
        storages = List.copyOf(storages);
        views.forEach(each -> require("--views", each, LEAST_VIEWS));
        require("--applies", applies, 0);
        require("--switches", switches, 0);
        require("--connections", connections, 1);
    }

    /** The numbers, for the report. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("applies", (double) applies);
        numbers.put("switches", (double) switches);
        numbers.put("connections", (double) connections);
        return numbers;
    }

    private static void require(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
