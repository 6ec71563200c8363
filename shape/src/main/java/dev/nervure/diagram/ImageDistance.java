package dev.nervure.diagram;

import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The 2-norm of the difference of two {@link PersistenceImage}s: the root of the sum of the squared
 * differences of their pixels.
 *
 * <p>All diagrams that are compared together have one grid of square pixels, over births and
 * lengths from 0 to the largest death of a finite bar, and a standard deviation of one pixel. The
 * distance of two diagrams thus depends on which others are compared with them; only values of one
 * matrix compare. Bars without end are left out, and so is what reaches beyond the grid. Time: O(m
 * p) a diagram of m bars for p pixels, O(p) a pair; memory 8 bytes a pixel and diagram.
 */
public final class ImageDistance implements DiagramDistance {
  /** Measured, for each bar and pixel. */
  private static final double SECONDS = 1.4e-8;

  private final int pixels;

  /**
   * The distance.
   *
   * @param pixels along each side, at least 1
   */
  public ImageDistance(int pixels) {
    if (pixels < 1) {
      throw new IllegalArgumentException("pixels must be at least 1 but were " + pixels);
    }
    this.pixels = pixels;
  }

  @Override
  public String name() {
    return "image";
  }

  @Override
  public Map<String, Object> settings() {
    Map<String, Object> settings = new LinkedHashMap<>();
    settings.put("pixels", pixels);
    settings.put("deviation", "1 pixel");
    settings.put("grid", "0 to the largest finite death of the diagrams compared");
    return settings;
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public double seconds(int degree, int bars, int others) {
    return SECONDS * pixels * pixels * (1 + ((double) bars + others) / 2);
  }

  @Override
  public boolean isMetric() {
    return true;
  }

  @Override
  public boolean isStable() {
    return true;
  }

  @Override
  public boolean comparesEndless() {
    return false;
  }

  @Override
  public PairDistances among(List<PersistenceDiagram> diagrams, int threads, Progress progress) {
    PersistenceImage image = PersistenceImage.over(ScaleGrid.covering(diagrams, pixels + 1));
    double[][] images = new double[diagrams.size()][];
    PairLoop.each(
        images.length,
        threads,
        i -> {
          progress.checkCancelled();
          images[i] =
              Arrays.stream(image.of(diagrams.get(i))).flatMapToDouble(Arrays::stream).toArray();
        });
    return PairLoop.over(
        diagrams,
        name(),
        threads,
        progress,
        (i, j) -> BoundedValue.exact(norm(images[i], images[j])));
  }

  private static double norm(double[] first, double[] second) {
    double squares = 0;
    for (int i = 0; i < first.length; i++) {
      squares += (first[i] - second[i]) * (first[i] - second[i]);
    }
    return Math.sqrt(squares);
  }
}
