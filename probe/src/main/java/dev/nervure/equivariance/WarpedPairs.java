package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.image.Boundary;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;

/** The features of images as they are and transformed, batch by batch. */
final class WarpedPairs {
  /** Values of a batch of features that are held at a time, of each of both. */
  private static final int MOST_VALUES = 1 << 21;

  private final FeatureReader reader;
  private final SiteGrid grid;
  private final SampleBatches images;
  private final ImageWarp warp;
  private final Boundary boundary;
  private final int batch;

  WarpedPairs(
      Model model,
      Layer layer,
      SiteGrid grid,
      SampleBatches images,
      ImageWarp warp,
      SymmetrySettings settings) {
    this.reader = new FeatureReader(model, layer, grid);
    this.grid = grid;
    this.images = images;
    this.warp = warp;
    this.boundary = settings.boundary();
    this.batch = Math.max(1, Math.min(settings.batch(), MOST_VALUES / Math.max(1, grid.size())));
  }

  /** Takes a batch. */
  @FunctionalInterface
  interface Consumer {
    /**
     * @param first index of the first image
     * @param plain features of the images, site by site
     * @param moved features of the transformed images
     */
    void accept(int first, double[][] plain, double[][] moved);
  }

  /** Images of a range, in their order. */
  void forEach(int from, int to, Consumer consumer, Progress progress) {
    for (int start = from; start < to; start += batch) {
      progress.checkCancelled();
      NdArray plain = images.read(start, Math.min(to, start + batch));
      double[][] features = reader.read(plain);
      progress.checkCancelled();
      consumer.accept(start, features, reader.read(warp.apply(plain, boundary)));
    }
  }

  FeatureReader reader() {
    return reader;
  }

  SiteGrid grid() {
    return grid;
  }

  ImageWarp warp() {
    return warp;
  }

  /** Images at a time. */
  int batch() {
    return batch;
  }
}
