package dev.nervure.study.fiber.inputs;

import dev.nervure.jacobian.PullbackSpectrum;
import dev.nervure.network.Layer;
import dev.nervure.progress.Progress;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.StageRows;
import dev.nervure.study.SharedTask;
import dev.nervure.study.StageSink;
import dev.nervure.study.fiber.LayerSpectrum;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The singular values of every layer at one input. */
final class SpectraStage implements SharedTask.Work<double[]> {
  private final FiberSource source;
  private final FiberOptions options;
  private final int row;

  SpectraStage(FiberSource source, FiberOptions options, int row) {
    this.source = source;
    this.options = options;
    this.row = row;
  }

  @Override
  public StageRows rows(double[] input, StageSink sink, Progress progress) {
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
              notEstimable == null ? null : why(layer.getValue(), notEstimable)));
    }
    return rows;
  }

  @Override
  public StageRows failed(String why) {
    StageRows rows = new StageRows();
    for (int layer : source.layers().keySet()) {
      rows.add(
          new SpectrumResult(
              source.samples().originalIndex(row), layer, null, null, List.of(), "failed: " + why));
    }
    return rows;
  }

  /** With the bound that the sizes give where the Jacobian was too large to be decomposed. */
  private String why(Layer layer, String notEstimable) {
    long left = source.model().input().size() - layer.size();
    return LayerSpectrum.isTooLarge(layer, source.model()) && left > 0
        ? notEstimable + "; the null dimension is at least " + left
        : notEstimable;
  }
}
