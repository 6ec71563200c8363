package dev.nervure.study.fiber.inputs;

import dev.nervure.data.LabelledSamples;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.network.AxisRole;
import dev.nervure.network.Layer;
import dev.nervure.progress.Progress;
import dev.nervure.run.ClassResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.SampleResult;
import dev.nervure.run.StageRows;
import dev.nervure.study.Answers;
import dev.nervure.study.LabelMatch;
import java.util.Arrays;
import java.util.Map;

/** What the first stage of a study finds out: layers, classes, labels and predictions. */
final class SamplesStage {
  private SamplesStage() {}

  static StageRows rows(FiberSource source, Progress progress) {
    LabelledSamples samples = source.samples();
    StageRows rows = new StageRows();
    for (Map.Entry<Integer, Layer> entry : source.layers().entrySet()) {
      Layer layer = entry.getValue();
      rows.add(
          new LayerResult(
              entry.getKey(),
              layer.name(),
              layer.operator(),
              layer.scope(),
              layer.relativeDepth(),
              Math.toIntExact(layer.size()),
              Arrays.stream(layer.shape()).boxed().toList(),
              AxisRole.letters(layer.axes()),
              "flatten"));
    }
    for (int index = 0; index < samples.classNames().size(); index++) {
      rows.add(new ClassResult(index, samples.classNames().get(index)));
    }
    boolean answers = source.hasClasses() && LabelMatch.obstacle(samples, source.outputs()) == null;
    NetworkMap logits = NetworkMap.toLogits(source.model());
    for (int row = 0; row < samples.size(); row++) {
      progress.checkCancelled();
      int answer = answers ? Answers.of(logits.value(source.input(row))) : Answers.NONE;
      rows.add(
          new SampleResult(
              row,
              samples.originalIndex(row),
              samples.hasLabels() ? samples.label(row) : null,
              answer == Answers.NONE ? null : answer));
    }
    return rows;
  }
}
