package dev.nervure.study.fiber.inputs;

import dev.nervure.box.Box;
import dev.nervure.network.Layer;
import dev.nervure.network.Model;
import dev.nervure.run.Results;
import dev.nervure.run.WalkRow;
import dev.nervure.study.AnswerNotes;
import dev.nervure.study.InputDoubts;
import dev.nervure.study.fiber.BoxText;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.HeldOutput;
import dev.nervure.study.fiber.LayerSpectrum;
import dev.nervure.study.fiber.WalkRequest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What the manifest of a study says of it: what was asked, what came out, what to know. */
final class FiberSummary {
  private final FiberSource source;
  private final FiberOptions options;

  FiberSummary(FiberSource source, FiberOptions options) {
    this.source = source;
    this.options = options;
  }

  /** What was asked. */
  Map<String, Object> parameters() {
    WalkRequest walk = options.walk();
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("samples", source.samples().size());
    parameters.put("mode", walk.mode().text());
    parameters.put("hold", options.hold());
    parameters.put("layers", options.layers());
    parameters.put("length", walk.length());
    parameters.put("box", walk.box() == Box.NONE ? "none" : BoxText.of(walk.box()));
    parameters.put("method", walk.method().text());
    parameters.put("step", walk.step() > 0 ? walk.step() : "adaptive");
    parameters.put("steps", walk.stepBudget());
    if (walk.backward()) {
      parameters.put("backward", true);
    }
    parameters.put("rankTolerance", options.rankTolerance());
    parameters.put("every", walk.every());
    parameters.put("frames", walk.frames());
    parameters.put("threads", options.threads());
    return parameters;
  }

  /** The values that stand for the whole run. */
  Map<String, Object> values(Results results) {
    Map<String, Object> summary = new LinkedHashMap<>();
    summary.put("samples", source.samples().size());
    results.accuracy().ifPresent(accuracy -> summary.put("accuracy", accuracy));
    summary.put("layers", results.layers().size());
    List<WalkRow> walks = results.walks();
    long failed = walks.stream().filter(one -> one.failed() != null).count();
    summary.put("walks", walks.size() - failed);
    summary.put("failed", failed);
    double drift = 0;
    double between = 0;
    for (WalkRow one : walks) {
      if (!one.kind().equals(Question.BOUNDARY.text())) {
        drift = Math.max(drift, Objects.requireNonNullElse(one.drift(), 0.0));
        between = Math.max(between, Objects.requireNonNullElse(one.driftBetween(), 0.0));
      }
    }
    summary.put("largestDrift", drift);
    summary.put("largestDriftBetween", between);
    return summary;
  }

  /** What the user should know, in whole sentences. */
  List<String> notes(Results results) {
    List<String> notes = new ArrayList<>(source.samples().warnings());
    notes.addAll(InputDoubts.of(source.model(), source.samples()));
    notes.addAll(AnswerNotes.kept(source.samples(), source.outputs(), results));
    if (!HeldOutput.isReadOffLogits(options.hold())) {
      notes.addAll(HeldOutput.of(source.model(), options.hold(), source.input(0)).warnings());
    }
    List<WalkRow> walks = results.walks();
    List<WalkRow> failed = walks.stream().filter(one -> one.failed() != null).toList();
    if (!failed.isEmpty()) {
      WalkRow first = failed.get(0);
      notes.add(
          "%d of %d walks failed and are left out of the statistics; the first one, a %s from input %d: %s"
              .formatted(
                  failed.size(),
                  walks.size(),
                  first.kind(),
                  first.originalIndex(),
                  first.failed()));
    }
    notes.addAll(EarlyEnds.notes(walks));
    Integer target = options.target();
    if (target != null && options.walk().mode() == FiberMode.DIRECTED) {
      notes.add(
          "Input %d is the one that the directed walks approach: it has none itself."
              .formatted(source.samples().originalIndex(target)));
    }
    List<String> tooLarge = tooLarge();
    if (!tooLarge.isEmpty()) {
      notes.add(
          "Layers whose Jacobian is too large to be decomposed for every input are left out of the singular values and null dimensions: %s. 'nervure metric' finds their largest singular values at one input."
              .formatted(String.join(", ", tooLarge)));
    }
    if (!source.hasClasses()) {
      notes.add("The network has one output: there is no decision boundary to measure.");
    }
    return notes;
  }

  /** The chosen layers that are not decomposed, each with the least null dimension it can have. */
  private List<String> tooLarge() {
    Model model = source.model();
    List<String> names = new ArrayList<>();
    for (Layer layer : source.layers().values()) {
      if (LayerSpectrum.isTooLarge(layer, model)) {
        long left = model.input().size() - layer.size();
        names.add(layer.name() + (left > 0 ? " (null dimension at least " + left + ")" : ""));
      }
    }
    return names;
  }
}
