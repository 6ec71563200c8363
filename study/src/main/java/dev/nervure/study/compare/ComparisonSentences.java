package dev.nervure.study.compare;

import dev.nervure.measure.Measures;
import dev.nervure.run.NumberText;
import dev.nervure.run.SimilarityResult;
import dev.nervure.stats.Proportion;
import dev.nervure.stats.Quantiles;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where networks differ, and whether that is more than noise, in whole sentences. */
public final class ComparisonSentences {
  private static final double LEVEL = 0.05;
  private static final int MOST_NAMES = 4;

  private ComparisonSentences() {}

  /** All that there is to say of a comparison; empty where nothing was compared. */
  public static List<String> of(Comparison comparison) {
    List<String> sentences = new ArrayList<>();
    List<SimilarityMatrix> asked = comparison.ofAsked();
    if (comparison.asked().size() == 2) {
      asked.forEach(matrix -> addSameLayers(matrix, sentences));
    }
    if (comparison.asked().size() >= 2) {
      addNearest(asked, sentences);
    }
    addRanks(comparison.ranks(), sentences);
    addSpreads(comparison, sentences);
    addRemovals(comparison, sentences);
    sentences.addAll(AccuracySentences.of(comparison));
    addDifferences(comparison, sentences);
    return sentences;
  }

  /** How alike layers of one name are, from the least to the most. */
  private static void addSameLayers(SimilarityMatrix matrix, List<String> sentences) {
    SimilarityResult least = null;
    SimilarityResult most = null;
    int count = 0;
    for (int row = 0; row < matrix.rows().size(); row++) {
      int column = matrix.sameLayer(row);
      SimilarityResult one = column < 0 ? null : matrix.at(row, column);
      if (one != null && one.estimate() != null && !matrix.rows().get(row).isInput()) {
        count++;
        least = least == null || far(matrix, one) > far(matrix, least) ? one : least;
        most = most == null || far(matrix, one) < far(matrix, most) ? one : most;
      }
    }
    if (least == null || most == null) {
      return;
    }
    String title = LayerSimilarities.title(matrix.measure());
    String names = Comparison.name(matrix.first()) + " and " + Comparison.name(matrix.second());
    sentences.add(
        count == 1
            ? "%s: %s read %s in %s%s."
                .formatted(title, names, value(least), least.firstLayerName(), chance(least))
            : "%s: of the %d layers that %s share, %s is least alike (%s%s) and %s most (%s)."
                .formatted(
                    title,
                    count,
                    names,
                    least.firstLayerName(),
                    value(least),
                    chance(least),
                    most.firstLayerName(),
                    value(most)));
  }

  private static double far(SimilarityMatrix matrix, SimilarityResult one) {
    return matrix.distance(Objects.requireNonNull(one.estimate()));
  }

  private static String value(SimilarityResult one) {
    double estimate = Objects.requireNonNull(one.estimate());
    Double low = one.low();
    Double high = one.high();
    return low == null || high == null
        ? NumberText.of(estimate)
        : "%s, 95 %% interval %s to %s"
            .formatted(NumberText.of(estimate), NumberText.of(low), NumberText.of(high));
  }

  private static String chance(SimilarityResult one) {
    Double chance = one.chance();
    return chance == null
        ? ""
        : "; unrelated layers of these sizes would read " + NumberText.of(chance);
  }

