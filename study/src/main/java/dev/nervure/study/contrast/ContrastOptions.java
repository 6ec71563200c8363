package dev.nervure.study.contrast;

import dev.nervure.contrast.Contrast;
import dev.nervure.contrast.Contrasts;
import dev.nervure.network.Pooling;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.PointSelection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How two groups are compared. Start from {@link #defaults()}.
 *
 * @param layers what is measured in each group, and how
 * @param tests names of what is compared, of those of {@link Contrasts}; kept in their order, each
 *     once
 * @param permutations exchanges of points behind a p-value, at least 19: the smallest p-value is
 *     the inverse of one more
 */
public record ContrastOptions(LayerOptions layers, List<String> tests, int permutations) {
  /** Fewer never reach 0.05. */
  public static final int FEWEST_PERMUTATIONS = 19;

  /** Points of a group when nothing is said. */
  public static final int DEFAULT_SAMPLES = 500;

  /** Checks the numbers and names. */
  public ContrastOptions {
    if (permutations < FEWEST_PERMUTATIONS) {
      throw new IllegalArgumentException(
          "permutations must be at least %d, for a p-value of 0.05, but were %d"
              .formatted(FEWEST_PERMUTATIONS, permutations));
    }
    PointSelection selected = layers.selection().points();
    if (layers.pooling() == Pooling.SPATIAL && (!selected.isMade() || selected.mayGiveSeveral())) {
      throw new IllegalArgumentException(
          "a contrast needs one point a sample, since positions of one image are not independent; choose another pooling than spatial, or a selection of one position");
    }
    tests = inOrder(tests);
  }

  private static List<String> inOrder(List<String> tests) {
    if (tests.isEmpty()) {
      throw new IllegalArgumentException("at least one test must be chosen");
    }
    for (String test : tests) {
      if (!Contrasts.names().contains(test)) {
        throw new IllegalArgumentException(
            "no test is named '%s'; there are %s, and the groups default, all"
                .formatted(test, String.join(", ", Contrasts.names())));
      }
    }
    Set<String> chosen = Set.copyOf(tests);
    return Contrasts.names().stream().filter(chosen::contains).toList();
  }

  /** The defaults that docs/contrast.md explains. */
  public static ContrastOptions defaults() {
    return new ContrastOptions(LayerOptions.defaults(), chosen("default"), 999);
  }

  /**
   * Reads a choice of tests: names with commas, {@code default} or {@code all}.
   *
   * @throws IllegalArgumentException for another word
   */
  public static List<String> chosen(String list) {
    return inOrder(
        Stream.of(list.split(","))
            .map(String::strip)
            .flatMap(
                word ->
                    switch (word) {
                      case "all" -> Contrasts.names().stream();
                      case "default" ->
                          Contrasts.all().stream().filter(Contrast::isDefault).map(Contrast::name);
                      default -> Stream.of(word);
                    })
            .toList());
  }

  /** Where a test stands in the order of all. */
  static int position(String test) {
    return Contrasts.names().indexOf(test);
  }

  /** What is compared, in its order. */
  List<Contrast> contrasts() {
    return Contrasts.all().stream().filter(contrast -> tests.contains(contrast.name())).toList();
  }

  /** The same with other options of layers. */
  public ContrastOptions withLayers(LayerOptions changed) {
    return new ContrastOptions(changed, tests, permutations);
  }

  /** The same with other tests. */
  public ContrastOptions withTests(Collection<String> changed) {
    return new ContrastOptions(layers, List.copyOf(changed), permutations);
  }

  /** The same with another number of permutations. */
  public ContrastOptions withPermutations(int changed) {
    return new ContrastOptions(layers, tests, changed);
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>(layers.parameters());
    parameters.put("tests", tests);
    parameters.put("permutations", permutations);
    return parameters;
  }
}
