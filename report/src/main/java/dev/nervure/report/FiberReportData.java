package dev.nervure.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nervure.measure.Measures;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.WalkRow;
import dev.nervure.study.fiber.Ranking;
import dev.nervure.study.fiber.inputs.WalkFolders;
import dev.nervure.study.fiber.walk.PreimageFolder;
import dev.nervure.study.fiber.walk.WalkFolder;
import dev.nervure.study.fiber.walk.WalkFrame;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page of a fiber run, or of one walk, shows; as one JSON tree. Pictures are data URIs.
 */
final class FiberReportData {
  /** Bytes of pictures and curves in one page; beyond, further walks are left to their files. */
  private static final long LARGEST_WALKS = 6L << 20;

  /** Singular values of a layer in the page: finer than its pixels. */
  private static final int MOST_VALUES = 160;

  /** The kind of the walk that a corrected one is compared with. */
  private static final String PUBLISHED = "euler";

  private static final int MOST_STEPS_OF_MANY = 120;
  private static final int MOST_STEPS_OF_ONE = 400;
  private static final MathContext DIGITS = new MathContext(5);
  private static final ObjectMapper MAPPER = new ObjectMapper();

  private FiberReportData() {}

  /** A study of many inputs. */
  static ObjectNode of(RunDirectory run) {
    Results results = run.results();
    List<LayerResult> layers = results.layers();
    List<MeasuredValue> measures = results.measures();
    List<SampleResult> samples = results.samples();
    List<WalkRow> fibers = results.walks();
    ObjectNode root = MAPPER.createObjectNode();
    ReportData.addManifest(root, run);
    root.put("echarts", PageResource.echartsVersion());
    root.put("samples", samples.size());
    results.accuracy().ifPresent(accuracy -> root.put("accuracy", accuracy));
    root.set(
        "findings",
        MAPPER.valueToTree(FiberFindings.of(run.manifest(), layers, measures, samples, fibers)));
    root.set("catalog", MAPPER.valueToTree(Measures.all()));
    root.set("layers", MAPPER.valueToTree(layers));
    ReportData.addClasses(root.putArray("classes"), results.classes(), samples);
    ArrayNode figures = root.putArray("measures");
    measures.forEach(measure -> figures.add(ReportData.figure(measure)));
    addInputs(root.putArray("askedInputs"), samples, fibers, results.spectra(), layers);
    addSpectra(root.putArray("spectra"), results.spectra(), layers);
    addWalks(root, run, fibers);
    root.putArray("preimages");
    return root;
  }

  /** One walk or one preimage. */
  static ObjectNode of(Path folder) {
    ObjectNode root = MAPPER.createObjectNode();
    ArrayNode walks = root.putArray("walks");
    ArrayNode preimages = root.putArray("preimages");
    JsonNode figures;
    List<String> findings;
    if (WalkFolder.isAt(folder)) {
      WalkFolder walk = WalkFolder.open(folder);
      figures = walk.figures();
      findings = FiberFindings.of(figures);
      walks.add(walk(walk, figures.path("mode").asText(), MOST_STEPS_OF_ONE));
      WalkFolder published = walk.published();
      if (published != null) {
        walks.add(walk(published, PUBLISHED, MOST_STEPS_OF_ONE));
        findings.add(FiberFindings.beside(figures, published.figures()));
      }
    } else {
      PreimageFolder preimage = PreimageFolder.open(folder);
      figures = preimage.figures();
      findings = FiberFindings.ofPreimage(figures);
      preimages.add(preimage(preimage));
    }
    Path name = folder.toAbsolutePath().normalize().getFileName();
    root.put("run", name == null ? folder.toString() : name.toString());
    root.put("version", figures.path("nervure").asText());
    root.put("study", "fibers");
    PageProvenance.add(root, folder, figures);
    ObjectNode parameters = root.putObject("parameters");
    for (Map.Entry<String, JsonNode> field : figures.properties()) {
      JsonNode value = field.getValue();
      boolean plain = value.isValueNode() && !value.isNull();
      if (plain && !field.getKey().equals("model") && !field.getKey().equals("data")) {
        parameters.set(field.getKey(), value);
      }
    }
    root.putObject("environment");
    root.putArray("stages");
    ArrayNode notes = root.putArray("notes");
    figures.path("warnings").forEach(notes::add);
    root.putObject("seeds");
    root.putObject("summary");
    root.put("echarts", PageResource.echartsVersion());
    root.put("samples", 1);
    root.set("findings", MAPPER.valueToTree(findings));
    root.putArray("catalog");
    root.putArray("layers");
    root.putArray("classes");
    root.putArray("measures");
    root.putArray("askedInputs");
    root.putArray("spectra");
    root.put("walksLeftOut", 0);
    return root;
  }

