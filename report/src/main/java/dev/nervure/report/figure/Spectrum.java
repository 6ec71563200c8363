package dev.nervure.report.figure;

import dev.nervure.report.view.Digits;
import dev.nervure.report.view.RunView;
import dev.nervure.run.LayerResult;
import dev.nervure.run.SpectrumResult;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The singular values of the Jacobian from the input to each layer. */
final class Spectrum implements Figure {
  /** Singular values of a layer in the page: finer than its pixels. */
  private static final int MOST_VALUES = 160;

  /** A line a layer. */
  record Data(List<Line> lines) {}

  /**
   * The geometric mean of each singular value over the inputs where it counts as more than zero, as
   * far as that is at least half of them.
   *
   * @param layer index of the layer
   * @param n number of inputs
   * @param points number of the singular value, from 1, and its mean
   */
  record Line(int layer, int n, List<List<@Nullable Number>> points) {}

  @Override
  public String name() {
    return "spectrum";
  }

  @Override
  public @Nullable Record data(RunView run) {
    List<SpectrumResult> spectra = run.spectra();
    List<Line> lines = new ArrayList<>();
    for (LayerResult layer : run.layers()) {
      List<SpectrumResult> found =
          spectra.stream()
              .filter(one -> one.layerIndex() == layer.index() && one.rank() != null)
              .toList();
      if (!found.isEmpty()) {
        lines.add(new Line(layer.index(), found.size(), points(means(found))));
      }
    }
    return lines.isEmpty() ? null : new Data(lines);
  }

  private static List<List<@Nullable Number>> points(List<Double> means) {
    List<List<@Nullable Number>> points = new ArrayList<>();
    int stride = Math.max(1, means.size() / MOST_VALUES);
    for (int i = 0; i < means.size(); i++) {
      if (i % stride == 0 || i == means.size() - 1) {
        List<@Nullable Number> point = new ArrayList<>();
        point.add(i + 1);
        point.add(Digits.rounded(means.get(i)));
        points.add(point);
      }
    }
    return points;
  }

  private static List<Double> means(List<SpectrumResult> spectra) {
    List<Double> means = new ArrayList<>();
    int length = spectra.get(0).singularValues().size();
    for (int position = 0; position < length; position++) {
      Double mean = geometricMean(spectra, position);
      if (mean == null) {
        break;
      }
      means.add(mean);
    }
    return means;
  }

  private static @Nullable Double geometricMean(List<SpectrumResult> spectra, int position) {
    double sum = 0;
    int count = 0;
    for (SpectrumResult spectrum : spectra) {
      Integer rank = spectrum.rank();
      if (rank != null && position < rank) {
        sum += StrictMath.log(spectrum.singularValues().get(position));
        count++;
      }
    }
    return count == 0 || 2 * count < spectra.size() ? null : StrictMath.exp(sum / count);
  }
}
