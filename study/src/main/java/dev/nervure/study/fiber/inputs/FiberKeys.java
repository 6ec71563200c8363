package dev.nervure.study.fiber.inputs;

import dev.nervure.data.LabelledSamples;
import dev.nervure.study.GraphFingerprint;
import dev.nervure.study.Key;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.WalkAlgorithm;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;

/**
 * The keys of the stages of a study. What moves a value is in the key of its stage; what an input
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

  private Key key(String what, int revision) {
    return Key.of(what, revision)
        .with("model", modelHash)
        .with("precision", source.model().precision());
  }

  /** The key of the labels, predictions and layers. */
  Key samples() {
    LabelledSamples samples = source.samples();
    Key key = key("fiber samples", 2).with("data", samples.contentHash());
    addLayers(key);
    if (samples.hasLabels()) {
      key.with("labels", samples.labels()).with("numbering", samples.labelNumbering());
    }
    return key.with("classes", samples.classNames());
  }

  /** The key of the singular values of an input. */
  Key spectra(int row) {
    Key key = ofInput("fiber spectra", 4, row);
    addLayers(key);
    return key.with("rank tolerance", options.rankTolerance());
  }

  /** The key of a walk from an input. */
  Key walk(int row, Question question) {
    LabelledSamples samples = source.samples();
    boolean boundary = question == Question.BOUNDARY;
    WalkRequest walk = boundary ? options.lift() : options.walk();
    Key key =
        ofInput("fiber " + question.text(), 2, row)
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
    if (question == Question.DIRECTED && samples.size() > 1) {
      key.with("target", source.batch(source.targetOf(row)));
    }
    return key;
  }

  private Key ofInput(String what, int revision, int row) {
    return key(what, revision)
        .with("input", source.batch(row))
        .with("index", source.samples().originalIndex(row));
  }

  private void addLayers(Key key) {
    for (int index : source.layers().keySet()) {
      key.with("layer", index);
    }
  }

  /** The boundary is always measured by lifts, whatever the walks are. */
  private WalkAlgorithm algorithm(Question question) {
    return question == Question.BOUNDARY
        ? WalkAlgorithm.LIFT
        : WalkAlgorithm.of(options.walk().withMode(FiberMode.WALK));
  }
}
