package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.image.Boundary;
import dev.nervure.image.Resampling;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;

/** The features of images as they are and transformed, batch by batch. */
final class WarpedPairs implements FeaturePairs {
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

  @Override
  public void forEach(int from, int to, Consumer consumer, Progress progress) {
    for (int start = from; start < to; start += batch) {
      progress.checkCancelled();
      NdArray plain = images.read(start, Math.min(to, start + batch));
      double[][] features = reader.read(plain);
      progress.checkCancelled();
      consumer.accept(start, features, reader.read(warp.apply(plain, boundary)));
    }
  }

  @Override
  public FeatureReader reader() {
    return reader;
  }

  @Override
  public SiteGrid grid() {
    return grid;
  }

  @Override
  public SiteGrid otherGrid() {
    return grid;
  }

  @Override
  public Resampling sites(boolean back) {
    Resampling sites = grid.moved((back ? warp.inverse() : warp).map());
    for (int site = 0; site < grid.sites(); site++) {
      if (sites.isInside(site)) {
        return sites;
      }
    }
    throw new IllegalArgumentException(
        "%s moves every site of the layer beyond its edge; take a smaller transformation"
            .formatted(warp.name()));
  }

  ImageWarp warp() {
    return warp;
  }

  @Override
  public int batch() {
    return batch;
  }
}
