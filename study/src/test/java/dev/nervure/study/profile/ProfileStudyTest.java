package dev.nervure.study.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.diagram.NoiseBand;
import dev.nervure.measure.Family;
import dev.nervure.measure.Measure;
import dev.nervure.measure.Measures;
import dev.nervure.network.Pooling;
import dev.nervure.progress.CancelledException;
import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.LayerResult;
import dev.nervure.run.MeasuredValue;
import dev.nervure.run.PlainJson;
import dev.nervure.run.ResourceException;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.Plan;
import dev.nervure.study.PlannedStage;
import dev.nervure.study.StudyJson;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.ActivationArrays;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.Dumps;
import dev.nervure.study.layers.LayerMeasurements;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.PointSelection;
import dev.nervure.study.layers.SelectionOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileStudyTest {
  private static final int SAMPLES = 150;

  /** What changes between layers, and what has a test of its own, is left aside. */
  private static final List<String> MEASURES =
      Stream.of(Family.DIMENSION, Family.LIFESPAN, Family.DIAGRAM, Family.SEPARATION)
          .flatMap(family -> Measures.of(family).stream())
          .map(Measure::name)
          .filter(LayerMeasurements.names()::contains)
          .toList();

  private static final LayerOptions OPTIONS =
      LayerOptions.defaults()
          .withThreads(2)
          .withRepeats(3)
          .withPointsOverall(60)
          .withMeasures(MEASURES);

  @TempDir Path folder;

  private String run(ActivationDump dump, Path out, LayerOptions options) {
    try (RunDirectory run = RunDirectory.create(out)) {
      new StudyRunner(new ProfileStudy(new DumpSource(dump, dump.samples()), options))
          .run(run, Progress.none());
      return run.hash();
    }
  }

  private static StudyRunner runner(ActivationDump dump) {
    return new StudyRunner(new ProfileStudy(new DumpSource(dump, dump.samples()), OPTIONS));
  }

  private static Set<String> measureNames(Results results) {
    return results.measures().stream().map(MeasuredValue::name).collect(Collectors.toSet());
  }

  private static MeasuredValue measure(Results results, String layer, String name) {
    int index =
        results.layers().stream()
            .filter(candidate -> candidate.name().equals(layer))
            .findFirst()
            .orElseThrow()
            .index();
    return results.measures().stream()
        .filter(one -> one.place().layer() == index && one.name().equals(name))
        .filter(one -> one.place().labelClass() == null)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyFigureOfEveryLayerIsThere() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 1);
    run(dump, folder.resolve("run"), OPTIONS);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      Results results = run.results();
      assertThat(results.layers())
          .extracting(LayerResult::name)
          .containsExactly("layer1", "layer2", "layer3");
      assertThat(results.layers()).extracting(LayerResult::dimension).containsExactly(4, 36, 5);
      assertThat(results.layers().get(1).shape()).containsExactly(6, 2, 3);
      assertThat(results.samples()).hasSize(SAMPLES);
      assertThat(results.samples().get(4).label()).isEqualTo(1);
      assertThat(results.samples().get(4).predicted()).isNull();
      assertThat(results.accuracy()).isEmpty();
      assertThat(results.classes()).hasSize(Dumps.CLASSES);
      Set<String> expected = new HashSet<>(MEASURES);
      for (Measure measure : Measures.all()) {
        if (measure.name().endsWith("_all")) {
          expected.add(measure.name());
        }
      }
      assertThat(measureNames(results)).isEqualTo(expected);
      // paper mode asks for 500 points and more, which these data do not have
      assertThat(measure(results, "layer1", "ph_dimension_paper").notEstimable())
          .contains("sample sizes");
      for (MeasuredValue one : results.measures()) {
        if (!one.name().equals("ph_dimension_paper")) {
          assertThat(one.notEstimable()).as(one.name()).isNull();
          assertThat(one.n()).isPositive();
        }
      }
      MeasuredValue dimension = measure(results, "layer1", "twonn_dimension");
      assertThat(dimension.estimate())
          .as("Gaussian cloud in four dimensions")
          .isCloseTo(4, within(5 * dimension.error()));
      assertThat(measure(results, "layer3", "knn_label_agreement").estimate())
          .isCloseTo(1, within(0.01)); // classes eight standard deviations apart
      assertThat(measure(results, "layer3", "fisher_ratio").estimate())
          .isGreaterThan(10 * measure(results, "layer1", "fisher_ratio").estimate());
      MeasuredValue sum = measure(results, "layer1", "lifespan_sum_h0");
      assertThat(sum.n()).isEqualTo(SAMPLES / Dumps.CLASSES);
      List<MeasuredValue> perClass =
          results.measures().stream()
              .filter(one -> one.place().layer() == 0 && one.name().equals("lifespan_sum_h0"))
              .filter(one -> one.place().labelClass() != null)
              .toList();
      assertThat(perClass).hasSize(Dumps.CLASSES);
      assertThat(perClass.stream().mapToDouble(MeasuredValue::estimate).average().orElseThrow())
          .isCloseTo(sum.estimate(), within(1e-12)); // three terms
      long bars =
          results.bars().stream()
              .filter(bar -> bar.place().layer() == 0 && bar.place().labelClass() == null)
              .count();
      assertThat(bars).isGreaterThanOrEqualTo(OPTIONS.pointsOverall());
      assertThat(NpyReader.open(array(run, results.layers().get(1))).shape())
          .containsExactly(SAMPLES, 36);
    }
  }

  @Test
  void aLayerWiderThanTheOptionsSayIsProjectedAndSaysByHowMuchDistancesChanged()
      throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 1);
    LayerOptions narrow = OPTIONS.withProjectAbove(20);
    String hash = run(dump, folder.resolve("run"), narrow);
    assertThat(run(dump, folder.resolve("again"), narrow.withThreads(1))).isEqualTo(hash);
    assertThat(run(dump, folder.resolve("seed"), narrow.withSeed(2))).isNotEqualTo(hash);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      Results results = run.results();
      assertThat(results.layers())
          .extracting(LayerResult::projectedTo)
          .containsExactly(null, 20, null);
      LayerResult wide = results.layers().get(1);
      assertThat(wide.dimension()).isEqualTo(36);
      // 1 / sqrt(2 * 20) is 0.16 for one distance of a wide cloud.
      assertThat(wide.distortion()).isBetween(0.02, 0.5);
      assertThat(NpyReader.open(array(run, wide)).shape()).containsExactly(SAMPLES, 40);
      for (MeasuredValue one : results.measures()) {
        if (!one.name().equals("ph_dimension_paper")) {
          assertThat(one.notEstimable()).as(one.name()).isNull();
        }
      }
    }
  }

  @Test
  void selectedPositionsArePointsOfTheirSamples() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 1);
    LayerOptions longest =
        OPTIONS.withSelection(new SelectionOptions(PointSelection.TOP_L2, false, null));
    String hash = run(dump, folder.resolve("run"), longest);
    assertThat(run(dump, folder.resolve("again"), longest.withThreads(1).withBatchSize(7)))
        .isEqualTo(hash);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      List<LayerResult> layers = run.results().layers();
      assertThat(layers)
          .extracting(LayerResult::selection)
          .as("the others have one position")
          .containsExactly(null, "top-l2", null);
      assertThat(layers.get(1).dimension()).isEqualTo(6);
      float[] taken = NpyReader.open(array(run, layers.get(1))).read(0, SAMPLES).floats();
      float[] maps = NpyReader.open(folder.resolve("dump/layer2.npy")).read(0, SAMPLES).floats();
      for (int sample = 0; sample < SAMPLES; sample++) {
        double most = 0;
        for (int position = 0; position < 6; position++) {
          double sum = 0;
          for (int channel = 0; channel < 6; channel++) {
            float value = maps[(sample * 6 + channel) * 6 + position];
            sum += (double) value * value;
          }
          most = Math.max(most, sum);
        }
        double sum = 0;
        for (int channel = 0; channel < 6; channel++) {
          sum += (double) taken[sample * 6 + channel] * taken[sample * 6 + channel];
        }
        assertThat(sum).isEqualTo(most);
      }
      for (MeasuredValue one : run.results().measures()) {
        if (!one.name().equals("ph_dimension_paper")) {
          assertThat(one.notEstimable()).as(one.name()).isNull();
        }
      }
    }
  }

  @Test
  void severalPositionsOfASampleAreToldOfAndKeepItsLabel() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 1);
    LayerOptions all =
        OPTIONS
            .withMeasures(Set.of("knn_label_agreement", "fisher_ratio"))
            .withPointCap(400)
            .withSelection(new SelectionOptions(PointSelection.FULL, false, null));
    run(dump, folder.resolve("run"), all);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      LayerResult maps = run.results().layers().get(1);
      assertThat(maps.selection()).isEqualTo("full");
      // 400 / 150, rounded up, of each sample in the file; exactly the cap is measured.
      assertThat(NpyReader.open(array(run, maps)).shape()).containsExactly(3 * SAMPLES, 6);
      assertThat(measure(run.results(), "layer2", "fisher_ratio").n()).isEqualTo(400);
      assertThat(measure(run.results(), "layer2", "knn_label_agreement").estimate())
          .as("classes two standard deviations apart in each of six coordinates")
          .isGreaterThan(0.9);
      assertThat(run.manifest().notes())
          .anySatisfy(note -> assertThat(note).contains("not independent"))
          .anySatisfy(note -> assertThat(note).contains("layer1, layer3"));
    }
  }

  @Test
  void sameBitsForAnyNumberOfThreads() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 2);
    String one = run(dump, folder.resolve("one"), OPTIONS.withThreads(1));
    assertThat(run(dump, folder.resolve("two"), OPTIONS.withThreads(2))).isEqualTo(one);
    assertThat(run(dump, folder.resolve("three"), OPTIONS.withThreads(3))).isEqualTo(one);
  }

  @Test
  void aChangedParameterComputesOnlyWhatDependsOnIt() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 3);
    Path out = folder.resolve("run");
    run(dump, out, OPTIONS);
    Map<String, Double> before = seconds(out);
    assertThat(changed(dump, out, OPTIONS, before)).isEmpty();
    assertThat(changed(dump, out, OPTIONS.withThreads(1), before)).isEmpty();
    assertThat(changed(dump, out, OPTIONS.withNeighbors(5), before))
        .isEqualTo(Set.of("knn_label_agreement"));
    before = seconds(out);
    assertThat(changed(dump, out, OPTIONS.withNeighbors(5).withRepeats(4), before))
        .isEqualTo(Set.of("lifespan_sums"));
    before = seconds(out);
    // fewer layers and measures: nothing new, and the rest goes
    LayerOptions fewer = OPTIONS.withLayers("layer1,layer3").withMeasures(Set.of("mle_dimension"));
    assertThat(changed(dump, out, fewer, before)).isEmpty();
    assertThat(seconds(out)).hasSize(2 + 2 + 2);
    try (RunDirectory run = RunDirectory.open(out);
        var files = Files.list(run.at("activations"))) {
      assertThat(run.results().layers()).hasSize(2);
      assertThat(measureNames(run.results())).containsExactly("mle_dimension");
      assertThat(files).hasSize(2);
    }
    assertThat(run(dump, out, fewer)).isEqualTo(run(dump, folder.resolve("fresh"), fewer));
    before = seconds(out);
    LabelledSamples all = dump.samples();
    int[] rows = new int[100];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = i;
    }
    try (RunDirectory run = RunDirectory.create(out)) {
      new StudyRunner(new ProfileStudy(new DumpSource(dump, all.select(rows)), fewer))
          .run(run, Progress.none());
      assertThat(run.results().samples()).hasSize(100);
    }
  }

  private Set<String> changed(
      ActivationDump dump, Path out, LayerOptions options, Map<String, Double> before) {
    run(dump, out, options);
    Map<String, Double> after = seconds(out);
    return after.keySet().stream()
        .filter(stage -> !after.get(stage).equals(before.get(stage)))
        .map(stage -> stage.substring(stage.lastIndexOf('/') + 1))
        .collect(Collectors.toSet());
  }

  private static Map<String, Double> seconds(Path out) {
    try (RunDirectory run = RunDirectory.open(out)) {
      return new HashMap<>(run.doneStages());
    }
  }

  @Test
  void aLostOrDamagedArrayIsMadeAgain() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 4);
    Path out = folder.resolve("run");
    String whole = run(dump, out, OPTIONS);
    Path file;
    Path other;
    try (RunDirectory run = RunDirectory.open(out)) {
      file = array(run, run.results().layers().get(0));
      other = array(run, run.results().layers().get(1));
    }
    Files.delete(file);
    Files.write(other, new byte[50]);
    assertThat(run(dump, out, OPTIONS)).isEqualTo(whole);
  }

  @Test
  void otherDataInTheSameFolderAreRefused() throws IOException {
    Path out = folder.resolve("run");
    run(Dumps.write(folder.resolve("dump"), SAMPLES, 5), out, OPTIONS);
    ActivationDump other = Dumps.write(folder.resolve("other"), SAMPLES, 6);
    assertThatThrownBy(() -> run(other, out, OPTIONS))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("dump")
        .hasMessageContaining("other");
    assertThat(runner(other).plan(out).stages())
        .as("a plan shows that nothing there serves other data")
        .noneMatch(PlannedStage::done);
  }

  @Test
  void aLayerWithoutFiniteValuesDoesNotStopTheOthers() throws IOException {
    Path dumpFolder = folder.resolve("dump");
    Dumps.write(dumpFolder, SAMPLES, 7);
    float[] values = NpyReader.open(dumpFolder.resolve("layer1.npy")).readAll().floats();
    values[4 * 17 + 2] = Float.NaN;
    values[4 * 90] = Float.POSITIVE_INFINITY;
    NpyWriter.write(dumpFolder.resolve("layer1.npy"), NdArray.of(values, SAMPLES, 4));
    ActivationDump dump = ActivationDump.open(dumpFolder, DataOptions.DEFAULT);
    run(dump, folder.resolve("run"), OPTIONS);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(measure(run.results(), "layer1", "mle_dimension").notEstimable())
          .contains("2 of 150 samples")
          .contains("[17, 90]")
          .contains("--drop-nonfinite");
      for (String ofAll : List.of("lifespan_sum_h0_all", "lifespan_sum_h1_all")) {
        assertThat(measure(run.results(), "layer1", ofAll).notEstimable())
            .contains("2 of 150 samples");
      }
      assertThat(measure(run.results(), "layer2", "mle_dimension").isEstimable()).isTrue();
    }
    run(dump, folder.resolve("run"), OPTIONS.withDropNonFinite(true));
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      MeasuredValue dimension = measure(run.results(), "layer1", "mle_dimension");
      assertThat(dimension.isEstimable()).isTrue();
      assertThat(dimension.n()).isEqualTo(SAMPLES - 2);
      assertThat(dimension.parameters()).contains("\"droppedNonFinite\":2");
    }
  }

  @Test
  void aClassWithTooFewPointsIsNamed() throws IOException {
    Path dumpFolder = folder.resolve("dump");
    Dumps.write(dumpFolder, SAMPLES, 7);
    long[] labels = new long[SAMPLES];
    for (int i = 0; i < SAMPLES; i++) {
      labels[i] = i < 3 ? 2 : i % 2;
    }
    NpyWriter.write(dumpFolder.resolve("labels.npy"), NdArray.of(labels, SAMPLES));
    run(ActivationDump.open(dumpFolder, DataOptions.DEFAULT), folder.resolve("run"), OPTIONS);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      assertThat(run.manifest().notes())
          .contains("classes with fewer than 16 points are left out of means over classes: 2 (3)");
    }
  }

  @Test
  void withoutLabelsOnlyWhatNeedsThemIsMissing() throws IOException {
    Path dumpFolder = folder.resolve("dump");
    Dumps.write(dumpFolder, SAMPLES, 8);
    Files.delete(dumpFolder.resolve("labels.npy"));
    run(ActivationDump.open(dumpFolder, DataOptions.DEFAULT), folder.resolve("run"), OPTIONS);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      Results results = run.results();
      for (String needsLabels : List.of("lifespan_sum_h0", "fisher_ratio", "knn_label_agreement")) {
        assertThat(measure(results, "layer2", needsLabels).notEstimable()).contains("no labels");
      }
      assertThat(measure(results, "layer2", "lifespan_sum_h0_all").isEstimable()).isTrue();
      assertThat(measure(results, "layer2", "ph_dimension").isEstimable()).isTrue();
    }
  }

  @Test
  void degenerateCloudsAreNotEstimableOrProvenAndNeverStopTheRun() throws IOException {
    Path dumpFolder = folder.resolve("dump");
    Files.createDirectories(dumpFolder);
    int samples = 60;
    float[] equal = new float[samples * 3];
    float[] line = new float[samples * 3];
    float[] outlier = new float[samples * 3];
    float[] huge = new float[samples * 3];
    float[] tiny = new float[samples * 3];
    float[] twice = new float[samples * 3];
    float[] near = new float[samples * 3];
    float[] dulled = new float[samples * 3];
    float[] alone = new float[samples * 3];
    Random random = new Random(9);
    for (int i = 0; i < equal.length; i++) {
      equal[i] = 0.5f;
      line[i] = i / 3;
      outlier[i] = i == 0 ? 1e6f : random.nextFloat();
      huge[i] = random.nextFloat() * 1e30f;
      tiny[i] = random.nextFloat() * 1e-30f;
      twice[i] = i >= 90 ? twice[i - 90] : random.nextFloat();
      // As of late layers of an untrained network of sigmoids: the same up to the last digits.
      near[i] = 0.7f + random.nextInt(3) * Math.ulp(0.7f);
      alone[i] = i % 3 == 0 ? random.nextFloat() : 0.7f;
      dulled[i] = i % 3 == 0 ? alone[i] : near[i];
    }
    Map<String, float[]> clouds = new HashMap<>();
    clouds.put("equal", equal);
    clouds.put("line", line);
    clouds.put("outlier", outlier);
    clouds.put("huge", huge);
    clouds.put("tiny", tiny);
    clouds.put("twice", twice);
    clouds.put("near", near);
    clouds.put("dulled", dulled);
    clouds.put("alone", alone);
    for (Map.Entry<String, float[]> cloud : clouds.entrySet()) {
      NpyWriter.write(
          dumpFolder.resolve(cloud.getKey() + ".npy"), NdArray.of(cloud.getValue(), samples, 3));
    }
    long[] labels = new long[samples];
    for (int i = 0; i < samples; i++) {
      labels[i] = i % 2;
    }
    NpyWriter.write(dumpFolder.resolve("labels.npy"), NdArray.of(labels, samples));
    run(ActivationDump.open(dumpFolder, DataOptions.DEFAULT), folder.resolve("run"), OPTIONS);
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      Results results = run.results();
      for (MeasuredValue one : results.measures()) {
        if (!one.isEstimable()) {
          assertThat(one.notEstimable()).as(one.name()).doesNotContain("failed");
        }
      }
      assertThat(measure(results, "equal", "ph_dimension").notEstimable())
          .contains("all points are equal");
      assertThat(measure(results, "equal", "lifespan_sum_h0").estimate()).isZero();
      assertThat(measure(results, "near", "ph_dimension").notEstimable())
          .contains("all points are equal");
      assertThat(measure(results, "near", "knn_label_agreement").notEstimable())
          .contains("none is nearer than another");
      assertThat(measure(results, "equal", "knn_label_agreement").isEstimable()).isFalse();
      for (String name : List.of("lifespan_sum_h0", "lifespan_sum_h0_all", "lifespan_sum_h1")) {
        assertThat(measure(results, "near", name).notEstimable())
            .contains("all points are equal up to the rounding");
        MeasuredValue only = measure(results, "alone", name);
        assertThat(measure(results, "dulled", name).estimate()).isEqualTo(only.estimate());
        assertThat(measure(results, "dulled", name).error()).isEqualTo(only.error());
      }
      assertThat(measure(results, "line", "ph_dimension").estimate())
          .isCloseTo(1, within(0.15)); // a lattice on a line, few points
    }
  }

  @Test
  void jsonHoldsTheContract() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 10);
    run(dump, folder.resolve("run"), OPTIONS);
    JsonNode root;
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      root = new ObjectMapper().readTree(PlainJson.indented(StudyJson.tree(run)));
    }
    assertThat(root.get("samples").asInt()).isEqualTo(SAMPLES);
    assertThat(root.get("accuracy").isNull()).isTrue();
    assertThat(root.get("layers")).hasSize(3);
    JsonNode layer = root.get("layers").get(0);
    assertThat(layer.get("name").asText()).isEqualTo("layer1");
    assertThat(layer.get("depth").asDouble()).isEqualTo(1 / 3.0);
    assertThat(layer.get("dim").asInt()).isEqualTo(4);
    JsonNode measures = layer.get("measures");
    assertThat(measures.get("ph_dimension").get("estimate").isNumber()).isTrue();
    assertThat(measures.get("ph_dimension").get("error").isNumber()).isTrue();
    assertThat(measures.get("ph_dimension_paper").get("notEstimable").isTextual()).isTrue();
    assertThat(measures.get("ph_dimension_paper").get("estimate").isNull()).isTrue();
    assertThat(measures.get("lifespan_sum_h0").get("perClass")).hasSize(Dumps.CLASSES);
    assertThat(measures.get("lifespan_sum_h0").get("perClass").get(1).get("class").asInt())
        .isEqualTo(1);
    assertThat(measures.get("lifespan_sum_h0_all").get("parameters").get("exponent").asInt())
        .isEqualTo(1);
    // the classes of the third layer are eight standard deviations apart: a gap between each two
    JsonNode apart = root.at("/layers/2/measures/lifespan_sum_h0_all/parameters");
    assertThat(apart.get("barsOutside").asInt()).isEqualTo(Dumps.CLASSES - 1);
    assertThat(apart.get("band").asDouble()).isPositive();
    assertThat(apart.get("bandLevel").asDouble()).isEqualTo(NoiseBand.LEVEL);
    assertThat(apart.get("bandMeaning").asText()).contains("gap");
    assertThat(apart.get("bars").asInt()).isEqualTo(OPTIONS.pointsOverall() - 1);
  }

  @Test
  void thePlanTellsWhatIsDoneAndRefusesWhatDoesNotFit() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 11);
    Path out = folder.resolve("run");
    StudyRunner study = runner(dump);
    Plan plan = study.plan(out);
    assertThat(Files.exists(out)).as("a plan writes nothing").isFalse();
    assertThat(plan.pending()).hasSameSizeAs(plan.stages());
    assertThat(plan.seconds()).isPositive();
    assertThat(plan.fits()).isTrue();
    run(dump, out, OPTIONS.withLayers("layer1"));
    assertThat(study.plan(out).pending()).hasSize((plan.stages().size() - 2) * 2 / 3);
    assertThat(study.plan(out).stages()).filteredOn(PlannedStage::done).isNotEmpty();
    Plan small = new Plan(plan.phases(), plan.stages(), 2, 1000, Long.MAX_VALUE);
    assertThatThrownBy(() -> study.requireFits(small, out))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("of memory but the Java heap has 1000 B");
    Plan noDisk = new Plan(plan.phases(), plan.stages(), 2, Long.MAX_VALUE, 1000);
    assertThatThrownBy(() -> study.requireFits(noDisk, out))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("fewer --samples");
  }

  @Test
  void everyTermThatNamesLayersMustMatchOne() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), 20, 5);
    DumpSource source = new DumpSource(dump, dump.samples());
    assertThat(source.layers(OPTIONS.withLayers("layer3, *1")))
        .extracting(LayerResult::name)
        .containsExactly("layer1", "layer3");
    assertThat(source.layers(OPTIONS.withLayers("default"))).hasSize(3);
    for (String term : List.of("type:Relu", "depth:0-0.5", "layer4", "")) {
      assertThatThrownBy(() -> source.layers(OPTIONS.withLayers("layer1," + term)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("'" + term + "'")
          .hasMessageContaining("layer1, layer2, layer3");
    }
  }

  @Test
  void cancelledWorkResumes() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 12);
    String whole = run(dump, folder.resolve("whole"), OPTIONS);
    Path out = folder.resolve("run");
    AtomicInteger checks = new AtomicInteger();
    for (int budget : new int[] {2, 40, 150}) {
      checks.set(0);
      try (RunDirectory run = RunDirectory.create(out)) {
        StudyRunner study = runner(dump);
        assertThatThrownBy(
                () -> study.run(run, new Cancelling(() -> checks.incrementAndGet() > budget)))
            .isInstanceOf(CancelledException.class);
      }
    }
    assertThat(run(dump, out, OPTIONS)).isEqualTo(whole);
  }

  @Test
  void spatialPoolingMakesPointsOfPositions() throws IOException {
    ActivationDump dump = Dumps.write(folder.resolve("dump"), SAMPLES, 13);
    run(
        dump,
        folder.resolve("run"),
        OPTIONS
            .withPooling(Pooling.SPATIAL)
            .withLayers("layer2")
            .withPointCap(400)
            .withMeasures(Set.of("mle_dimension", "fisher_ratio")));
    try (RunDirectory run = RunDirectory.open(folder.resolve("run"))) {
      LayerResult layer = run.results().layers().get(0);
      assertThat(NpyReader.open(array(run, layer)).shape()).containsExactly(SAMPLES * 6, 6);
      MeasuredValue dimension = measure(run.results(), "layer2", "mle_dimension");
      assertThat(dimension.n()).isEqualTo(400);
    }
  }

  @Test
  void killedAtAnyMomentItResumesToTheSameResults() throws Exception {
    Path dumpFolder = folder.resolve("dump");
    ActivationDump dump = Dumps.write(dumpFolder, SAMPLES, 14);
    String whole = run(dump, folder.resolve("whole"), OPTIONS);
    long seed = 15;
    Random random = new Random(seed);
    Path out = folder.resolve("run");
    for (int kill = 0; kill < 3; kill++) {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  KilledProfile.class.getName(),
                  dumpFolder.toString(),
                  out.toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      process.waitFor(700 + random.nextInt(900), TimeUnit.MILLISECONDS);
      process.destroyForcibly().waitFor();
    }
    assertThat(run(dump, out, OPTIONS)).as("seed %d", seed).isEqualTo(whole);
  }

  /** A process of its own that profiles a dump. */
  static final class KilledProfile {
    private KilledProfile() {}

    public static void main(String[] arguments) {
      ActivationDump dump = ActivationDump.open(Path.of(arguments[0]), DataOptions.DEFAULT);
      try (RunDirectory run = RunDirectory.create(Path.of(arguments[1]))) {
        runner(dump).run(run, Progress.none());
      }
    }
  }

  /** Progress that ends the work when told. */
  private record Cancelling(BooleanSupplier when) implements Progress {
    @Override
    public Task begin(String label, long total) {
      return Progress.none().begin(label, total);
    }

    @Override
    public void checkCancelled() {
      if (when.getAsBoolean()) {
        throw new CancelledException();
      }
    }
  }

  private static Path array(RunDirectory run, LayerResult layer) {
    return run.at(ActivationArrays.of(layer).path());
  }
}
