package io.granary.benchmarks.online;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A question for the first features of some entities, by a list of references. */
public record FeatureQuestion(List<Integer> entities, int features) {

    public FeatureQuestion {
        entities = List.copyOf(entities);
    }

    /** Different questions of one shape, the same ones in every run. */
    public static List<FeatureQuestion> some(int count, Shape shape) {
        SplittableRandom random = new SplittableRandom(shape.entities());
        return IntStream.range(0, count)
                .mapToObj(ignored -> new FeatureQuestion(
                        random.ints(0, OnlineProject.ENTITIES)
                                .distinct()
                                .limit(shape.entities())
                                .boxed()
                                .toList(),
                        shape.features()))
                .toList();
    }

    List<String> references() {
        return IntStream.range(0, features).mapToObj(OnlineProject::reference).toList();
    }

    /** What is right to answer in a row of the answer for one of its features. */
    double value(int row, int feature) {
        return OnlineProject.value(entities.get(row), feature);
    }

    /** @throws IllegalStateException naming what was found, unless it holds */
    void require(boolean holds, String name, Object found) {
        if (!holds) {
            throw new IllegalStateException("Wrong answer for customers " + entities + ": " + name + " is " + found);
        }
    }
}
