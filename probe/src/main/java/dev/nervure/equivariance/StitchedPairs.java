package dev.nervure.equivariance;

import dev.nervure.array.NdArray;
import dev.nervure.image.Resampling;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.network.SampleBatches;
import dev.nervure.progress.Progress;

/** The features of the same images in a layer of one network and in one of another. */
final class StitchedPairs implements FeaturePairs {
  private final Side from;
  private final Side into;
  private final int batch;

  /**
   * A layer of a network.
   *
   * @param images as this network takes them; those of both sides are the same in the same order
   */
  record Side(Model model, Layer layer, SiteGrid grid, SampleBatches images) {
    FeatureReader newReader() {
      return new FeatureReader(model, layer, grid);
    }
  }

  private final FeatureReader fromReader;
  private final FeatureReader intoReader;

  /**
   * Pairs.
   *
   * @param from where features are taken
   * @param into the layer that they are led to, whose features are the plain ones
   */
  StitchedPairs(Side from, Side into, int mostImages) {
    this.from = from;
    this.into = into;
    this.fromReader = from.newReader();
    this.intoReader = into.newReader();
    int largest = Math.max(1, Math.max(from.grid().size(), into.grid().size()));
    this.batch = Math.max(1, Math.min(mostImages, MOST_VALUES / largest));
  }

  @Override
  public void forEach(int first, int last, Consumer consumer, Progress progress) {
    for (int start = first; start < last; start += batch) {
      progress.checkCancelled();
      int end = Math.min(last, start + batch);
      NdArray images = into.images().read(start, end);
      double[][] plain = intoReader.read(images);
      progress.checkCancelled();
      consumer.accept(start, plain, fromReader.read(from.images().read(start, end)));
    }
  }

  @Override
  public FeatureReader reader() {
    return intoReader;
  }

  @Override
  public SiteGrid grid() {
    return into.grid();
  }

  @Override
  public SiteGrid otherGrid() {
    return from.grid();
  }

  @Override
  public Resampling sites(boolean back) {
    return back ? from.grid().onto(into.grid()) : into.grid().onto(from.grid());
  }

  @Override
  public int batch() {
    return batch;
  }
}
