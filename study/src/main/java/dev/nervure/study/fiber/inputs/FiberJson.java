package dev.nervure.study.fiber.inputs;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.MeasuredValueJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.WalkRow;
import dev.nervure.study.fiber.walk.WalkFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A study as one object, the contract of {@code nervure fibers study --json} (docs/commands.md).
 * Fields are only ever added to it.
 */
public final class FiberJson {
  private FiberJson() {}

  /** The object: inputs with their walks, layers with their null dimensions, means. */
  public static Map<String, Object> tree(RunDirectory run) {
    Results results = run.results();
    Manifest manifest = run.manifest();
    Map<String, Object> tree = new LinkedHashMap<>();
    manifest.inputs().forEach((role, input) -> tree.put(role, input.path()));
    tree.put("run", run.folder().toString());
    tree.put("samples", results.samples().size());
    tree.put(
        "accuracy",
        results.accuracy().isPresent() ? (Object) results.accuracy().getAsDouble() : null);
    List<WalkRow> walks = results.walks();
    List<SpectrumResult> spectra = results.spectra();
    List<MeasuredValue> values = results.measures();
    Map<Integer, String> layers = new LinkedHashMap<>();
    List<Object> layerList = new ArrayList<>();
    for (LayerResult layer : results.layers()) {
      layers.put(layer.index(), layer.name());
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", layer.name());
      one.put("depth", layer.depth());
      one.put("dim", layer.dimension());
      one.put(
          "measures",
          MeasuredValueJson.byMeasure(
              values.stream().filter(value -> value.layerIndex() == layer.index()).toList()));
      layerList.add(one);
    }
    tree.put("layers", layerList);
    List<Object> inputs = new ArrayList<>();
    for (SampleResult sample : results.samples()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("index", sample.originalIndex());
      one.put("label", sample.label());
      one.put("predicted", sample.predicted());
      Map<String, Object> nullDimensions = new LinkedHashMap<>();
      for (SpectrumResult spectrum : spectra) {
        if (spectrum.originalIndex() == sample.originalIndex()) {
          nullDimensions.put(
              layers.getOrDefault(spectrum.layerIndex(), ""), spectrum.nullDimension());
        }
      }
      one.put("nullDimension", nullDimensions);
      for (WalkRow walk : walks) {
        if (walk.originalIndex() == sample.originalIndex()) {
          one.put(walk.kind(), walk(walk, sample.predicted() != null));
        }
      }
      inputs.add(one);
    }
    tree.put("inputs", inputs);
    tree.put("notes", manifest.notes());
    return tree;
  }

  private static Map<String, Object> walk(WalkRow walk, boolean hasClasses) {
    Map<String, Object> one = new LinkedHashMap<>();
    if (walk.failed() != null) {
      one.put("failed", walk.failed());
      return one;
    }
    WalkFields.putPath(one, walk);
    WalkFields.putAnswers(one, walk, hasClasses);
    if (walk.target() != null) {
      one.put("target", walk.target());
    }
    WalkFields.putOfKind(one, walk);
    return one;
  }
}
