package dev.nervure.study.compare;

import dev.nervure.run.NumberText;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether a network still represents the samples as its baseline does, layer by layer, read from a
 * comparison of both. A layer has moved where the whole 95 % interval of its shift is above what is
 * allowed. That is the larger of two: the shift that the user allows, and the largest shift between
 * two networks of other seeds, where some are given.
 *
 * @param measure name of the measure, one of {@link LayerSimilarities}
 * @param maxShift what the user allows, in units of the shift
 * @param layers of the baseline in the order of their depth, then those that only the network has
 */
public record ShiftCheck(String measure, double maxShift, List<LayerShift> layers) {
  /** Copies the list. */
  public ShiftCheck {
    layers = List.copyOf(layers);
  }

  /**
   * Refuses what a shift cannot be made of, and a largest shift that no layer can exceed.
   *
   * @throws IllegalArgumentException when the measure is no distance and has no largest value, or
   *     the shift is negative, not a number, or as large as a shift by this measure can be
   */
  public static void require(String measure, double maxShift) {
    double range = range(measure);
    if (!(maxShift >= 0)) {
      throw new IllegalArgumentException(
          "the largest shift that is allowed must be 0 or more but was " + maxShift);
    }
    if (maxShift >= range) {
      throw new IllegalArgumentException(
          "shifts by %s are between 0 and %s, so that a check that allows %s could not fail; allow less"
              .formatted(measure, NumberText.of(range), NumberText.of(maxShift)));
    }
  }

  /**
   * The largest shift that there can be by a measure; infinite where there is no such bound, as of
   * distances in units of their own.
   *
   * @throws IllegalArgumentException when the measure is no distance and has no largest value
   */
  public static double range(String measure) {
    LayerSimilarity similarity = LayerSimilarities.named(measure);
    if (!similarity.isDistance() && Double.isInfinite(similarity.highest())) {
      throw new IllegalArgumentException(
          "%s has no largest value from which a shift could be counted".formatted(measure));
    }
    return similarity.highest() - (similarity.isDistance() ? 0 : similarity.lowest());
  }

  /**
   * Reads it from a comparison of a network with its baseline.
   *
   * @param comparison asks about the network first and its baseline second, by the measure; its
   *     seeds are networks of the recipe of the baseline
   * @param withInput whether the input is a layer of the check too; networks on the same samples
   *     have it in common
   * @throws IllegalArgumentException when it does not compare two networks by the measure
   */
  public static ShiftCheck of(
      Comparison comparison, String measure, double maxShift, boolean withInput) {
    require(measure, maxShift);
    if (comparison.asked().size() != 2) {
      throw new IllegalArgumentException(
          "a check compares a network with its baseline, but there are %d networks"
              .formatted(comparison.asked().size()));
    }
    Subject network = comparison.asked().get(0);
    Subject baseline = comparison.asked().get(1);
    List<Subject> seeds = comparison.seeds();
    List<SimilarityMatrix> matrices =
        comparison.matrices().stream()
            .filter(one -> one.measure().equals(measure) && !one.isWithin())
            .toList();
    List<SimilarityMatrix> ofSeeds =
        matrices.stream()
            .filter(one -> seeds.contains(one.first()) && seeds.contains(one.second()))
            .toList();
    SimilarityMatrix both =
        matrices.stream()
            .filter(one -> Set.of(one.first(), one.second()).equals(Set.of(network, baseline)))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "the run does not compare %s with %s by %s"
                            .formatted(network.text(), baseline.text(), measure)));
    boolean isRow = both.first().equals(baseline);
    Set<String> names = new LinkedHashSet<>();
    for (List<SimilarityMatrix.Layer> of :
        List.of(isRow ? both.rows() : both.columns(), isRow ? both.columns() : both.rows())) {
      of.stream()
          .filter(layer -> withInput || !layer.isInput())
          .forEach(layer -> names.add(layer.name()));
    }
    LayerSimilarity similarity = LayerSimilarities.named(measure);
    List<LayerShift> layers = new ArrayList<>();
    for (String name : names) {
      Double seedShift = largest(similarity, ofSeeds, name);
      double allowed = seedShift == null ? maxShift : Math.max(maxShift, seedShift);
      layers.add(shift(similarity, both, name, allowed, seedShift));
    }
    return new ShiftCheck(measure, maxShift, layers);
  }

  private static LayerShift shift(
      LayerSimilarity similarity,
      SimilarityMatrix both,
      String layer,
      double allowed,
      @Nullable Double seedShift) {
    SimilarityResult found = ofLayer(both, layer);
    if (found == null) {
      return LayerShift.notMeasured(
          layer, allowed, "the network and its baseline do not both have this layer");
    }
    Double value = found.estimate();
    if (value == null) {
      return LayerShift.notMeasured(layer, allowed, Objects.toString(found.notEstimable()));
    }
    Double low = found.low();
    Double high = found.high();
    if (low == null || high == null) {
      return LayerShift.of(layer, shift(similarity, value), null, null, allowed, seedShift);
    }
    double oneEnd = shift(similarity, low);
    double otherEnd = shift(similarity, high);
    return LayerShift.of(
        layer,
        shift(similarity, value),
        Math.min(oneEnd, otherEnd),
        Math.max(oneEnd, otherEnd),
        allowed,
        seedShift);
  }

  private static double shift(LayerSimilarity similarity, double value) {
    return similarity.isDistance() ? value : similarity.highest() - value;
  }

  private static @Nullable Double largest(
      LayerSimilarity similarity, List<SimilarityMatrix> ofSeeds, String layer) {
    Double largest = null;
    for (SimilarityMatrix pair : ofSeeds) {
      SimilarityResult found = ofLayer(pair, layer);
      Double value = found == null ? null : found.estimate();
      if (value != null) {
        double shift = shift(similarity, value);
        largest = largest == null ? shift : Math.max(largest, shift);
      }
    }
    return largest;
  }

  private static @Nullable SimilarityResult ofLayer(SimilarityMatrix matrix, String layer) {
    for (int row = 0; row < matrix.rows().size(); row++) {
      int column = matrix.sameLayer(row);
      if (column >= 0 && matrix.rows().get(row).name().equals(layer)) {
        return matrix.at(row, column);
      }
    }
    return null;
  }

  /** Whether every layer passes, and there is one. */
  public boolean passes() {
    return !layers.isEmpty() && layers.stream().allMatch(one -> one.verdict().passes());
  }

  /** How many layers have a verdict. */
  public long count(LayerShift.Verdict verdict) {
    return layers.stream().filter(one -> one.verdict() == verdict).count();
  }
}
