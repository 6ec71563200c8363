package dev.nervure.study.fiber.inputs;

import dev.nervure.data.LabelledSamples;
import dev.nervure.run.Fingerprint;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkAlgorithm;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import java.util.List;

/**
 * The keys of the stages of a study. What moves a figure is in the key of its stage; what an input
 * is asked does not depend on the other inputs, so that it is kept when others are chosen.
 */
final class FiberKeys {
  private final FiberSource source;
  private final FiberOptions options;
  private final String modelHash;

  FiberKeys(FiberSource source, FiberOptions options) {
    this.source = source;
    this.options = options;
    this.modelHash = GraphFingerprint.of(source.model().graph());
  }

  private Fingerprint key(String kind) {
    return Fingerprint.of(kind)
        .with("model", modelHash)
        .with("precision", source.model().precision());
  }

  /** The key of the labels, predictions and layers. */
  String samples() {
    LabelledSamples samples = source.samples();
    Fingerprint key = key("survey samples/2").with("data", samples.contentHash());
    addLayers(key);
    if (samples.hasLabels()) {
      key.with("labels", samples.labels()).with("numbering", samples.labelNumbering());
    }
    return key.with("classes", samples.classNames()).hex();
  }

  /**
   * The key of the means.
   *
   * @param stages of the samples, and of every input
   */
  String statistics(List<PlannedStage> stages) {
    Fingerprint all = Fingerprint.of("survey statistics/3");
    for (PlannedStage stage : stages) {
      all.with(stage.stage().name(), stage.stage().hash());
    }
    return all.hex();
  }

  /** The key of the singular values of an input. */
  String spectra(int row) {
    Fingerprint key = ofInput("survey spectra/4", row);
    addLayers(key);
    return key.with("rank tolerance", options.rankTolerance()).hex();
  }

  /** The key of a walk from an input. */
  String walk(int row, PlannedStage.Question question) {
    LabelledSamples samples = source.samples();
    boolean boundary = question == PlannedStage.Question.BOUNDARY;
    WalkRequest walk = boundary ? options.lift() : options.walk();
    Fingerprint key =
        ofInput("survey " + question.text() + "/2", row)
            .with("algorithm", algorithm(question).revision())
            .with("length", walk.length())
            .with("box", walk.box())
            .with("step", walk.step())
            .with("steps", walk.stepBudget())
            .with("seed", walk.seed())
            .with("every", walk.every())
            .with("frames", walk.frames())
            .with("picture", source.pictureShape())
            .with("label", samples.hasLabels() ? samples.label(row) : "");
    if (!boundary) {
      key.with("hold", options.hold());
      if (walk.backward()) {
        key.with("backward", true);
      }
      if (walk.method() == WalkMethod.KINKS) {
        key.with("kinks", walk.atRankChange());
      }
    }
    if (question == PlannedStage.Question.DIRECTED && samples.size() > 1) {
      key.with("target", source.batch(source.targetOf(row)));
    }
    return key.hex();
  }

  private Fingerprint ofInput(String kind, int row) {
    return key(kind)
        .with("input", source.batch(row))
        .with("index", source.samples().originalIndex(row));
  }

  private void addLayers(Fingerprint key) {
    for (int index : source.layers().keySet()) {
      key.with("layer", index);
    }
  }

  /** The boundary is always measured by lifts, whatever the walks are. */
  private WalkAlgorithm algorithm(PlannedStage.Question question) {
    return question == PlannedStage.Question.BOUNDARY
        ? WalkAlgorithm.LIFT
        : WalkAlgorithm.of(options.walk().withMode(FiberMode.WALK));
  }
}
