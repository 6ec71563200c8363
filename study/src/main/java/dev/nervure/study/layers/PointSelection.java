package dev.nervure.study.layers;

import dev.nervure.run.LayerResult;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which positions of a layer make its cloud: spatial activations, vectors of its channels, as in
 * Purvine et al. 2023 (arXiv 2212.00222). A layer without positions, such as a dense one, has one
 * vector a sample, which is its point under every selection.
 */
public enum PointSelection {
  /** None is chosen: a point is what {@link dev.nervure.network.Pooling} makes of a sample. */
  POOLED("pooled", 1),
  /** One position a sample, uniform over all of them. */
  RANDOM("random", 1),
  /** All positions, drawn at random down to the cap, of each sample as many. */
  FULL("full", 0),
  /** Of each sample the position whose vector is longest, the first of equal ones. */
  TOP_L2("top-l2", 1),
  /** Of each sample the position that sees most of its foreground. */
  FOREGROUND_1("foreground-1", 1),
  /** Of each sample the five positions that see most of its foreground. */
  FOREGROUND_5("foreground-5", 5),
  /** Of each sample the position that sees most of its background. */
  BACKGROUND_1("background-1", 1);

  private final String text;
  private final int ofSample;

  PointSelection(String text, int ofSample) {
    this.text = text;
    this.ofSample = ofSample;
  }

  /** As it is typed. */
  @Override
  public String toString() {
    return text;
  }

  /** Whether positions are chosen at all. */
  public boolean isMade() {
    return this != POOLED;
  }

  /** Whether masks of the samples say which positions. */
  public boolean readsMasks() {
    return this == FOREGROUND_1 || this == FOREGROUND_5 || this == BACKGROUND_1;
  }

  /** Whether a sample may give several points, which are then not independent. */
  public boolean mayGiveSeveral() {
    return ofSample != 1;
  }

  /** Whether a selection that stands beside a layer may give several points of a sample. */
  public static boolean mayGiveSeveral(@Nullable String selection) {
    return Arrays.stream(values())
        .anyMatch(one -> one.toString().equals(selection) && one.mayGiveSeveral());
  }

  /**
   * Whether rows of two layers stand in no relation, since several positions of each sample are
   * selected: but in the same layer, whose positions are drawn alike in networks of one
   * architecture.
   */
  public static boolean unpaired(LayerResult first, LayerResult second) {
    boolean several = mayGiveSeveral(first.selection()) || mayGiveSeveral(second.selection());
    return several
        && !(first.index() == second.index()
            && first.shape().equals(second.shape())
            && Objects.equals(first.selection(), second.selection()));
  }

  /**
   * Points of a sample in what a pass leaves. All positions under a cap: as many of each sample as
   * reach the cap together, which {@link LayerPoints} then keeps exactly.
   *
   * @param positions of the layer
   * @param samples number of samples
   * @param cap most points that are measured
   */
  int perSample(int positions, int samples, int cap) {
    int reachingCap = samples == 0 ? 0 : (cap - 1) / samples + 1;
    return Math.min(positions, ofSample > 0 ? ofSample : reachingCap);
  }
}
