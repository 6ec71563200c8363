package dev.nervure.study.fiber.inputs;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
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
 * A study as one object, the contract of {@code nervure fibers --samples --json}
 * (docs/commands.md). Fields are only ever added to it.
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
    Map<Integer, String> layers = new LinkedHashMap<>();
    List<Object> layerList = new ArrayList<>();
    for (LayerResult layer : results.layers()) {
      layers.put(layer.index(), layer.name());
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", layer.name());
      one.put("depth", layer.depth());
      one.put("dim", layer.dimension());
      one.put("measures", measures(results.measures(), layer.index()));
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

  private static Map<String, Object> measures(List<MeasuredValue> measures, int layer) {
    Map<String, Object> found = new LinkedHashMap<>();
    for (MeasuredValue measure : measures) {
      if (measure.layerIndex() == layer && measure.classIndex() == null) {
        Map<String, Object> one = figure(measure);
        List<Object> perClass = new ArrayList<>();
        for (MeasuredValue other : measures) {
          if (other.layerIndex() == layer
              && other.classIndex() != null
              && other.name().equals(measure.name())) {
            Map<String, Object> ofClass = new LinkedHashMap<>();
            ofClass.put("class", other.classIndex());
            ofClass.put("name", other.className());
            ofClass.putAll(figure(other));
            perClass.add(ofClass);
          }
        }
        if (!perClass.isEmpty()) {
          one.put("perClass", perClass);
        }
        found.put(measure.name(), one);
      }
    }
    return found;
  }

  private static Map<String, Object> figure(MeasuredValue measure) {
    Map<String, Object> one = new LinkedHashMap<>();
    if (measure.notEstimable() == null) {
      one.put("estimate", measure.estimate());
      one.put("error", measure.error());
      one.put("low", measure.low());
      one.put("high", measure.high());
    } else {
      one.put("notEstimable", measure.notEstimable());
    }
    one.put("n", measure.n());
    return one;
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
