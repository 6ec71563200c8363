package dev.nervure.study.fiber.inputs;

import dev.nervure.run.LayerResult;
import dev.nervure.run.Results;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.WalkRow;
import dev.nervure.study.JsonSection;
import dev.nervure.study.fiber.walk.WalkFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a study of fibers, each with its null dimensions by layer and its walks. */
public final class InputsSection implements JsonSection {

  @Override
  public String name() {
    return "inputs";
  }

  @Override
  public Object tree(Results results) {
    List<WalkRow> walks = results.walks();
    List<SpectrumResult> spectra = results.spectra();
    Map<Integer, String> layers = new LinkedHashMap<>();
    for (LayerResult layer : results.layers()) {
      layers.put(layer.index(), layer.name());
    }
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
    return inputs;
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
