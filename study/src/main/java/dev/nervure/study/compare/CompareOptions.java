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
 * @param blocks into so many blocks samples are put for the errors, and each block is left out
 *     once; 0 for no errors
 * @param chance random pairings of rows behind what unrelated layers would read, 0 for none
 * @param removals how many times components are taken from each layer, ever more of them, to see
 *     how soon a measure notices; 0 for none
 * @param within whether of several networks the layers of each are compared with each other too; of
 *     one network they always are
 */
public record CompareOptions(
    LayerOptions layers,
    List<String> similarities,
    int blocks,
    int chance,
    int removals,
    boolean within) {
  /** Samples when nothing is said. */
  public static final int DEFAULT_SAMPLES = 1000;

  /** Checks the numbers and names. */
  public CompareOptions {
    similarities = LayerSimilarities.chosen(String.join(",", similarities));
    if (blocks == 1) {
      throw new IllegalArgumentException(
          "blocks must be 0 for no errors, or at least 2, but were 1");
    }
    requireNotNegative("blocks", blocks);
    requireNotNegative("random pairings", chance);
    requireNotNegative("removals of components", removals);
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
        10,
        3,
        0,
        false);
  }

  /** The same with other options of layers. */
  public CompareOptions withLayers(LayerOptions changed) {
    return new CompareOptions(changed, similarities, blocks, chance, removals, within);
  }

  /** The same with other measures of similarity. */
  public CompareOptions withSimilarities(Collection<String> changed) {
    return new CompareOptions(layers, List.copyOf(changed), blocks, chance, removals, within);
  }

  /** The same with another number of blocks. */
  public CompareOptions withBlocks(int changed) {
    return new CompareOptions(layers, similarities, changed, chance, removals, within);
  }

  /** The same with another number of random pairings. */
  public CompareOptions withChance(int changed) {
    return new CompareOptions(layers, similarities, blocks, changed, removals, within);
  }

  /** The same with another number of removals. */
  public CompareOptions withRemovals(int changed) {
    return new CompareOptions(layers, similarities, blocks, chance, changed, within);
  }

  /** The same with or without the layers of each network among themselves. */
  public CompareOptions withWithin(boolean changed) {
    return new CompareOptions(layers, similarities, blocks, chance, removals, changed);
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
    parameters.put("blocks", blocks);
    parameters.put("chance", chance);
    parameters.put("removals", removals);
    parameters.put("within", within);
    return parameters;
  }
}
