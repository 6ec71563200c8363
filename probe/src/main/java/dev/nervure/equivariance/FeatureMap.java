package dev.nervure.equivariance;

import dev.nervure.image.Resampling;
import dev.nervure.progress.Progress;
import dev.nervure.similarity.MatrixProducts;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A map of the features of an image: sites move, then one filter bank is applied at each (the
 * transformation layer of Lenc and Vedaldi, arXiv 1411.5908, 2.2). Features stand site by site, the
 * channels of a site together. Beyond the edge of a feature map lies the mean of each channel.
 * Immutable.
 */
final class FeatureMap {
  private static final int FEW_OUTPUTS = 64;

  private final @Nullable Resampling sites;
  private final double[] center;
  private final double @Nullable [] weights;
  private final int neighbors;
  private final double[] constants;

  private FeatureMap(
      @Nullable Resampling sites,
      double[] center,
      double @Nullable [] weights,
      int neighbors,
      double[] constants) {
    this.sites = sites;
    this.center = center;
    this.weights = weights;
    this.neighbors = neighbors;
    this.constants = constants;
  }

  /** Features as they are. */
  static FeatureMap identity() {
    return new FeatureMap(null, new double[0], null, 1, new double[0]);
  }

  /** Sites move, channels stay. */
  static FeatureMap moving(Resampling sites, double[] center) {
    return new FeatureMap(sites, center, null, 1, center);
  }

  /**
   * Sites move and channels mix.
   *
   * @param sites where each site comes from
   * @param center what is subtracted from each channel before anything else
   * @param weights (neighbors times channels) x outputs, the site itself first
   * @param neighbors 1, or 9 for the sites around
   * @param constants added to each output
   */
  static FeatureMap mixing(
      Resampling sites, double[] center, double[] weights, int neighbors, double[] constants) {
    return new FeatureMap(sites, center, weights, neighbors, constants);
  }

  /** The features of one image under the map. O(sites inputs outputs). */
  double[] of(double[] features, Progress progress) {
    if (sites == null) {
      return features.clone();
    }
    double[] moved = sites.moveRows(centered(features, center), center.length);
    int places = sites.height() * sites.width();
    double[] result;
    if (weights == null) {
      result = moved;
    } else {
      int inputs = center.length * neighbors;
      double[] rows =
          neighbors == 1 ? moved : neighborhoods(moved, center.length, sites, neighbors);
      result = product(rows, places, inputs, weights, progress);
    }
    for (int i = 0; i < result.length; i++) {
      result[i] += constants[i % constants.length];
    }
    return result;
  }

  /** Tiles of the general product are wide: of few outputs most of them would stay empty. */
  private static double[] product(
      double[] rows, int places, int inputs, double[] weights, Progress progress) {
    int outputs = weights.length / inputs;
    if (outputs >= FEW_OUTPUTS) {
      return MatrixProducts.times(rows, places, inputs, weights, outputs, progress);
    }
    double[] product = new double[places * outputs];
    for (int place = 0; place < places; place++) {
      progress.checkCancelled();
      int to = place * outputs;
      for (int input = 0; input < inputs; input++) {
        double value = rows[place * inputs + input];
        int from = input * outputs;
        for (int output = 0; output < outputs; output++) {
          product[to + output] += value * weights[from + output];
        }
      }
    }
    return product;
  }

  /** Features less a number for each channel. */
  static double[] centered(double[] features, double[] center) {
    double[] centered = new double[features.length];
    for (int i = 0; i < features.length; i++) {
      centered[i] = features[i] - center[i % center.length];
    }
    return centered;
  }

  /**
   * What lies around each site: the site itself, then the eight around it row by row; zero beyond
   * the edge.
   *
   * @return places x (neighbors times channels)
   */
  static double[] neighborhoods(double[] moved, int channels, Resampling grid, int neighbors) {
    int places = grid.height() * grid.width();
    double[] rows = new double[places * neighbors * channels];
    for (int place = 0; place < places; place++) {
      neighborhood(moved, channels, grid, neighbors, place, rows, place * neighbors * channels);
    }
    return rows;
  }

  /** The same of one place, written from an offset on, where zeros are expected. */
  static void neighborhood(
      double[] moved,
      int channels,
      Resampling grid,
      int neighbors,
      int place,
      double[] rows,
      int offset) {
    System.arraycopy(moved, place * channels, rows, offset, channels);
    if (neighbors == 1) {
      return;
    }
    int row = place / grid.width();
    int column = place % grid.width();
    int number = 1;
    for (int dy = -1; dy <= 1; dy++) {
      for (int dx = -1; dx <= 1; dx++) {
        if (dy == 0 && dx == 0) {
          continue;
        }
        int y = row + dy;
        int x = column + dx;
        int to = offset + number * channels;
        if (y >= 0 && y < grid.height() && x >= 0 && x < grid.width()) {
          System.arraycopy(moved, (y * grid.width() + x) * channels, rows, to, channels);
        } else {
          Arrays.fill(rows, to, to + channels, 0);
        }
        number++;
      }
    }
  }

  /** The weights, or null where channels stay. */
  double @Nullable [] weights() {
    return weights == null ? null : weights.clone();
  }

  /** The same with other weights and constants. */
  FeatureMap with(double[] changedWeights, double[] changedConstants) {
    return new FeatureMap(sites, center, changedWeights, neighbors, changedConstants);
  }

  double[] center() {
    return center;
  }

  double[] constants() {
    return constants;
  }

  @Nullable Resampling sites() {
    return sites;
  }
}
