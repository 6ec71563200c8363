package dev.nervure.study.contrast;

import dev.nervure.contrast.Contrast;
import dev.nervure.data.array.NpyReader;
import dev.nervure.progress.Cost;
import dev.nervure.run.ContrastCorrection;
import dev.nervure.run.LayerResult;
import dev.nervure.run.StageRows;
import dev.nervure.stats.FamilyWise;
import dev.nervure.stats.PermutationTest;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import dev.nervure.study.SharedTask;
import dev.nervure.study.Stage;
import dev.nervure.study.StageSink;
import dev.nervure.study.Task;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * P-values corrected over the layers of a measure, and over all layers and measures: by the largest
 * statistic of each exchange, which all of them share.
 */
final class Corrections {
  private static final double SECONDS_PER_VALUE = 2e-8;

  private final ContrastOptions options;
  private final List<LayerResult> layers;

  Corrections(ContrastOptions options, List<LayerResult> layers) {
    this.options = options;
    this.layers = List.copyOf(layers);
  }

  /** One stage after all tests. */
  Task task(List<Stage> tests) {
    double values = (double) tests.size() * options.permutations();
    Stage stage =
        Stage.of(
            "correction over layers",
            Key.of("step-down largest statistic", 1).after(tests),
            Cost.of(SECONDS_PER_VALUE * values, (long) (3 * Double.BYTES * values))
                .leaving(64L * tests.size()));
    return SharedTask.required(stage, (sink, progress) -> rows(sink));
  }

  /** A test that has a value. */
  private record Tested(LayerResult layer, String measure, PermutationTest test) {}

  private StageRows rows(StageSink sink) {
    List<Tested> all = new ArrayList<>();
    List<Double> overLayers = new ArrayList<>();
    for (Contrast contrast : options.contrasts()) {
      List<Tested> ofMeasure = new ArrayList<>();
      for (LayerResult layer : layers) {
        double[] values = values(layer, contrast, sink);
        if (values.length > 0) {
          ofMeasure.add(
              new Tested(
                  layer,
                  contrast.name(),
                  new PermutationTest(
                      contrast.tail(), values[0], Arrays.copyOfRange(values, 1, values.length))));
        }
      }
      for (double p : corrected(ofMeasure)) {
        overLayers.add(p);
      }
      all.addAll(ofMeasure);
    }
    double[] overAll = corrected(all);
    StageRows rows = new StageRows();
    for (int t = 0; t < overAll.length; t++) {
      rows.add(
          new ContrastCorrection(
              all.get(t).layer().index(), all.get(t).measure(), overLayers.get(t), overAll[t]));
    }
    return rows;
  }

  /** Empty where the test has no value, or has failed. */
  private static double[] values(LayerResult layer, Contrast contrast, StageSink sink) {
    Artifact file = LayerContrast.values(layer, contrast.name());
    Path place = sink.at(file);
    return file.isWholeAt(place) ? NpyReader.open(place).readAll().doubles() : new double[0];
  }

  private static double[] corrected(List<Tested> tests) {
    return FamilyWise.maxStatistic(tests.stream().map(Tested::test).toList());
  }
}