  private static void addInputs(
      ArrayNode inputs,
      List<SampleResult> samples,
      List<WalkRow> fibers,
      List<SpectrumResult> spectra,
      List<LayerResult> layers) {
    int deepest = layers.isEmpty() ? -1 : layers.get(layers.size() - 1).index();
    Map<Integer, Integer> nullDimensions = new LinkedHashMap<>();
    for (SpectrumResult spectrum : spectra) {
      if (spectrum.layerIndex() == deepest && spectrum.nullDimension() != null) {
        nullDimensions.put(spectrum.originalIndex(), spectrum.nullDimension());
      }
    }
    for (SampleResult sample : samples) {
      ObjectNode node = inputs.addObject();
      node.put("index", sample.originalIndex());
      node.put("label", sample.label());
      node.put("predicted", sample.predicted());
      node.put("nullDimension", nullDimensions.get(sample.originalIndex()));
      ArrayNode walks = node.putArray("walks");
      for (WalkRow fiber : fibers) {
        if (fiber.originalIndex() == sample.originalIndex()) {
          walks.add(MAPPER.<JsonNode>valueToTree(fiber));
        }
      }
    }
  }

  /**
   * One line a layer: the geometric mean of each singular value over the inputs where it counts as
   * more than zero, as far as that is at least half of them.
   */
  private static void addSpectra(
      ArrayNode lines, List<SpectrumResult> spectra, List<LayerResult> layers) {
    for (LayerResult layer : layers) {
      List<SpectrumResult> found =
          spectra.stream()
              .filter(one -> one.layerIndex() == layer.index() && one.rank() != null)
              .toList();
      if (found.isEmpty()) {
        continue;
      }
      ObjectNode node = lines.addObject();
      node.put("layer", layer.index());
      node.put("n", found.size());
      ArrayNode points = node.putArray("points");
      List<Double> means = new ArrayList<>();
      int length = found.get(0).singularValues().size();
      for (int position = 0; position < length; position++) {
        Double mean = geometricMean(found, position);
        if (mean == null) {
          break;
        }
        means.add(mean);
      }
      int stride = Math.max(1, means.size() / MOST_VALUES);
      for (int i = 0; i < means.size(); i++) {
        if (i % stride == 0 || i == means.size() - 1) {
          points.addArray().add(i + 1).add(rounded(means.get(i)));
        }
      }
    }
  }

  private static @Nullable Double geometricMean(List<SpectrumResult> spectra, int position) {
    double sum = 0;
    int count = 0;
    for (SpectrumResult spectrum : spectra) {
      Integer rank = spectrum.rank();
      if (rank != null && position < rank) {
        sum += StrictMath.log(spectrum.singularValues().get(position));
        count++;
      }
    }
    return count == 0 || 2 * count < spectra.size() ? null : StrictMath.exp(sum / count);
  }

  private static void addWalks(ObjectNode root, RunDirectory run, List<WalkRow> fibers) {
    ArrayNode walks = root.putArray("walks");
    long bytes = 0;
    int leftOut = 0;
    for (WalkRow fiber : fibers) {
      Path folder = run.at(WalkFolders.of(fiber.originalIndex(), fiber.kind()).path());
      if (fiber.failed() != null || !WalkFolder.isAt(folder)) {
        continue;
      }
      if (bytes > LARGEST_WALKS) {
        leftOut++;
        continue;
      }
      ObjectNode walk = walk(WalkFolder.open(folder), fiber.kind(), MOST_STEPS_OF_MANY);
      bytes += InlineJson.of(walk).length();
      walks.add(walk);
    }
    root.put("walksLeftOut", leftOut);
  }

