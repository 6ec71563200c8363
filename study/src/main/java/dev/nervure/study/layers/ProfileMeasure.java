package dev.nervure.study.layers;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a profile can measure in a layer. The text name is the one of the command line, the tables
 * and the JSON.
 */
public enum ProfileMeasure {
  /** Persistent-homology dimension, robust settings. */
  PH_DIMENSION(true),
  /** Persistent-homology dimension with every constant of the paper. */
  PH_DIMENSION_PAPER(false),
  /** Dimension from the ratio of the two nearest neighbours' distances. */
  TWONN_DIMENSION(true),
  /** Maximum-likelihood dimension of Levina and Bickel. */
  MLE_DIMENSION(true),
  /**
   * Sum of the lifespans in degree 0, robust conventions: mean over classes, per class, and over
   * all points.
   */
  LIFESPAN_SUM_H0(true),
  /** The same in degree 1. */
  LIFESPAN_SUM_H1(true),
  /** Sum of the lifespans in degree 0, conventions of the paper's code. */
  LIFESPAN_SUM_H0_PAPER(false),
  /** The same in degree 1. */
  LIFESPAN_SUM_H1_PAPER(false),
  /** Between-class over within-class scatter. */
  FISHER_RATIO(true),
  /** Share of each point's nearest neighbours that have its label. */
  KNN_LABEL_AGREEMENT(true);

  private final boolean byDefault;

  ProfileMeasure(boolean byDefault) {
    this.byDefault = byDefault;
  }

  /** Its name in commands, tables and JSON, for example {@code ph_dimension}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What is measured when nothing is said. */
  public static Set<ProfileMeasure> defaults() {
    return Arrays.stream(values())
        .filter(measure -> measure.byDefault)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(ProfileMeasure.class)));
  }

  /**
   * Reads a comma-separated list of names and groups: {@code default}, {@code paper}, {@code all}.
   *
   * @throws IllegalArgumentException naming the word that is none, and those that are
   */
  public static Set<ProfileMeasure> parse(String list) {
    Set<ProfileMeasure> chosen = EnumSet.noneOf(ProfileMeasure.class);
    for (String word : list.split(",")) {
      chosen.addAll(named(word.strip().toLowerCase(Locale.ROOT)));
    }
    return chosen;
  }

  private static Set<ProfileMeasure> named(String word) {
    switch (word) {
      case "default":
        return defaults();
      case "all":
        return EnumSet.allOf(ProfileMeasure.class);
      case "paper":
        return EnumSet.of(PH_DIMENSION_PAPER, LIFESPAN_SUM_H0_PAPER, LIFESPAN_SUM_H1_PAPER);
      default:
        for (ProfileMeasure measure : values()) {
          if (measure.text().equals(word)) {
            return EnumSet.of(measure);
          }
        }
        List<String> names = Arrays.stream(values()).map(ProfileMeasure::text).toList();
        throw new IllegalArgumentException(
            "no measure is named '%s'; there are %s, and the groups default, paper, all"
                .formatted(word, String.join(", ", names)));
    }
  }
}
