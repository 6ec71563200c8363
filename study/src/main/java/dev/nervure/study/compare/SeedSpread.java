package dev.nervure.study.compare;

import dev.nervure.run.Subject;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far a layer is from the same layer of other networks, of other seeds where such are given,
 * beside how far it is from their other layers (after the specificity test of Ding, Denain and
 * Steinhardt, NeurIPS 2021, arXiv 2108.01661).
 *
 * @param measure name of the measure
 * @param layer name of the layer
 * @param same values of the layer in one network and another, a pair of networks each
 * @param mean of these
 * @param low their 5 % quantile
 * @param high their 95 % quantile
 * @param others values of the layer and another layer, in two networks
 * @param closer how often two networks are more alike in this layer than in this layer of the one
 *     and another of the other: the share of pairs of a value of {@code same} and one of {@code
 *     others}, ties half; 0.5 where the measure does not see which layer it is; null without others
 */
public record SeedSpread(
    String measure,
    String layer,
    double[] same,
    double mean,
    double low,
    double high,
    double[] others,
    @Nullable Double closer) {

  /**
   * Those of every measure and layer.
   *
   * @param matrices of a run
   * @param networks of other seeds, or others that are compared, two at least
   */
  public static List<SeedSpread> of(List<SimilarityMatrix> matrices, Set<Subject> networks) {
    Map<String, List<SimilarityMatrix>> byMeasure = new LinkedHashMap<>();
    for (SimilarityMatrix one : matrices) {
      if (!one.isWithin() && networks.contains(one.first()) && networks.contains(one.second())) {
        byMeasure.computeIfAbsent(one.measure(), measure -> new ArrayList<>()).add(one);
      }
    }
    List<SeedSpread> found = new ArrayList<>();
    byMeasure.forEach(
        (measure, pairs) -> {
          Set<String> layers = new LinkedHashSet<>();
          for (SimilarityMatrix pair : pairs) {
            pair.rows().stream()
                .filter(layer -> !layer.isInput())
                .forEach(layer -> layers.add(layer.name()));
          }
          for (String layer : layers) {
            SeedSpread one = of(measure, layer, pairs);
            if (one != null) {
              found.add(one);
            }
          }
        });
    return found;
  }

  private static @Nullable SeedSpread of(
      String measure, String layer, List<SimilarityMatrix> pairs) {
    List<Double> same = new ArrayList<>();
    List<Double> others = new ArrayList<>();
    for (SimilarityMatrix pair : pairs) {
      for (int row = 0; row < pair.rows().size(); row++) {
        for (int column = 0; column < pair.columns().size(); column++) {
          boolean inRow = pair.rows().get(row).name().equals(layer);
          boolean inColumn = pair.columns().get(column).name().equals(layer);
          boolean input = pair.rows().get(row).isInput() || pair.columns().get(column).isInput();
          Double value = pair.value(row, column);
          if (value != null && !input && (inRow || inColumn)) {
            (inRow && inColumn ? same : others).add(value);
          }
        }
      }
    }
    if (same.isEmpty()) {
      return null;
    }
    double[] ascending = same.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double[] elsewhere = others.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    return new SeedSpread(
        measure,
        layer,
        ascending,
        Arrays.stream(ascending).sum() / ascending.length,
        Quantiles.ofAscending(ascending, 0.05),
        Quantiles.ofAscending(ascending, 0.95),
        elsewhere,
        closer(ascending, elsewhere, LayerSimilarities.isDistance(measure)));
  }

  private static @Nullable Double closer(double[] same, double[] others, boolean isDistance) {
    if (others.length == 0) {
      return null;
    }
    double count = 0;
    for (double one : same) {
      for (double other : others) {
        double gap = isDistance ? other - one : one - other;
        count += gap > 0 ? 1 : gap == 0 ? 0.5 : 0;
      }
    }
    return count / ((double) same.length * others.length);
  }
}
