package dev.nervure.study.learned;

import dev.nervure.run.Results;
import dev.nervure.study.JsonSection;
import java.util.List;
import java.util.function.Function;

/**
 * What a run with baselines adds to its JSON.
 *
 * @param name of the field
 * @param rows those of a table, in the words of its record
 */
public record LearnedSection(String name, Function<Results, Object> rows) implements JsonSection {
  /** Differences from the baselines, means by kind of network, and epochs. */
  public static final List<LearnedSection> ALL =
      List.of(
          new LearnedSection("learned", Results::learned),
          new LearnedSection("means", Results::kindMeans),
          new LearnedSection("epochs", Results::epochs));

  @Override
  public Object tree(Results results) {
    return rows.apply(results);
  }
}