  /** How often the nearest layer is the one of the same name, over all pairs of networks. */
  private static void addNearest(List<SimilarityMatrix> matrices, List<String> sentences) {
    Map<String, int[]> counts = new LinkedHashMap<>();
    for (SimilarityMatrix matrix : matrices) {
      Proportion share = matrix.nearest().share();
      if (share != null) {
        int[] count = counts.computeIfAbsent(matrix.measure(), measure -> new int[2]);
        count[0] += share.hits();
        count[1] += share.cases();
      }
    }
    if (counts.isEmpty()) {
      return;
    }
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (measure, count) ->
            parts.add(
                "%s %d of %d".formatted(LayerSimilarities.title(measure), count[0], count[1])));
    sentences.add(
        "The layer of the other network that is nearest is the one of the same name: "
            + String.join("; ", parts)
            + ".");
  }

  private static void addRanks(List<SeedRank> ranks, List<String> sentences) {
    Map<List<Object>, List<SeedRank>> groups = new LinkedHashMap<>();
    ranks.forEach(
        rank ->
            groups
                .computeIfAbsent(
                    List.of(rank.measure(), rank.first(), rank.second()), key -> new ArrayList<>())
                .add(rank));
    groups.values().forEach(group -> sentences.add(rankSentence(group)));
  }

  private static String rankSentence(List<SeedRank> group) {
    SeedRank any = group.get(0);
    String title = LayerSimilarities.title(any.measure());
    String names = Comparison.name(any.first()) + " and " + Comparison.name(any.second());
    List<SeedRank> beyond = group.stream().filter(SeedRank::isBeyondSeeds).toList();
    // Layers may have values of different numbers of pairs; the most of them reach the lowest p.
    int pairs = group.stream().mapToInt(SeedRank::pairs).max().orElse(any.pairs());
    String floor =
        1.0 / pairs > LEVEL
            ? " With %d pairs of networks no p-value can be below %s: give more seeds."
                .formatted(pairs, NumberText.of(1.0 / pairs))
            : "";
    SeedRank least = group.stream().reduce((a, b) -> b.pValue() < a.pValue() ? b : a).orElse(any);
    String verdict = least.pValue() > LEVEL ? ": not told from noise of the seed" : "";
    if (beyond.isEmpty()) {
      return "%s: in no layer are %s farther apart than any two networks of other seeds (%d pairs in %s, where p is smallest: %s for the layer by itself, by rank among all pairs of the networks)%s.%s"
          .formatted(
              title,
              names,
              least.seedPairs(),
              least.layer(),
              NumberText.of(least.pValue()),
              verdict,
              floor);
    }
    double largest = beyond.stream().mapToDouble(SeedRank::pValue).max().orElse(1);
    int fewest = beyond.stream().mapToInt(SeedRank::seedPairs).min().orElse(0);
    int most = beyond.stream().mapToInt(SeedRank::seedPairs).max().orElse(0);
    return "%s: %s are farther apart than any two networks of other seeds (%s pairs) %s (p at most %s for each layer by itself, by rank among all pairs of the networks)%s.%s"
        .formatted(
            title,
            names,
            fewest == most ? "" + most : fewest + " to " + most,
            where(beyond.stream().map(SeedRank::layer).toList(), group.size()),
            NumberText.of(largest),
            verdict,
            floor);
  }

  private static String where(List<String> layers, int all) {
    return layers.size() == all && all > 1
        ? "in all %d layers".formatted(all)
        : layers.size() <= MOST_NAMES
            ? "in " + String.join(", ", layers)
            : "in %d of %d layers".formatted(layers.size(), all);
  }

  /** In how many layers networks are more alike than other layers are. */
  private static void addSpreads(Comparison comparison, List<String> sentences) {
    int count = comparison.ofSpreads().size();
    String networks =
        comparison.hasSeeds()
            ? "%d networks of other seeds".formatted(count)
            : "the %d networks".formatted(count);
    Map<String, List<SeedSpread>> byMeasure = new LinkedHashMap<>();
    comparison.spreads().stream()
        .filter(one -> one.closer() != null)
        .forEach(
            one -> byMeasure.computeIfAbsent(one.measure(), measure -> new ArrayList<>()).add(one));
    byMeasure.forEach(
        (measure, layers) -> {
          long specific = layers.stream().filter(one -> closer(one) > 0.5).count();
          SeedSpread least =
              layers.stream().reduce((a, b) -> closer(b) < closer(a) ? b : a).orElseThrow();
          sentences.add(
              String.format(
                  Locale.ROOT,
                  "%s: between %s a layer is mostly nearer to itself than to other layers in %d of %d layers; least in %s, with %.0f %% of the comparisons.",
                  LayerSimilarities.title(measure),
                  networks,
                  specific,
                  layers.size(),
                  least.layer(),
                  100 * closer(least)));
        });
  }

  private static double closer(SeedSpread one) {
    Double closer = one.closer();
    return closer == null ? 0 : closer;
  }

  /** How soon each measure notices that components are gone, beside other networks. */
  private static void addRemovals(Comparison comparison, List<String> sentences) {
    String other = comparison.hasSeeds() ? "seed" : "network";
    Map<String, List<Sensitivity>> byMeasure = new LinkedHashMap<>();
    comparison.sensitivities().stream()
        .filter(one -> one.seeds() != null)
        .forEach(
            one -> byMeasure.computeIfAbsent(one.measure(), measure -> new ArrayList<>()).add(one));
    byMeasure.forEach(
        (measure, layers) -> {
          double[] noticed =
              layers.stream()
                  .map(Sensitivity::noticed)
                  .filter(Objects::nonNull)
                  .mapToDouble(share -> share == null ? 0 : share)
                  .toArray();
          sentences.add(
              noticed.length == 0
                  ? "%s: however many of its narrowest components a layer loses, it stays nearer to itself than to the layer of another %s, in all %d layers."
                      .formatted(LayerSimilarities.title(measure), other, layers.size())
                  : String.format(
                      Locale.ROOT,
                      "%s: a layer that has lost its narrowest components is farther from itself than from the layer of another %s in %d of %d layers, once %.0f %% of them are gone (median).",
                      LayerSimilarities.title(measure),
                      other,
                      noticed.length,
                      layers.size(),
                      100 * Quantiles.median(noticed)));
        });
  }

  private static void addDifferences(Comparison comparison, List<String> sentences) {
    if (comparison.asked().size() != 2) {
      return;
    }
    String first = Comparison.name(comparison.asked().get(0));
    String second = Comparison.name(comparison.asked().get(1));
    Map<String, List<MeasureDifference>> byMeasure = new LinkedHashMap<>();
    comparison.differences().stream()
        .filter(one -> one.pValue() != null)
        .forEach(
            one -> byMeasure.computeIfAbsent(one.measure(), measure -> new ArrayList<>()).add(one));
    List<String> alike = new ArrayList<>();
    byMeasure.forEach(
        (measure, layers) -> {
          String sentence = differenceSentence(measure, layers, first, second);
          if (sentence == null) {
            alike.add(Measures.named(measure).title());
          } else {
            sentences.add(sentence);
          }
        });
    if (!alike.isEmpty()) {
      sentences.add(
          "No layer of %s and %s differs beyond the choice of samples in: %s."
              .formatted(first, second, String.join(", ", alike)));
    }
  }

  private static @Nullable String differenceSentence(
      String measure, List<MeasureDifference> layers, String first, String second) {
    List<MeasureDifference> resolved =
        layers.stream().filter(MeasureDifference::isResolved).toList();
    if (resolved.isEmpty()) {
      return null;
    }
    MeasureDifference most =
        resolved.stream().reduce((a, b) -> errors(b) > errors(a) ? b : a).orElseThrow();
    return "%s differs between %s and %s %s (p below 0.05 over layers and measures), most surely in %s: %s and %s."
        .formatted(
            Measures.named(measure).title(),
            first,
            second,
            where(resolved.stream().map(MeasureDifference::layer).toList(), layers.size()),
            most.layer(),
            NumberText.of(most.first()),
            NumberText.of(most.second()));
  }

  private static double errors(MeasureDifference one) {
    Double error = one.error();
    return error == null || error == 0 ? 0 : Math.abs(one.difference()) / error;
  }
}
