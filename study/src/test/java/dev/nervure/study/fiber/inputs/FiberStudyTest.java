package dev.nervure.study.fiber.inputs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nervure.array.NdArray;
import dev.nervure.box.Box;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.glyphs.GlyphOptions;
import dev.nervure.data.glyphs.GlyphSet;
import dev.nervure.fiber.PiecewiseLinearWalk.AtRankChange;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.onnx.OnnxWriter;
import dev.nervure.network.train.Architecture;
import dev.nervure.network.train.Architectures;
import dev.nervure.network.train.MultilayerPerceptron;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.Manifest;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.PlainJson;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SpectrumResult;
import dev.nervure.run.WalkRow;
import dev.nervure.study.Stage;
import dev.nervure.study.StudyJson;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.fiber.FiberMode;
import dev.nervure.study.fiber.SmallGraphs;
import dev.nervure.study.fiber.WalkMethod;
import dev.nervure.study.fiber.WalkRequest;
import dev.nervure.study.fiber.walk.WalkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiberStudyTest {
  private static final int INPUT = 784;
  private static final int OUTPUTS = 10;

  @TempDir Path folder;

  private Path model = Path.of("");

  @BeforeEach
  void writeModel() throws IOException {
    model = network("image.onnx", List.of(1, 28, 28), OUTPUTS);
  }

  private Path network(String name, List<Integer> input, int outputs) throws IOException {
    Path file = folder.resolve(name);
    OnnxWriter.write(SmallGraphs.perceptron(input, outputs), file);
    return file;
  }

  private static LabelledSamples glyphs(int samples) {
    return GlyphSet.generate(GlyphOptions.DEFAULT.withSamples(samples)).samples();
  }

  private static WalkRequest walk(FiberMode mode, Box box) {
    return new WalkRequest(
        mode, 2, box, WalkMethod.CORRECTOR, AtRankChange.STOP, 0, 10_000, 0, 4, false, 7);
  }

  private static FiberOptions options(FiberMode mode) {
    return FiberOptions.of(walk(mode, Box.uniform(0, 1)));
  }

  private void study(String run, LabelledSamples samples, FiberOptions options) {
    study(run, model, samples, options, Progress.none());
  }

  private void study(
      String run, Path file, LabelledSamples samples, FiberOptions options, Progress progress) {
    try (Model loaded = Model.load(file, Precision.FLOAT64);
        RunDirectory directory = RunDirectory.create(folder.resolve(run))) {
      new StudyRunner(FiberStudy.of(loaded, file, samples, options)).run(directory, progress);
    }
    try (RunDirectory directory = RunDirectory.open(folder.resolve(run))) {
      Results results = directory.results();
      last = new Read(results.walks(), results.spectra(), results.measures());
      lastHash = directory.hash();
      lastManifest = directory.manifest();
    }
  }

  private record Read(
      List<WalkRow> walks, List<SpectrumResult> spectra, List<MeasuredValue> measures) {}

  /** What the last study left, read once so that it outlives the run. */
  private Read last = new Read(List.of(), List.of(), List.of());

  private String lastHash = "";
  private Manifest lastManifest;

  private MeasuredValue measure(String name, Integer classIndex, boolean deepest) {
    List<MeasuredValue> found =
        last.measures().stream()
            .filter(
                one ->
                    one.name().equals(name) && Objects.equals(one.place().labelClass(), classIndex))
            .toList();
    assertThat(found).as(name).isNotEmpty();
    return found.get(deepest ? found.size() - 1 : 0);
  }

  @Test
  void boundariesDoNotDependOnTheLengthOfTheWalks() {
    FiberOptions options = options(FiberMode.CROSS).withLayers("logits");
    study("long", glyphs(6), options);
    MeasuredValue far = measure("boundary_distance", null, true);
    assertThat(far.n()).isEqualTo(6);
    WalkRequest shorter =
        WalkRequest.of(FiberMode.CROSS, 1e-3, Box.uniform(0, 1), 7).withMostSteps(10_000);
    study("short", glyphs(6), options.withWalk(shorter));
    assertThat(measure("boundary_distance", null, true).estimate()).isEqualTo(far.estimate());
  }

  @Test
  void theInputThatAllApproachHasNoDirectedWalk() {
    FiberOptions asked = options(FiberMode.DIRECTED);
    FiberOptions toOne =
        new FiberOptions(asked.walk(), asked.hold(), "logits", asked.rankTolerance(), 1, 1);
    study("run", glyphs(4), toOne);
    List<WalkRow> directed =
        last.walks().stream().filter(one -> one.kind().equals("directed")).toList();
    assertThat(directed).hasSize(3).allMatch(one -> one.target() != one.originalIndex());
    assertThat(measure("remaining_distance", null, true).n()).isEqualTo(3);
    assertThat(lastManifest.notes())
        .anyMatch(note -> note.contains("directed walks approach: it has none itself"));
  }

  @Test
  void intervalsOfFewInputsAreWide() {
    study("run", glyphs(2), options(FiberMode.WALK).withLayers("logits"));
    MeasuredValue two = measure("walk_distance", null, true);
    assertThat(two.n()).isEqualTo(2);
    // 12.706 is the quantile of Student's t for one degree of freedom.
    assertThat(two.high()).isCloseTo(two.estimate() + 12.706 * two.error(), offset(1e-3));
  }

  @Test
  void walksThatEndedEarlyAreNamedWithTheirReasons() {
    WalkRequest one =
        WalkRequest.of(FiberMode.WALK, 2, Box.uniform(0, 1), 7)
            .withMethod(WalkMethod.CORRECTOR, 1e-4)
            .withMostSteps(1);
    study("run", glyphs(2), options(FiberMode.WALK).withLayers("logits").withWalk(one));
    assertThat(lastManifest.notes())
        .contains(
            "2 of 2 walks ended before their length (2 by steps); the means include them up to where they ended.",
            "2 of 2 lifts to the nearest other answer did not arrive at a tie with it (2 by steps); they are left out of the distances of lifts.");
    assertThat(measure("lift_distance", null, true).estimate()).isNull();
    assertThat(measure("boundary_distance", null, true).n()).as("needs no lift").isEqualTo(2);
  }

  @Test
  void stagesOverAllInputsSayHowLongTheyTook() {
    study("run", glyphs(2), options(FiberMode.CROSS).withLayers("logits"));
    assertThat(lastManifest.stages())
        .filteredOn(stage -> stage.name().equals("samples"))
        // Predictions of a network: far above the microseconds between two looks at a clock.
        .allMatch(stage -> stage.seconds() > 1e-4);
  }

  @Test
  void everyInputHasItsWalkItsBoundaryAndItsSpectra() {
    study("run", glyphs(6), options(FiberMode.DIRECTED));
    assertThat(last.walks()).hasSize(18).allMatch(one -> one.failed() == null);
    for (WalkRow one : last.walks()) {
      assertThat(one.failed()).isNull();
      if (one.kind().equals("boundary")) {
        assertThat(one.predictedStart()).isNotEqualTo(one.target());
        boolean reached = one.stop().equals("target");
        assertThat(Objects.equals(one.predictedEnd(), one.target()))
            .as("%s", one)
            .isEqualTo(reached);
        assertThat(one.nearestDistance()).isPositive();
        assertThat(one.nearestPredicted()).isNotEqualTo(one.predictedStart());
        assertThat(one.nearestTried()).isEqualTo(OUTPUTS - 1);
        if (reached) {
          assertThat(one.nearestDistance()).isLessThanOrEqualTo(one.netDistance());
        }
      } else {
        assertThat(one.drift()).isLessThan(1e-9);
        assertThat(one.chordLength()).isEqualTo(one.length());
        assertThat(one.driftBetween()).as("chords leave a curved class").isGreaterThan(1e-9);
        assertThat(one.nullDimension()).isEqualTo(INPUT - OUTPUTS);
        assertThat(one.predictedEnd()).isEqualTo(one.predictedStart());
      }
      assertThat(one.remainingDistance() != null).isEqualTo(one.kind().equals("directed"));
    }
    MeasuredValue boundary = measure("boundary_distance", null, true);
    MeasuredValue lift = measure("lift_distance", null, true);
    assertThat(boundary.n()).isGreaterThanOrEqualTo(5).isEqualTo(lift.n());
    assertThat(boundary.estimate()).isLessThan(lift.estimate());
    for (SpectrumResult one : last.spectra()) {
      assertThat(one.nullDimension()).isEqualTo(INPUT - one.rank());
      assertThat(one.singularValues())
          .isSortedAccordingTo((a, b) -> Double.compare(b, a))
          .hasSizeGreaterThanOrEqualTo(one.rank());
    }
    Path walk = folder.resolve("run/walks/000002-walk");
    for (String file : List.of("path.npy", "outputs.npy", "logits.npy", "walk.csv", "strip.png")) {
      assertThat(walk.resolve(file)).isNotEmptyFile();
    }
    assertThat(WalkFolder.open(walk).frames()).hasSize(4);
    assertThat(walk.resolve("nearest.npy")).doesNotExist();
  }

  @Test
  void theNearestCrossingIsWrittenBesideItsLift() {
    study("run", glyphs(6), options(FiberMode.CROSS));
    int reached = 0;
    for (WalkRow one : last.walks()) {
      assertThat(one.failed()).isNull();
      Path walk = folder.resolve("run/walks/%06d-boundary".formatted(one.originalIndex()));
      if (one.nearestDistance() == null) {
        assertThat(walk.resolve("nearest.npy")).doesNotExist();
        continue;
      }
      reached++;
      StoredArray path = NpyReader.open(walk.resolve("path.npy"));
      StoredArray point = NpyReader.open(walk.resolve("nearest.npy"));
      assertThat(point.rows()).isEqualTo(1);
      assertThat(point.type()).isEqualTo(path.type());
      double[] start = path.read(0, 1).doubles();
      double[] input = point.readAll().doubles();
      double sum = 0;
      for (int i = 0; i < start.length; i++) {
        assertThat(input[i]).isBetween(0.0, 1.0);
        sum += (input[i] - start[i]) * (input[i] - start[i]);
      }
      assertThat(Math.sqrt(sum)).isCloseTo(one.nearestDistance(), offset(1e-12));
      JsonNode json = WalkFolder.open(walk).values();
      assertThat(json.path("nearestDistance").asDouble()).isEqualTo(one.nearestDistance());
      assertThat(json.path("nearestPrediction").asInt()).isEqualTo(one.nearestPredicted());
      assertThat(json.path("netDistance").asDouble()).isEqualTo(one.netDistance());
      assertThat(walk.resolve("nearest.png")).isNotEmptyFile();
    }
    assertThat(reached).isGreaterThanOrEqualTo(5);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(PlainJson.of(StudyJson.tree(run, new InputsSection())))
          .containsPattern("\"boundary\":[{][^}]*\"nearestDistance\":");
    }
  }

  @Test
  void meansHaveTheStandardErrorOfTheirInputs() {
    study("run", glyphs(20), options(FiberMode.WALK));
    MeasuredValue overall = measure("walk_distance", null, true);
    double[] distances =
        last.walks().stream()
            .filter(one -> one.kind().equals("walk"))
            .mapToDouble(one -> one.netDistance())
            .toArray();
    double mean = Arrays.stream(distances).average().orElseThrow();
    double squares = Arrays.stream(distances).map(d -> (d - mean) * (d - mean)).sum();
    assertThat(overall.n()).isEqualTo(20);
    assertThat(overall.estimate()).isCloseTo(mean, offset(1e-12));
    assertThat(overall.error()).isCloseTo(Math.sqrt(squares / 19 / 20), offset(1e-12));
    assertThat(measure("walk_distance", 3, true).n()).isEqualTo(2);
    assertThat(measure("null_dimension", null, true).estimate())
        .isEqualTo((double) (INPUT - OUTPUTS));
  }

  @Test
  void threadsAndInterruptionsDoNotChangeAByte() {
    LabelledSamples samples = glyphs(5);
    study("one", samples, options(FiberMode.WALK));
    String expected = lastHash;
    study("two", samples, options(FiberMode.WALK).withThreads(2));
    assertThat(lastHash).isEqualTo(expected);

    AtomicInteger asked = new AtomicInteger();
    study("three", model, samples, options(FiberMode.WALK), stoppingAfter(asked, 1_000_000));
    int half = asked.get() / 2;
    asked.set(0);
    Progress stopping = stoppingAfter(asked, half);
    assertThatThrownBy(() -> study("cut", model, samples, options(FiberMode.WALK), stopping))
        .isInstanceOf(CancelledException.class);
    study("cut", samples, options(FiberMode.WALK));
    assertThat(lastHash).isEqualTo(expected);
  }

  private static Progress stoppingAfter(AtomicInteger asked, int most) {
    return new Progress() {
      @Override
      public Task begin(String label, long total) {
        return Progress.none().begin(label, total);
      }

      @Override
      public void checkCancelled() {
        if (asked.incrementAndGet() > most) {
          throw new CancelledException();
        }
      }
    };
  }

  @Test
  void aSecondRunComputesWhatIsMissingOnly() throws IOException {
    LabelledSamples ten = glyphs(10);
    LabelledSamples some = ten.select(new int[] {1, 4, 7});
    study("run", some, options(FiberMode.WALK));
    Path path = folder.resolve("run/walks/000004-walk/path.npy");
    Object before = Files.getLastModifiedTime(path);
    LabelledSamples more = ten.select(new int[] {0, 4, 7});
    try (Model loaded = Model.load(model, Precision.FLOAT64)) {
      StudyRunner study =
          new StudyRunner(FiberStudy.of(loaded, model, more, options(FiberMode.WALK)));
      assertThat(study.plan(folder.resolve("run")).pending())
          .extracting(Stage::name)
          .containsExactly(
              "samples",
              "input 000000/spectra",
              "input 000000/walk",
              "input 000000/boundary",
              "means");
    }
    study("run", more, options(FiberMode.WALK));
    assertThat(Files.getLastModifiedTime(path)).isEqualTo(before);
    assertThat(folder.resolve("run/walks/000001-walk")).doesNotExist();
    assertThat(last.walks()).extracting(WalkRow::originalIndex).doesNotContain(1);

    Files.delete(folder.resolve("run/walks/000004-walk/walk.json"));
    try (Model loaded = Model.load(model, Precision.FLOAT64)) {
      StudyRunner study =
          new StudyRunner(FiberStudy.of(loaded, model, more, options(FiberMode.WALK)));
      assertThat(study.plan(folder.resolve("run")).pending())
          .extracting(Stage::name)
          .contains("input 000004/walk")
          .doesNotContain("input 000004/boundary");
    }
  }

  @Test
  void walksOfAnotherAlgorithmAreWalkedAgain() {
    LabelledSamples samples = glyphs(1);
    study("run", samples, options(FiberMode.WALK));
    FiberOptions kinks =
        FiberOptions.of(walk(FiberMode.WALK, Box.uniform(0, 1)).withMethod(WalkMethod.KINKS, 0));
    try (Model loaded = Model.load(model, Precision.FLOAT64)) {
      assertThat(
              new StudyRunner(FiberStudy.of(loaded, model, samples, kinks))
                  .plan(folder.resolve("run"))
                  .pending())
          .extracting(Stage::name)
          .containsExactly("input 000000/walk", "means");
    }
  }

  @Test
  void anInputThatFailsIsRecordedAndTheOthersGoOn() {
    LabelledSamples good = glyphs(3);
    float[] values = good.read(0, 3).floats().clone();
    values[INPUT + 5] = 2; // the second input leaves the box
    LabelledSamples samples =
        LabelledSamples.of(
            NdArray.of(values, 3, 1, 28, 28), good.labels(), good.classNames(), "two of three");
    study("run", samples, options(FiberMode.WALK));
    assertThat(last.walks()).hasSize(6);
    for (WalkRow one : last.walks()) {
      if (one.originalIndex() == 1) {
        assertThat(one.failed()).contains("outside the box");
      } else {
        assertThat(one.failed()).isNull();
      }
    }
    assertThat(measure("walk_distance", null, true).n()).isEqualTo(2);
    MeasuredValue ofTheFailed = measure("walk_distance", samples.label(1), true);
    assertThat(ofTheFailed.estimate()).isNull();
    assertThat(ofTheFailed.notEstimable()).contains("outside the box");
    assertThat(lastManifest.notes()).anyMatch(note -> note.startsWith("2 of 6 walks failed"));
  }

  /** The square root of 0 has no derivative. */
  @Test
  void whereTheNetworkIsNotFiniteThereAreNoFigures() throws IOException {
    Path file = folder.resolve("roots.onnx");
    OnnxWriter.write(SmallGraphs.roots(), file);
    float[] values = {0, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f};
    LabelledSamples samples =
        LabelledSamples.of(
            NdArray.of(values, 2, 3), new int[] {0, 0}, List.of("all"), "two points");
    study("run", file, samples, options(FiberMode.WALK), Progress.none());
    for (WalkRow one : last.walks()) {
      if (one.kind().equals("walk")) {
        assertThat(one.failed() == null).isEqualTo(one.originalIndex() == 1);
      }
    }
    assertThat(measure("walk_distance", null, true).n()).isEqualTo(1);
    assertThat(measure("walk_drift", null, true).n()).isEqualTo(1);
  }

  @Test
  void kinksAreCountedByInput() throws IOException {
    MultilayerPerceptron architecture = new MultilayerPerceptron();
    Path rectifiers = folder.resolve("rectifiers.onnx");
    OnnxWriter.write(
        architecture.graph(architecture.defaults(List.of(1, 28, 28), OUTPUTS).withWidth(16), 3),
        rectifiers);
    FiberOptions options =
        FiberOptions.of(walk(FiberMode.WALK, Box.uniform(0, 1)).withMethod(WalkMethod.KINKS, 0));
    study("run", rectifiers, glyphs(3), options, Progress.none());
    double sum = 0;
    for (WalkRow one : last.walks()) {
      if (one.kind().equals("boundary")) {
        assertThat(one.kinks()).isNull();
      } else {
        assertThat(one.kinks()).isNotNegative();
        assertThat(one.endNullDimension())
            .isBetween(one.smallestNullDimension(), one.largestNullDimension());
        sum += one.kinks();
      }
    }
    assertThat(sum).isPositive();
    assertThat(measure("walk_kinks", null, true).estimate()).isCloseTo(sum / 3, offset(1e-12));
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(PlainJson.of(StudyJson.tree(run, new InputsSection())))
          .containsPattern("\"walk\":[{][^}]*\"kinks\":")
          .doesNotContainPattern("\"boundary\":[{][^}]*\"kinks\":");
    }
    study("corrected", rectifiers, glyphs(1), options(FiberMode.WALK), Progress.none());
    assertThat(last.measures()).noneMatch(one -> one.name().equals("walk_kinks"));
  }

  @Test
  void layersThatAreTooLargeAreNamedWithWhatIsKnownOfThem() throws IOException {
    int side = 86;
    Architecture architecture = Architectures.named("cnn");
    Path large = folder.resolve("large.onnx");
    OnnxWriter.write(
        architecture.graph(
            architecture.defaults(List.of(1, side, side), 1).withWidth(2).withDepth(2), 3),
        large);
    float[] values = new float[side * side];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 / 7f;
    }
    LabelledSamples samples =
        LabelledSamples.of(
            NdArray.of(values, 1, 1, side, side), new int[] {0}, List.of("zero"), "stripes");
    study(
        "run", large, samples, options(FiberMode.CROSS).withLayers("depth:0-0.6"), Progress.none());
    String bound = "the null dimension is at least " + side * side / 2;
    assertThat(last.spectra())
        .anyMatch(one -> one.notEstimable() != null && one.notEstimable().endsWith(bound))
        .anyMatch(one -> one.notEstimable() != null && !one.notEstimable().contains("at least"))
        .anyMatch(one -> one.nullDimension() != null);
    assertThat(lastManifest.notes())
        .anyMatch(note -> note.contains("(null dimension at least " + side * side / 2 + ")"));
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(PlainJson.of(StudyJson.tree(run, new InputsSection())))
          .containsPattern("\"measure\":\"null_dimension\",.*\"notEstimable\":\"[^\"]*" + bound);
    }
  }

  @Test
  void aNetworkWithOneOutputHasNoBoundary() throws IOException {
    Path plane = network("plane.onnx", List.of(2), 1);
    float[] points = {0.1f, 0.2f, 0.6f, 0.4f};
    LabelledSamples samples =
        LabelledSamples.of(NdArray.of(points, 2, 2), null, List.of(), "two points");
    study("run", plane, samples, options(FiberMode.WALK), Progress.none());
    assertThat(last.walks()).extracting(WalkRow::kind).containsOnly("walk");
    assertThat(last.walks()).allSatisfy(one -> assertThat(one.failed()).isNull());
    assertThat(lastManifest.notes()).anyMatch(note -> note.contains("no decision boundary"));
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(PlainJson.of(StudyJson.tree(run, new InputsSection())))
          .contains("\"predictionStart\":null")
          .doesNotContain("\"predictionStart\":0");
    }
    assertThat(WalkFolder.open(folder.resolve("run/walks/000001-walk")).plane()).isNotNull();
  }

  @Test
  void aRunBelongsToItsDataAndTargetsExist() {
    study("run", glyphs(2), options(FiberMode.CROSS));
    LabelledSamples other =
        LabelledSamples.of(
            NdArray.of(new float[INPUT], 1, 1, 28, 28), new int[] {0}, List.of("zero"), "other");
    assertThatThrownBy(() -> study("run", other, options(FiberMode.CROSS)))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("belongs to the data");
    FiberOptions options = options(FiberMode.DIRECTED);
    assertThatThrownBy(
            () ->
                study(
                    "new",
                    glyphs(2),
                    new FiberOptions(options.walk(), "logits", "default", 1e-10, 2, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("samples 0 to 1");
  }

  @Test
  void walksAreMadeAnewWhereTheirFilesWouldDiffer() throws IOException {
    Path plane = network("plane.onnx", List.of(2), 1);
    LabelledSamples points =
        LabelledSamples.of(NdArray.of(new float[] {0.4f, 0.6f}, 1, 2), null, List.of(), "a point");
    long[] rows = new long[2];
    double[] ends = new double[2];
    for (int i = 0; i < 2; i++) {
      boolean changed = i == 1;
      WalkRequest walk =
          new WalkRequest(
              FiberMode.WALK,
              0.2,
              Box.uniform(0, 1),
              WalkMethod.CORRECTOR,
              AtRankChange.STOP,
              0.01,
              100,
              changed ? 5 : 1,
              4,
              changed,
              7);
      study("planes", plane, points, FiberOptions.of(walk), Progress.none());
      double[] path =
          NpyReader.open(folder.resolve("planes/walks/000000-walk/path.npy")).readAll().doubles();
      rows[i] = path.length / 2;
      ends[i] = path[path.length - 2];
    }
    assertThat(rows).containsExactly(21, 5);
    assertThat((ends[0] - 0.4) * (ends[1] - 0.4)).isNegative();
  }
}
