package dev.nervure.study.compare;

import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.Subject;
import dev.nervure.similarity.FunctionalAgreement;
import dev.nervure.stats.CorrelationEstimate;
import dev.nervure.stats.Proportion;
import dev.nervure.study.JsonSection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is read off the similarities of layers: nearest layers, seeds, differences, sentences. */
public final class ComparisonSection implements JsonSection {
  private final Manifest manifest;

  /** Of the run with this manifest. */
  public ComparisonSection(Manifest manifest) {
    this.manifest = manifest;
  }

  @Override
  public String name() {
    return "comparison";
  }

  @Override
  public Object tree(Results results) {
    Comparison comparison = Comparison.of(manifest, results);
    Map<String, @Nullable Object> tree = new LinkedHashMap<>();
    tree.put("networks", comparison.asked().stream().map(Comparison::name).toList());
    tree.put("seedNetworks", comparison.seeds().stream().map(Comparison::name).toList());
    tree.put(
        "nearestLayers", comparison.ofAsked().stream().map(ComparisonSection::nearest).toList());
    tree.put("seedSpreads", comparison.spreads().stream().map(ComparisonSection::spread).toList());
    tree.put("seedRanks", comparison.ranks().stream().map(ComparisonSection::rank).toList());
    tree.put(
        "sensitivities",
        comparison.sensitivities().stream().map(ComparisonSection::removal).toList());
    tree.put("accuracyAgreement", accuracies(comparison));
    tree.put("differences", comparison.differences());
    tree.put("sentences", ComparisonSentences.of(comparison));
    return tree;
  }

  private static Map<String, @Nullable Object> nearest(SimilarityMatrix matrix) {
    SimilarityMatrix.Nearest nearest = matrix.nearest();
    Proportion share = nearest.share();
    Map<String, @Nullable Object> fields = pair(matrix.measure(), matrix.first(), matrix.second());
    fields.put("sameName", share == null ? null : (Integer) share.hits());
    fields.put("of", share == null ? null : (Integer) share.cases());
    fields.put("firstToSecond", names(matrix.rows(), matrix.columns(), nearest.firstToSecond()));
    fields.put("secondToFirst", names(matrix.columns(), matrix.rows(), nearest.secondToFirst()));
    return fields;
  }

  private static Map<String, @Nullable String> names(
      List<SimilarityMatrix.Layer> from, List<SimilarityMatrix.Layer> to, List<Integer> nearest) {
    Map<String, @Nullable String> names = new LinkedHashMap<>();
    for (int i = 0; i < nearest.size(); i++) {
      int found = nearest.get(i);
      names.put(from.get(i).name(), found < 0 ? null : to.get(found).name());
    }
    return names;
  }

  private static Map<String, @Nullable Object> pair(String measure, Subject first, Subject second) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("measure", measure);
    fields.put("first", Comparison.name(first));
    fields.put("second", Comparison.name(second));
    return fields;
  }

  private static Map<String, @Nullable Object> spread(SeedSpread one) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("measure", one.measure());
    fields.put("layer", one.layer());
    fields.put("pairs", one.same().length);
    fields.put("mean", one.mean());
    fields.put("low", one.low());
    fields.put("high", one.high());
    fields.put("closerThanOtherLayers", one.closer());
    return fields;
  }

  private static Map<String, @Nullable Object> rank(SeedRank one) {
    Map<String, @Nullable Object> fields = pair(one.measure(), one.first(), one.second());
    fields.put("layer", one.layer());
    fields.put("value", one.value());
    fields.put("p", one.pValue());
    fields.put("pairs", one.pairs());
    fields.put("beyond", one.beyond());
    fields.put("seedPairs", one.seedPairs());
    fields.put("seedNearest", one.seedNear());
    fields.put("seedFarthest", one.seedFar());
    return fields;
  }

  private static @Nullable Map<String, @Nullable Object> accuracies(Comparison comparison) {
    if (comparison.networks().size() <= 2) {
      return null;
    }
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (NetworkAccuracies known : comparison.accuracies()) {
      Map<String, Double> byName = new LinkedHashMap<>();
      known.accuracies().forEach((network, one) -> byName.put(Comparison.name(network), one));
      fields.put("best", Comparison.name(known.best()));
      fields.put("accuracies", byName);
      fields.put("worseByTwoErrors", known.worse());
    }
    fields.put("notEstimable", comparison.accuracyObstacle());
    fields.put(
        "layers",
        comparison.accuracyAgreements().stream().map(ComparisonSection::agreement).toList());
    return fields;
  }

  private static Map<String, @Nullable Object> agreement(AccuracyAgreement one) {
    FunctionalAgreement found = one.agreement();
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("measure", one.measure());
    fields.put("layer", one.layer());
    fields.put("others", found == null ? null : (Integer) found.representations());
    addCorrelation("spearman", found == null ? null : found.spearman(), fields);
    addCorrelation("kendall", found == null ? null : found.kendall(), fields);
    fields.put("p", found == null ? null : (Double) found.pValue());
    fields.put("pCorrected", one.pCorrected());
    fields.put("badFraction", found == null ? null : (Double) found.badFraction());
    fields.put("notEstimable", one.notEstimable());
    return fields;
  }

  private static void addCorrelation(
      String name, @Nullable CorrelationEstimate found, Map<String, @Nullable Object> fields) {
    Double value =
        found != null && found.coefficient().isEstimable()
            ? (Double) found.coefficient().value()
            : null;
    fields.put(name, value);
    fields.put(name + "Low", found == null ? null : found.low());
    fields.put(name + "High", found == null ? null : found.high());
  }

  private static Map<String, @Nullable Object> removal(Sensitivity one) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("measure", one.measure());
    fields.put("network", Comparison.name(one.network()));
    fields.put("layer", one.layer());
    fields.put("seedMean", one.seeds());
    fields.put("noticedAtShare", one.noticed());
    fields.put("removals", one.points());
    return fields;
  }
}
