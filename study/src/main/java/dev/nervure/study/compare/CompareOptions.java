package dev.nervure.study.compare;

import dev.nervure.study.layers.LayerOptions;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How layers are compared. Start from {@link #defaults()}.
 *
 * @param layers which layers, what is measured in each, and how; its {@code pointsOverall} bounds
 *     the points of the diagrams by which layers are compared
 * @param similarities names of what says how alike two layers are, of those of {@link
 *     LayerSimilarities}; kept in their order, each once
 * @param splits random splits of the samples into halves behind the error of a value, 0 for none
 * @param chance random pairings of rows behind what unrelated layers would read, 0 for none
 * @param within whether of several networks the layers of each are compared with each other too; of
 *     one network they always are
 */
public record CompareOptions(
    LayerOptions layers, List<String> similarities, int splits, int chance, boolean within) {
  /** Samples when nothing is said. */
  public static final int DEFAULT_SAMPLES = 1000;

  /** Checks the numbers and names. */
  public CompareOptions {
    similarities = LayerSimilarities.chosen(String.join(",", similarities));
    requireNotNegative("splits", splits);
    requireNotNegative("random pairings", chance);
  }

  private static void requireNotNegative(String name, int value) {
    if (value < 0) {
      throw new IllegalArgumentException(
          "%s must not be negative but were %d".formatted(name, value));
    }
  }

  /** The defaults that docs/compare.md explains. */
  public static CompareOptions defaults() {
    return new CompareOptions(
        LayerOptions.defaults().withPointsOverall(DEFAULT_SAMPLES),
        LayerSimilarities.chosen("default"),
        8,
        3,
        false);
  }

  /** The same with other options of layers. */
  public CompareOptions withLayers(LayerOptions changed) {
    return new CompareOptions(changed, similarities, splits, chance, within);
  }

  /** The same with other measures of similarity. */
  public CompareOptions withSimilarities(Collection<String> changed) {
    return new CompareOptions(layers, List.copyOf(changed), splits, chance, within);
  }

  /** The same with another number of splits into halves. */
  public CompareOptions withSplits(int changed) {
    return new CompareOptions(layers, similarities, changed, chance, within);
  }

  /** The same with another number of random pairings. */
  public CompareOptions withChance(int changed) {
    return new CompareOptions(layers, similarities, splits, changed, within);
  }

  /** The same with or without the layers of each network among themselves. */
  public CompareOptions withWithin(boolean changed) {
    return new CompareOptions(layers, similarities, splits, chance, changed);
  }

  /** What says how alike two layers are, in its order. */
  List<LayerSimilarity> chosen() {
    return similarities.stream().map(LayerSimilarities::named).toList();
  }

  /** The highest degree of a diagram that is asked for; -1 for none. */
  int highestDegree() {
    int highest = -1;
    for (LayerSimilarity one : chosen()) {
      if (one instanceof DiagramSimilarity diagrams) {
        highest = Math.max(highest, diagrams.degree());
      }
    }
    return highest;
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(layers.parameters());
    parameters.put("similarities", similarities);
    parameters.put("splits", splits);
    parameters.put("chance", chance);
    parameters.put("within", within);
    return parameters;
  }
}
