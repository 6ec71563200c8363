package dev.nervure.study.compare;

import dev.nervure.diagram.DiagramDistance;
import dev.nervure.diagram.DiagramDistances;
import dev.nervure.similarity.SimilarityMeasure;
import dev.nervure.similarity.SimilarityMeasures;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All ways to say how alike two layers are: the measures of {@link SimilarityMeasures}, which pair
 * rows, and the distances of {@link DiagramDistances} between persistence diagrams of degree 0 and
 * 1, in the units of the layers and of clouds of one size. Those with a bandwidth, which is 1, are
 * of clouds of one size only: in the units of a layer that would be another for every layer.
 */
public final class LayerSimilarities {
  private static final List<LayerSimilarity> ALL = all();

  /**
   * What is computed where nothing is said, beside the measures that are so by their own traits.
   */
  private static final Set<String> USUAL_DIAGRAMS =
      Set.of("sliced_wasserstein_h1", "sliced_wasserstein_h1" + DiagramSimilarity.SCALED);

  private LayerSimilarities() {}

  private static List<LayerSimilarity> all() {
    List<LayerSimilarity> all = new ArrayList<>();
    for (SimilarityMeasure measure : SimilarityMeasures.all()) {
      all.add(new RowSimilarity(measure));
    }
    for (DiagramDistance distance : DiagramDistances.all()) {
      for (int degree = 0; degree <= 1; degree++) {
        if (!distance.settings().containsKey("bandwidth")) {
          all.add(new DiagramSimilarity(distance, degree, false));
        }
        all.add(new DiagramSimilarity(distance, degree, true));
      }
    }
    return List.copyOf(all);
  }

  /** The names of all, in their order. */
  public static List<String> names() {
    return ALL.stream().map(LayerSimilarity::name).toList();
  }

  /** The names of all, and of the groups of them that a choice may name. */
  public static List<String> namesAndGroups() {
    return Stream.concat(names().stream(), Stream.of("default", "all")).toList();
  }

  /**
   * Reads a choice: names with commas, {@code default} or {@code all}.
   *
   * @return names in the order of all, each once
   * @throws IllegalArgumentException for another word
   */
  public static List<String> chosen(String list) {
    Set<String> asked = new LinkedHashSet<>();
    for (String part : list.split(",", -1)) {
      String word = part.strip();
      switch (word) {
        case "all" -> asked.addAll(names());
        case "default" -> asked.addAll(usual());
        default -> {
          named(word);
          asked.add(word);
        }
      }
    }
    return names().stream().filter(asked::contains).toList();
  }

  private static List<String> usual() {
    return Stream.concat(
            SimilarityMeasures.all().stream()
                .filter(measure -> measure.traits().isDefault())
                .map(SimilarityMeasure::name),
            names().stream().filter(USUAL_DIAGRAMS::contains))
        .toList();
  }

  /**
   * The one of a name.
   *
   * @throws IllegalArgumentException where there is none
   */
  static LayerSimilarity named(String name) {
    return ALL.stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no measure of similarity is named '%s'; there are %s, and the groups default, all"
                        .formatted(name, String.join(", ", names()))));
  }

  /** Its name in words. */
  public static String title(String name) {
    return named(name).title();
  }

  /** Whether 0 says that layers are alike and larger values that they are less so. */
  public static boolean isDistance(String name) {
    return named(name).isDistance();
  }

  /** Whether both layers may change places. */
  public static boolean isSymmetric(String name) {
    return named(name).isSymmetric();
  }
}
