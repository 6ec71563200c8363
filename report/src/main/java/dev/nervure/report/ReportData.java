package dev.nervure.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.measure.Measures;
import dev.nervure.run.Bar;
import dev.nervure.run.ClassResult;
import dev.nervure.run.EpochResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the page shows, as one JSON tree; the page's scripts read nothing else. */
final class ReportData {
  /** Significant digits of births and deaths: finer than a pixel of any screen. */
  private static final MathContext BAR_DIGITS = new MathContext(5);

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private ReportData() {}

  static ObjectNode of(RunDirectory run) {
    Results results = run.results().ofLastNetwork();
    List<LayerResult> layers = results.layers();
    List<MeasuredValue> measures = results.measures();
    List<SampleResult> samples = results.samples();
    ObjectNode root = MAPPER.createObjectNode();
    addManifest(root, run);
    root.put("echarts", PageResource.echartsVersion());
    root.put("samples", samples.size());
    root.put("labelled", samples.stream().anyMatch(sample -> sample.label() != null));
    results.accuracy().ifPresent(accuracy -> root.put("accuracy", accuracy));
    root.set(
        "findings",
        MAPPER.valueToTree(
            Findings.of(
                samples.size(), results.accuracy(), DepthProfile.of(layers, measures), measures)));
    root.set("catalog", MAPPER.valueToTree(Measures.all()));
    root.set("layers", MAPPER.valueToTree(layers));
    addClasses(root.putArray("classes"), results.classes(), samples);
    ArrayNode figures = root.putArray("measures");
    measures.forEach(measure -> figures.add(figure(measure)));
    addEpochs(root.putArray("epochs"), results.epochs());
    addDiagrams(root.putArray("diagrams"), results.bars());
    return root;
  }

  /** What the run is and what is needed to repeat it. */
  static void addManifest(ObjectNode root, RunDirectory run) {
    Manifest manifest = run.manifest();
    root.put("run", Objects.toString(run.folder().getFileName(), run.folder().toString()));
    root.put("version", manifest.version());
    root.put("study", manifest.study());
    root.put("created", manifest.created());
    root.put("updated", manifest.updated());
    root.set("inputs", MAPPER.valueToTree(manifest.inputs()));
    root.set("parameters", MAPPER.valueToTree(manifest.parameters()));
    root.set("environment", MAPPER.valueToTree(manifest.environment()));
    PageProvenance.add(root, manifest.command(), manifest.engine(), run.results().hash());
    root.set("stages", MAPPER.valueToTree(manifest.stages()));
    root.set("notes", MAPPER.valueToTree(manifest.notes()));
    ObjectNode seeds = root.putObject("seeds");
    manifest.seeds().forEach((name, seed) -> seeds.put(name, Long.toString(seed)));
    ObjectNode headline = root.putObject("summary");
    for (Map.Entry<String, Object> figure : manifest.summary().entrySet()) {
      headline.set(figure.getKey(), MAPPER.valueToTree(figure.getValue()));
    }
  }

  /** The classes with their sizes and accuracies. */
  static void addClasses(ArrayNode classes, List<ClassResult> names, List<SampleResult> samples) {
    for (ClassResult name : names) {
      int size = 0;
      int predicted = 0;
      int right = 0;
      for (SampleResult sample : samples) {
        if (sample.label() != null && sample.label() == name.index()) {
          size++;
          predicted += sample.predicted() == null ? 0 : 1;
          right += sample.label().equals(sample.predicted()) ? 1 : 0;
        }
      }
      ObjectNode node = classes.addObject();
      node.put("index", name.index());
      node.put("name", name.name());
      node.put("size", size);
      if (predicted > 0) {
        node.put("accuracy", (double) right / size);
      }
    }
  }

  /** Seeds are text: they have 64 bits, and a number of the browser keeps 53 of them. */
  static ObjectNode figure(MeasuredValue measure) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("layer", measure.place().layer());
    node.put("measure", measure.name());
    node.put("class", measure.place().labelClass());
    node.put("className", measure.className());
    node.put("estimate", measure.estimate());
    node.put("error", measure.error());
    node.put("low", measure.low());
    node.put("high", measure.high());
    node.put("n", measure.n());
    node.put("seed", Long.toString(measure.seed()));
    node.put("convention", measure.convention());
    node.put("scaling", measure.scaling());
    node.set("parameters", MeasureParameters.tree(measure));
    node.put("notEstimable", measure.notEstimable());
    return node;
  }

  private static void addEpochs(ArrayNode epochs, List<EpochResult> results) {
    for (EpochResult result : results) {
      ObjectNode node = epochs.addObject();
      node.put("epoch", result.epoch());
      node.put("trainLoss", result.trainLoss());
      node.put("trainAccuracy", result.trainAccuracy());
      node.put("testAccuracy", result.testAccuracy());
    }
  }

  /**
   * One object a diagram with its births and deaths in columns; {@code births} is left out where
   * all are 0, and an essential class has the death null.
   */
  private static void addDiagrams(ArrayNode diagrams, List<Bar> bars) {
    int from = 0;
    while (from < bars.size()) {
      Bar first = bars.get(from);
      int to = from;
      boolean allAtZero = true;
      while (to < bars.size() && sameDiagram(first, bars.get(to))) {
        allAtZero &= bars.get(to).birth() == 0;
        to++;
      }
      addDiagram(diagrams, bars.subList(from, to), allAtZero);
      from = to;
    }
  }

  private static void addDiagram(ArrayNode diagrams, List<Bar> bars, boolean allAtZero) {
    Bar first = bars.get(0);
    ObjectNode node = diagrams.addObject();
    node.put("layer", first.place().layer());
    node.put("class", first.place().labelClass());
    node.put("dimension", first.dimension());
    ArrayNode deaths = node.putArray("deaths");
    bars.forEach(bar -> deaths.add(rounded(bar.death())));
    if (!allAtZero) {
      ArrayNode births = node.putArray("births");
      bars.forEach(bar -> births.add(rounded(bar.birth())));
    }
  }

  private static boolean sameDiagram(Bar a, Bar b) {
    return a.place().equals(b.place()) && a.dimension() == b.dimension();
  }

  private static @Nullable Double rounded(double value) {
    return Double.isInfinite(value) ? null : new BigDecimal(value).round(BAR_DIGITS).doubleValue();
  }
}