  private static ObjectNode walk(WalkFolder walk, String kind, int mostSteps) {
    ObjectNode node = MAPPER.createObjectNode();
    node.put("kind", kind);
    for (String name :
        List.of(
            "index",
            "label",
            "hold",
            "method",
            "stop",
            "steps",
            "length",
            "pseudolength",
            "netDistance",
            "drift",
            "driftBetween",
            "chordLength",
            "sigmaMin",
            "sigmaMax",
            "nullDimension",
            "boxShare",
            "remainingDistance",
            "walkedSteps",
            "walkedLength",
            "nearestDistance",
            "nearestTried",
            "nearestStop",
            "nearestAtTop",
            "liftedTo",
            "predictionStart",
            "predictionEnd",
            "kinks",
            "endNullDimension",
            "smallestNullDimension",
            "largestNullDimension",
            "requestedLength")) {
      JsonNode value = walk.figures().path(name);
      if (!value.isMissingNode()) {
        node.set(name, value);
      }
    }
    ArrayNode steps = node.putArray("path");
    double[][] rows = walk.steps();
    int stride = Math.max(1, (rows.length + mostSteps - 1) / mostSteps);
    for (int i = 0; i < rows.length; i++) {
      if (i % stride == 0 || i == rows.length - 1) {
        // step, length, drift, smallest and largest singular value
        ArrayNode step = steps.addArray();
        for (int column : new int[] {0, 1, 3, 4, 5}) {
          step.add(rounded(rows[i][column]));
        }
      }
    }
    ArrayNode logits = node.putArray("logits");
    for (double[] row : walk.logitsByStep()) {
      ArrayNode one = logits.addArray();
      one.add(rounded(at(rows, row[0])[1]));
      for (int i = 1; i < row.length; i++) {
        one.add(rounded(row[i]));
      }
    }
    ArrayNode frames = node.putArray("frames");
    for (WalkFrame frame : walk.frames()) {
      double[] at = at(rows, frame.step());
      ObjectNode one = frames.addObject();
      one.put("length", rounded(at[1]));
      one.put("drift", rounded(at[3]));
      addAnswer(one, frame);
    }
    WalkFrame nearest = walk.nearest();
    if (nearest != null && nearest.logits().length > 0) {
      addAnswer(node.putObject("nearest"), nearest);
    }
    WalkFrame target = walk.target();
    if (target != null) {
      addPictures(node.putObject("target"), target);
    }
    double[][] plane = walk.plane();
    if (plane != null) {
      addPlane(node, plane, walk.planeFrame(), walk.levels());
    }
    return node;
  }

  private static void addAnswer(ObjectNode node, WalkFrame frame) {
    int answer = Ranking.largest(frame.logits());
    node.put("answer", answer);
    node.put("logit", rounded(frame.logits()[answer]));
    node.put("outputs", frame.logits().length);
    addPictures(node, frame);
  }

  private static void addPictures(ObjectNode node, WalkFrame frame) {
    node.put("picture", uri(frame.picture()));
    node.put("difference", uri(frame.difference()));
  }

  private static void addPlane(
      ObjectNode node, double[][] points, double[][] frame, byte[] levels) {
    ObjectNode plane = node.putObject("plane");
    addPoints(plane.putArray("points"), points);
    plane.set("low", MAPPER.valueToTree(frame[0]));
    plane.set("high", MAPPER.valueToTree(frame[1]));
    plane.put("levels", uri(levels));
  }

  private static void addPoints(ArrayNode to, double[][] points) {
    int stride = Math.max(1, (points.length + 1999) / 2000);
    for (int i = 0; i < points.length; i++) {
      if (i % stride == 0 || i == points.length - 1) {
        to.addArray().add(rounded(points[i][0])).add(rounded(points[i][1]));
      }
    }
  }

  private static ObjectNode preimage(PreimageFolder preimage) {
    ObjectNode node = MAPPER.createObjectNode();
    JsonNode figures = preimage.figures();
    for (String name :
        List.of(
            "low",
            "high",
            "components",
            "area",
            "areaError",
            "startComponentArea",
            "cellSize",
            "start")) {
      node.set(name, figures.path(name));
    }
    node.set("planeLow", figures.path("planeLow"));
    node.set("planeHigh", figures.path("planeHigh"));
    node.put("levels", uri(preimage.picture()));
    ArrayNode curves = node.putArray("curves");
    for (PreimageFolder.Curve curve : preimage.curves()) {
      ObjectNode one = curves.addObject();
      one.put("lower", curve.lower());
      one.put("closed", curve.closed());
      one.put("length", rounded(curve.length()));
      addPoints(one.putArray("points"), curve.points());
    }
    return node;
  }

  /** The row of a step, or the last one before it. */
  private static double[] at(double[][] rows, double step) {
    double[] found = rows[0];
    for (double[] row : rows) {
      if (row[0] <= step) {
        found = row;
      }
    }
    return found;
  }

  private static String uri(byte[] png) {
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(png);
  }

  private static @Nullable Double rounded(@Nullable Double value) {
    return value == null || !Double.isFinite(value)
        ? null
        : new BigDecimal(value).round(DIGITS).doubleValue();
  }
}
