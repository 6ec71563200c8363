package dev.nervure.equivariance;

import dev.nervure.progress.Progress;
import dev.nervure.stats.Proportion;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How often the network is wrong when a map leads other features to those of a layer: of
 * transformed images back to those of the images as they are, where the identity is the network
 * left alone and labels are those of the images before they were transformed; or of another
 * network.
 */
final class TaskErrors {
  private final @Nullable Proportion clean;
  private final Map<Rung, Proportion> errors;
  private final Map<Rung, Proportion> changed;

  private TaskErrors(
      @Nullable Proportion clean, Map<Rung, Proportion> errors, Map<Rung, Proportion> changed) {
    this.clean = clean;
    this.errors = errors;
    this.changed = changed;
  }

  /**
   * Counts on the held images.
   *
   * @param maps to plain features from the others
   * @param labels of all images; null where there are none
   */
  static TaskErrors of(
      FeaturePairs pairs,
      Map<Rung, FeatureMap> maps,
      NetworkTail tail,
      int @Nullable [] labels,
      SymmetrySettings settings,
      Progress progress) {
    Map<Rung, int[]> wrong = counters(maps);
    Map<Rung, int[]> other = counters(maps);
    int[] cleanWrong = new int[1];
    pairs.forEach(
        settings.fit(),
        settings.fit() + settings.held(),
        (first, plain, moved) -> {
          int[] own = tail.answers(pairs.reader().batch(plain));
          for (int image = 0; image < own.length; image++) {
            cleanWrong[0] += labels != null && own[image] != labels[first + image] ? 1 : 0;
          }
          maps.forEach(
              (rung, map) -> {
                double[][] led = new double[moved.length][];
                for (int image = 0; image < led.length; image++) {
                  led[image] = map.of(moved[image], progress);
                }
                progress.checkCancelled();
                int[] answers = tail.answers(pairs.reader().batch(led));
                int[] ofRung = Objects.requireNonNull(wrong.get(rung));
                int[] otherOfRung = Objects.requireNonNull(other.get(rung));
                for (int image = 0; image < answers.length; image++) {
                  ofRung[0] += labels != null && answers[image] != labels[first + image] ? 1 : 0;
                  otherOfRung[0] += answers[image] != own[image] ? 1 : 0;
                }
              });
        },
        progress);
    return new TaskErrors(
        labels == null ? null : new Proportion(cleanWrong[0], settings.held()),
        labels == null ? Map.of() : shares(wrong, settings.held()),
        shares(other, settings.held()));
  }

  private static Map<Rung, int[]> counters(Map<Rung, FeatureMap> maps) {
    Map<Rung, int[]> counters = new EnumMap<>(Rung.class);
    maps.keySet().forEach(rung -> counters.put(rung, new int[1]));
    return counters;
  }

  private static Map<Rung, Proportion> shares(Map<Rung, int[]> counts, int cases) {
    Map<Rung, Proportion> shares = new EnumMap<>(Rung.class);
    counts.forEach((rung, count) -> shares.put(rung, new Proportion(count[0], cases)));
    return shares;
  }

  /** The share of wrong answers to the images as they are; null without labels. */
  @Nullable Proportion clean() {
    return clean;
  }

  /** The share of wrong answers by rung; empty without labels. */
  Map<Rung, Proportion> errors() {
    return errors;
  }

  /** The share of answers that are not those to the image as it is. */
  Map<Rung, Proportion> changed() {
    return changed;
  }
}
