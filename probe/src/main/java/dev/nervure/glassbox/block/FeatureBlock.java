package dev.nervure.glassbox.block;

import java.util.List;
import java.util.Map;

/**
 * A part of the representation layer of a glass-box classifier: a fixed map from images of one
 * channel to named coefficients. Blocks are made for one size of images, are immutable and may be
 * used by several threads. What they promise is tested for all of the list, {@link Blocks}.
 */
public interface FeatureBlock {
  /** As on the command line and in files of blocks, such as {@code scattering}. */
  String name();

  /** What its values depend on, by the names of its options. */
  Map<String, Object> settings();

  /** The images that it takes. */
  ImageSize size();

  /** One for each value, in their order. */
  List<Coefficient> coefficients();

  /** What groups of transformations do to its values. Empty where nothing is promised. */
  List<DeclaredSymmetry> symmetries();

  /**
   * The coefficients of an image.
   *
   * @param image row by row, finite; not changed
   * @return as many as {@link #coefficients}, finite
   */
  double[] of(double[] image);

  /**
   * The coefficients of several images, the same bits as one by one; a block that is faster so says
   * how many are best, by {@link #batch}.
   *
   * @param images each as in {@link #of(double[])}
   */
  default double[][] of(double[][] images) {
    double[][] values = new double[images.length][];
    for (int i = 0; i < images.length; i++) {
      values[i] = of(images[i]);
    }
    return values;
  }

  /** How many images a call of {@link #of(double[][])} best has. */
  default int batch() {
    return 1;
  }

  /** Bytes that a call with {@link #batch} images takes beside its arguments and its answer. */
  long memory();
}
