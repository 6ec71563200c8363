package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.image.PixelGrid;
import dev.nervure.network.Derivatives;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;
import dev.nervure.stats.Estimate;
import dev.nervure.stats.RandomStream;
import dev.nervure.stats.RatioEstimate;

/**
 * By how much a layer departs at once from moving its sites along when a turn, a shift, a scale or
 * a shear of the image begins (the Lie derivative of Gruver et al., arXiv 2210.02984, at a layer):
 * J v - X f for the derivative J of the layer, the change v of the image and the change X f of the
 * features if only their sites moved. Squares over those of the features about the mean of each
 * channel, for a shift of one pixel, a turn by 0.1 radians, a scale by exp 0.1, a shear of 0.1; of
 * sites that are not at the edge.
 *
 * <p>It takes channels to stay, which those of an equivariant network need not, and is small where
 * features are smooth, trained or not: it ranks no networks of different architectures, and stands
 * beside the ladder only. It does not see flips, which begin nowhere.
 */
final class LieDerivative {
  private final SiteGrid grid;
  private final ImageWarp warp;
  private final PixelGrid pixels;

  private LieDerivative(SiteGrid grid, ImageWarp warp, int[] image) {
    this.grid = grid;
    this.warp = warp;
    this.pixels = PixelGrid.of(image);
  }

  /** Measures it on the held images. */
  static Estimate of(
      Model model,
      Layer layer,
      SiteGrid grid,
      SampleBatches images,
      ImageWarp warp,
      SymmetrySettings settings,
      Progress progress) {
    if (warp.velocity(0, 0) == null) {
      return Estimate.notEstimable(warp.name() + " does not begin with a small change");
    }
    if (grid.isSpatial() && (grid.height() < 3 || grid.width() < 3)) {
      return Estimate.notEstimable("all sites are at the edge");
    }
    Derivatives derivatives;
    try {
      derivatives = model.derivatives(model.input(), layer);
    } catch (NotDifferentiableException | IllegalArgumentException e) {
      return Estimate.notEstimable(String.valueOf(e.getMessage()));
    }
    LieDerivative asked = new LieDerivative(grid, warp, images.sampleShape());
    FeatureReader reader = new FeatureReader(model, layer, grid);
    double[] squares = new double[settings.held()];
    double[][] features = new double[settings.held()][];
    double[] sums = new double[grid.channels()];
    double[] squaresOfAll = new double[settings.held()];
    int batch = new WarpedPairs(model, layer, grid, images, warp, settings).batch();
    for (int from = 0; from < settings.held(); from += batch) {
      progress.checkCancelled();
      int to = Math.min(settings.held(), from + batch);
      NdArray plain = images.read(settings.fit() + from, settings.fit() + to);
      double[][] found = reader.read(plain);
      double[][] changes = reader.sitewise(derivatives.jvp(plain, asked.changed(plain)));
      for (int image = 0; image < found.length; image++) {
        double[] own = found[image];
        squares[from + image] = asked.beyondSites(own, changes[image]);
        for (int i = 0; i < own.length; i++) {
          sums[i % sums.length] += own[i];
        }
        features[from + image] = asked.squaresOf(own);
      }
    }
    double count = (double) settings.held() * grid.sites();
    for (int image = 0; image < features.length; image++) {
      for (int channel = 0; channel < sums.length; channel++) {
        double mean = sums[channel] / count;
        double sum = features[image][2 * channel];
        double square = features[image][2 * channel + 1];
        // Of the sites of one image, so that nothing large cancels for all together.
        squaresOfAll[image] +=
            Math.max(0, square - 2 * mean * sum + asked.innerSites() * mean * mean);
      }
    }
    RandomStream stream = RandomStream.seeded(settings.seed()).derive("bootstrap");
    return RatioEstimate.of(squares, squaresOfAll, settings.resamples(), stream).ratio();
  }

  private boolean isInner(int row, int column) {
    return !grid.isSpatial()
        || row > 0 && column > 0 && row < grid.height() - 1 && column < grid.width() - 1;
  }

  private int innerSites() {
    return grid.isSpatial() ? (grid.height() - 2) * (grid.width() - 2) : 1;
  }

  /** Sum and sum of squares of each channel over inner sites. */
  private double[] squaresOf(double[] features) {
    double[] both = new double[2 * grid.channels()];
    for (int site = 0; site < grid.sites(); site++) {
      if (isInner(site / grid.width(), site % grid.width())) {
        for (int channel = 0; channel < grid.channels(); channel++) {
          double value = features[site * grid.channels() + channel];
          both[2 * channel] += value;
          both[2 * channel + 1] += value * value;
        }
      }
    }
    return both;
  }

  /** How the images change as it begins. */
  private NdArray changed(NdArray images) {
    float[] values = images.floats();
    float[] changes = new float[values.length];
    int size = pixels.channels() * pixels.pixels();
    for (int row = 0; row < pixels.height(); row++) {
      for (int column = 0; column < pixels.width(); column++) {
        double[] velocity =
            velocity(row - (pixels.height() - 1) / 2.0, column - (pixels.width() - 1) / 2.0);
        for (int image = 0; image < values.length; image += size) {
          for (int channel = 0; channel < pixels.channels(); channel++) {
            double down =
                value(values, image, channel, row + 1, column)
                    - value(values, image, channel, row - 1, column);
            double right =
                value(values, image, channel, row, column + 1)
                    - value(values, image, channel, row, column - 1);
            changes[image + pixels.index(row * pixels.width() + column, channel)] =
                (float) (-(velocity[0] * down + velocity[1] * right) / 2);
          }
        }
      }
    }
    return NdArray.of(changes, images.shape());
  }

  private double[] velocity(double y, double x) {
    double[] velocity = warp.velocity(y, x);
    return velocity == null ? new double[2] : velocity;
  }

  private double value(float[] values, int image, int channel, int row, int column) {
    boolean inside = row >= 0 && row < pixels.height() && column >= 0 && column < pixels.width();
    return inside ? values[image + pixels.index(row * pixels.width() + column, channel)] : 0;
  }

  /** Squares of what the layer does beyond moving its sites. */
  private double beyondSites(double[] features, double[] changes) {
    int channels = grid.channels();
    double sum = 0;
    for (int row = 0; row < grid.height(); row++) {
      for (int column = 0; column < grid.width(); column++) {
        if (!isInner(row, column)) {
          continue;
        }
        double[] velocity = grid.isSpatial() ? ofSite(row, column) : new double[2];
        int at = (row * grid.width() + column) * channels;
        int below = grid.width() * channels;
        for (int i = at; i < at + channels; i++) {
          double moved =
              grid.isSpatial()
                  ? -(velocity[0] * (features[i + below] - features[i - below])
                          + velocity[1] * (features[i + channels] - features[i - channels]))
                      / 2
                  : 0;
          sum += (changes[i] - moved) * (changes[i] - moved);
        }
      }
    }
    return sum;
  }

  /** In sites. */
  private double[] ofSite(int row, int column) {
    double y = (row - (grid.height() - 1) / 2.0) * grid.rowStride();
    double x = (column - (grid.width() - 1) / 2.0) * grid.columnStride();
    double[] velocity = velocity(y, x);
    return new double[] {velocity[0] / grid.rowStride(), velocity[1] / grid.columnStride()};
  }
}
