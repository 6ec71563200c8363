package dev.nervure.equivariance;

import dev.nervure.image.Resampling;
import dev.nervure.progress.Progress;

/**
 * Pairs of features of the same images, batch by batch: plain ones, of a layer from which a network
 * goes on, and others that maps are to lead to them. The others are of transformed images ({@link
 * WarpedPairs}) or of another network ({@link StitchedPairs}).
 */
interface FeaturePairs {
  /** Values of a batch of features that are held at a time, of each of both. */
  int MOST_VALUES = 1 << 21;

  /** Takes a batch. */
  @FunctionalInterface
  interface Consumer {
    /**
     * @param first index of the first image
     * @param plain features of the images, site by site
     * @param other the features that belong to them
     */
    void accept(int first, double[][] plain, double[][] other);
  }

  /** Images of a range, in their order. */
  void forEach(int from, int to, Consumer consumer, Progress progress);

  /** Reads the layer of plain features. */
  FeatureReader reader();

  /** The sites of plain features. */
  SiteGrid grid();

  /** The sites of the others. */
  SiteGrid otherGrid();

  /**
   * Where the sites of the features that a map predicts lie on the grid that it reads.
   *
   * @param back whether plain features are predicted from the others
   * @throws IllegalArgumentException where nothing is left on the grid
   */
  Resampling sites(boolean back);

  /** Images at a time. */
  int batch();
}
