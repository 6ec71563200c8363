package dev.nervure.study.fiber.inputs;

import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.progress.Progress;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StageRows;
import dev.nervure.study.fiber.LayerSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The singular values of every layer at one input. */
final class SpectraStage {
  private SpectraStage() {}

  static StageRows rows(FiberSource source, FiberOptions options, int row, Progress progress) {
    double[] input = source.input(row);
    StageRows rows = new StageRows();
    for (Map.Entry<Integer, Layer> layer : source.layers().entrySet()) {
      progress.checkCancelled();
      LayerSpectrum found =
          LayerSpectrum.decomposed(
              source.model(), layer.getValue(), input, options.rankTolerance());
      PullbackSpectrum spectrum = found.spectrum();
      String notEstimable = found.notEstimable();
      rows.add(
          new SpectrumResult(
              source.samples().originalIndex(row),
              layer.getKey(),
              found.rank(),
              found.nullDimension(),
              spectrum == null
                  ? List.of()
                  : Arrays.stream(spectrum.singularValues()).boxed().toList(),
              notEstimable == null ? null : why(source, layer.getValue(), notEstimable)));
    }
    return rows;
  }

  /** With the bound that the sizes give where the Jacobian was too large to be decomposed. */
  private static String why(FiberSource source, Layer layer, String notEstimable) {
    long left = source.model().input().size() - layer.size();
    return LayerSpectrum.isTooLarge(layer, source.model()) && left > 0
        ? notEstimable + "; the null dimension is at least " + left
        : notEstimable;
  }
}
