package dev.nervure.study.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.SampleRange;
import dev.nervure.data.Subset;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.progress.Progress;
import dev.nervure.run.LayerResult;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SimilarityResult;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StudyJson;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.ActivationSource;
import dev.nervure.study.layers.DumpSource;
import dev.nervure.study.layers.LayerOptions;
import dev.nervure.study.layers.PointSelection;
import dev.nervure.study.layers.RunSource;
import dev.nervure.study.layers.SelectionOptions;
import dev.nervure.study.profile.ProfileStudy;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareStudyTest {
  private static final int ROWS = 80;
  private static final int WIDTH = 3;

  @TempDir private Path folder;

  private static float[] cloud(long seed) {
    RandomStream random = RandomStream.seeded(seed);
    float[] values = new float[ROWS * WIDTH];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  /** Turned by a right angle, three times as large and elsewhere. */
  private static float[] moved(float[] cloud) {
    float[] moved = new float[cloud.length];
    for (int row = 0; row < ROWS; row++) {
      moved[row * WIDTH] = -3 * cloud[row * WIDTH + 1] + 5;
      moved[row * WIDTH + 1] = 3 * cloud[row * WIDTH] - 1;
      moved[row * WIDTH + 2] = 3 * cloud[row * WIDTH + 2];
    }
    return moved;
  }

  private Path save(String name, Map<String, float[]> layers) throws IOException {
    Path to = Files.createDirectories(folder.resolve(name));
    for (Map.Entry<String, float[]> layer : layers.entrySet()) {
      NpyWriter.write(
          to.resolve(layer.getKey() + ".npy"),
          NdArray.of(layer.getValue(), layer.getValue().length / WIDTH, WIDTH));
    }
    return to;
  }

  private static DumpSource open(Path dump) {
    ActivationDump opened = ActivationDump.open(dump, DataOptions.DEFAULT);
    return new DumpSource(opened, opened.samples());
  }

  private static CompareOptions options() {
    return CompareOptions.defaults()
        .withSimilarities(
            List.of("linear_cka", "sliced_wasserstein_h1", "sliced_wasserstein_h1_scaled"))
        .withLayers(
            LayerOptions.defaults().withRepeats(2).withMeasures(List.of("twonn_dimension")));
  }

  private static ComparedNetworks networks(ActivationSource... sources) {
    Map<Subject, ActivationSource> asked = new LinkedHashMap<>();
    for (int i = 0; i < sources.length; i++) {
      asked.put(Subject.ofModel("network " + "cab".charAt(i)), sources[i]);
    }
    return new ComparedNetworks(asked, Map.of(), false);
  }

  private List<SimilarityResult> rows = List.of();
  private List<String> notes = List.of();
  private String json = "";
  private int runs;

  private Comparison run(ComparedNetworks networks, UnaryOperator<CompareOptions> change) {
    CompareStudy study = new CompareStudy(networks, change.apply(options()));
    try (RunDirectory run = RunDirectory.create(folder.resolve("compared" + runs++))) {
      new StudyRunner(study).run(run, Progress.none());
      rows = run.results().rows(Tables.SIMILARITIES);
      notes = run.manifest().notes();
      json =
          StudyJson.tree(run, new SimilaritiesSection(), new ComparisonSection(run.manifest()))
              .toString();
      return Comparison.of(run.manifest(), run.results());
    }
  }

  private SimilarityResult row(String measure, String first, String second) {
    return rows.stream()
        .filter(one -> one.measure().equals(measure))
        .filter(one -> one.firstLayerName().equals(first) && one.secondLayerName().equals(second))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsTheLayerThatIsTheSameUpToWhatAMeasureDoesNotSee() throws IOException {
    Path a = save("one", Map.of("x", cloud(1), "y", cloud(2), "z", cloud(3)));
    Path b = save("two", Map.of("x", moved(cloud(1)), "y", cloud(4), "z", cloud(3)));

    Comparison found = run(networks(open(a), open(b)), same -> same);

    assertThat(rows).hasSize(3 * 9);
    // Linear CKA sees no rotation, no scale and no shift: 1 up to single precision, and without
    // any error, since halves of the samples are as alike. Rows that are drawn for both layers
    // but not the same ones would give halves that have nothing in common.
    SimilarityResult same = row("linear_cka", "x", "x");
    assertThat(same.estimate()).isCloseTo(1, within(1e-6));
    assertThat(same.error()).isCloseTo(0, within(1e-6));
    SimilarityResult other = row("linear_cka", "y", "y");
    assertThat(other.estimate()).isLessThan(0.2);
    assertThat(other.error()).isPositive();
    // What is drawn at random for layers without relation is what they read.
    assertThat(Objects.requireNonNull(same.chance())).isBetween(0.0, 0.15);
    // Neither the turn nor the shift moves a diagram; three times as large, it is another one.
    assertThat(row("sliced_wasserstein_h1_scaled", "x", "x").estimate()).isCloseTo(0, within(1e-5));
    assertThat(row("sliced_wasserstein_h1", "x", "x").estimate()).isGreaterThan(0.05);
    assertThat(row("sliced_wasserstein_h1", "z", "z").estimate()).isZero();
    assertThat(row("sliced_wasserstein_h1", "y", "y").error()).isPositive();
    assertThat(rows)
        .allMatch(one -> one.firstModel() != null && one.firstModel().equals("network c"));

    SimilarityMatrix cka = found.ofAsked().get(0);
    assertThat(cka.measure()).isEqualTo("linear_cka");
    assertThat(cka.nearest().firstToSecond().get(0)).isZero();
    assertThat(cka.nearest().secondToFirst().get(2)).isEqualTo(2);
    assertThat(found.differences()).hasSize(3);
    assertThat(notes.get(0)).contains("taken for granted").contains("no ids and no labels");
    assertThat(json).contains("\"similarities\":[{").contains("\"nearestLayers\"");
    assertThat(String.join("\n", ComparisonSentences.of(found)))
        .contains(
            "Linear CKA: of the 3 layers that network c and network a share, y is least alike");
  }

  @Test
  void comparesTheLayersOfOneNetworkWithEachOther() throws IOException {
    Path a = save("one", Map.of("x", cloud(1), "y", moved(cloud(1)), "z", cloud(3)));

    Comparison found =
        run(new ComparedNetworks(Map.of(Subject.ONLY, open(a)), Map.of(), false), same -> same);

    assertThat(rows).hasSize(3 * 3);
    SimilarityMatrix cka = found.ofAsked().get(0);
    assertThat(cka.isWithin()).isTrue();
    assertThat(cka.value(0, 1)).isCloseTo(1, within(1e-6)).isEqualTo(cka.value(1, 0));
    assertThat(cka.value(0, 0)).isNull();
    assertThat(cka.rows()).hasSize(3).isEqualTo(cka.columns());
    // No layer is compared with itself, so that none could be found nearest.
    assertThat(cka.nearest().share()).isNull();
    assertThat(json).contains("\"sameName\":null");
  }

  @Test
  void refusesOtherSamples() throws IOException {
    Path a = save("one", Map.of("x", cloud(1)));
    Path b = save("two", Map.of("x", Arrays.copyOf(cloud(2), WIDTH * (ROWS - 1))));
    assertThatThrownBy(() -> networks(open(a), open(b)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("has 79 samples where network c has 80")
        .hasMessageContaining("same --data");

    Path c = save("three", Map.of("x", cloud(2)));
    long[] ids = new long[ROWS];
    Arrays.setAll(ids, i -> i);
    NpyWriter.write(a.resolve("ids.npy"), NdArray.of(ids, ROWS));
    long[] turned = new long[ROWS];
    Arrays.setAll(turned, i -> ROWS - 1 - i);
    NpyWriter.write(c.resolve("ids.npy"), NdArray.of(turned, ROWS));
    assertThatThrownBy(() -> networks(open(a), open(c)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("the same ids as network c in another order")
        .hasMessageContaining("row 0 is 79, in network c it is 0");
    turned[0] = 1000;
    NpyWriter.write(c.resolve("ids.npy"), NdArray.of(turned, ROWS));
    assertThatThrownBy(() -> networks(open(a), open(c)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("other ids");
    NpyWriter.write(c.resolve("ids.npy"), NdArray.of(ids, ROWS));
    assertThat(networks(open(a), open(c)).notes()).isEmpty();

    Files.delete(c.resolve("ids.npy"));
    NpyWriter.write(
        a.resolve("labels.npy"), NdArray.of(Arrays.stream(ids).map(i -> i % 3).toArray(), ROWS));
    NpyWriter.write(
        c.resolve("labels.npy"), NdArray.of(Arrays.stream(ids).map(i -> i % 3).toArray(), ROWS));
    assertThat(networks(open(a), open(c)).notes().get(0)).contains("has the same label");
    NpyWriter.write(
        c.resolve("labels.npy"),
        NdArray.of(Arrays.stream(ids).map(i -> (i + 1) % 3).toArray(), ROWS));
    assertThatThrownBy(() -> networks(open(a), open(c)))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("labels");
  }

  private ComparedFiles files() {
    return new ComparedFiles(null, DataOptions.DEFAULT, all -> all, options().layers());
  }

  private static Subset choice() {
    return new Subset(new SampleRange(10, 70), 0, 7, List.of("1", "2"), 5);
  }

  /**
   * Classes, numbers of each and a range choose among the rows of a run as among those of a dump.
   */
  @Test
  void takesTheSameSamplesOfRunsAsOfDumps() throws IOException {
    Path dump = save("one", Map.of("x", cloud(1)));
    long[] labels = new long[ROWS];
    Arrays.setAll(labels, i -> i % 4);
    NpyWriter.write(dump.resolve("labels.npy"), NdArray.of(labels, ROWS));
    Path run = profiled("runA", dump);
    ComparedFiles files =
        new ComparedFiles(null, DataOptions.DEFAULT, all -> choice().of(all), options().layers());

    List<ActivationSource> both =
        List.copyOf(files.open(List.of(dump.toString(), run.toString())).values());

    int[] ofDump = IntStream.range(0, both.get(0).size()).map(both.get(0)::originalIndex).toArray();
    int[] ofRun = IntStream.range(0, both.get(1).size()).map(both.get(1)::originalIndex).toArray();
    assertThat(ofRun).hasSize(14).isEqualTo(ofDump);
    assertThat(both.get(1).labels()).containsOnly(1, 2).isEqualTo(both.get(0).labels());
  }

  @Test
  void namesWhatIsAskedAboutAndItsSeedsTogether() throws IOException {
    String a = save("a/net", Map.of("x", cloud(1))).toString();
    String b = save("b/net", Map.of("x", cloud(2))).toString();
    ComparedFiles.Opened opened = files().open(List.of(a), List.of(b));
    assertThat(opened.asked().keySet()).containsExactly(Subject.ofModel("a/net"));
    assertThat(opened.seeds().keySet()).containsExactly(Subject.ofModel("b/net"));
    assertThatThrownBy(() -> files().open(List.of(a), List.of(b, a)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given twice");
  }

  /** Of three directions in n rows the fit speaks from n = 61 down; blocks have a tenth fewer. */
  @Test
  void keepsWhatAMeasureSaysOfAllRowsOnly() throws IOException {
    for (int n : new int[] {66, 50}) {
      Path a = save("one" + n, Map.of("x", Arrays.copyOf(cloud(1), n * WIDTH)));
      Path b = save("two" + n, Map.of("x", Arrays.copyOf(cloud(2), n * WIDTH)));
      run(
          networks(open(a), open(b)),
          change -> change.withSimilarities(List.of("linear_regression")));
      String note = SimilarityParameters.note(row("linear_regression", "x", "x"));
      if (n == 66) {
        assertThat(note).isNull();
        assertThat(json).contains("\"parameters\":{}");
      } else {
        assertThat(note).contains("50 rows for 3 directions");
        assertThat(json).contains("\"parameters\":{\"notes\":\"of unrelated rows");
      }
    }
  }

  private Path profiled(String name, Path dump) {
    Path out = folder.resolve(name);
    try (RunDirectory run = RunDirectory.create(out)) {
      new StudyRunner(new ProfileStudy(open(dump), options().layers())).run(run, Progress.none());
    }
    return out;
  }

  @Test
  void comparesRunsAndKeepsGoingWhereAnArrayIsCutOff() throws IOException {
    Path a = profiled("runA", save("one", Map.of("x", cloud(1), "y", cloud(2))));
    Path b = profiled("runB", save("two", Map.of("x", moved(cloud(1)), "y", cloud(4))));

    run(
        new ComparedNetworks(files().open(List.of(a.toString(), b.toString())), Map.of(), false),
        same -> same);
    assertThat(row("linear_cka", "x", "x").estimate()).isCloseTo(1, within(1e-6));
    assertThat(rows.get(0).firstModel()).isEqualTo("runA");
    List<SimilarityResult> whole = rows;

    try (RandomAccessFile array =
        new RandomAccessFile(b.resolve("activations/0001-y.npy").toFile(), "rw")) {
      array.setLength(array.length() - 40);
    }
    run(
        new ComparedNetworks(files().open(List.of(a.toString(), b.toString())), Map.of(), false),
        same -> same);
    assertThat(rows).hasSize(3 * 2).allMatch(one -> one.secondLayerName().equals("x"));
    // What is left is as it was; sums over bars up to rounding, whose unit fits all diagrams.
    for (SimilarityResult one : rows) {
      SimilarityResult before =
          whole.stream()
              .filter(other -> other.measure().equals(one.measure()))
              .filter(other -> other.firstLayer() == one.firstLayer())
              .filter(other -> other.secondLayer() == one.secondLayer())
              .findFirst()
              .orElseThrow();
      double expected = Objects.requireNonNull(before.estimate());
      assertThat(one.estimate()).isCloseTo(expected, within(1e-12 * expected));
      assertThat(one.chance()).isEqualTo(before.chance());
    }
    assertThat(notes).anyMatch(note -> note.contains("layer y of") && note.contains("left out"));
  }

  /** A run of two layers of 2 channels at 3 x 3 positions, as big as each other. */
  private Path selected(String name, SelectionOptions selection, long seed) throws IOException {
    Path dump = Files.createDirectories(folder.resolve("maps"));
    for (int layer = 0; layer < 2; layer++) {
      RandomStream random = RandomStream.seeded(layer);
      float[] values = new float[ROWS * 2 * 9];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) random.nextGaussian();
      }
      NpyWriter.write(dump.resolve("xy".charAt(layer) + ".npy"), NdArray.of(values, ROWS, 2, 3, 3));
    }
    Path out = folder.resolve(name);
    LayerOptions choice =
        options().layers().withSelection(selection).withSeed(seed).withPointCap(2 * ROWS);
    try (RunDirectory run = RunDirectory.create(out)) {
      new StudyRunner(new ProfileStudy(open(dump), choice)).run(run, Progress.none());
    }
    return out;
  }

  private ComparedNetworks ofRuns(Path... runs) {
    List<String> paths = Arrays.stream(runs).map(Path::toString).toList();
    return new ComparedNetworks(files().open(paths), Map.of(), false);
  }

  @Test
  void severalPositionsOfASampleArePairedInTheSameLayerOnly() throws IOException {
    SelectionOptions full = new SelectionOptions(PointSelection.FULL, false, null);
    Path a = selected("a", full, 1);
    Path b = selected("b", full, 1);

    run(ofRuns(a, b), same -> same);

    assertThat(row("linear_cka", "x", "x").estimate()).isCloseTo(1, within(1e-6));
    assertThat(row("linear_cka", "x", "x").n()).isEqualTo(2 * ROWS);
    for (SimilarityResult one : List.of(row("linear_cka", "x", "y"), row("linear_cka", "y", "x"))) {
      assertThat(one.estimate()).isNull();
      assertThat(one.notEstimable()).contains("several positions of each sample");
    }
    assertThat(row("sliced_wasserstein_h1", "x", "y").estimate())
        .as("diagrams need no pairs")
        .isNotNull();
    assertThat(json).contains("\"selection\":\"full\"");
    assertThat(notes).anyMatch(note -> note.contains("not independent"));

    Path c = selected("c", full, 2);
    assertThatThrownBy(() -> ofRuns(a, c))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("full (seed 2), where that has full (seed 1)");
  }

  @Test
  void layersOfARunAreChosenAsThoseOfANetwork() throws IOException {
    Path run = profiled("run", save("one", Map.of("x1", cloud(1), "x2", cloud(2), "y", cloud(3))));
    RunSource source = RunSource.open(run).get(Subject.ONLY.network());
    assertThat(chosen(source, "depth:0-0.7")).containsExactly("x1", "x2");
    assertThat(chosen(source, "y, ?1")).containsExactly("x1", "y");
    assertThatThrownBy(() -> chosen(source, "type:Conv"))
        .hasMessageContaining(run + ": no layer matches 'type:Conv'; there are x1, x2, y");
    DumpSource dump = open(folder.resolve("one"));
    assertThat(chosen(dump, "y, ?1")).containsExactly("x1", "y");
    assertThatThrownBy(() -> chosen(dump, "depth:0-0.7")).hasMessageContaining("needs the network");
    assertThatThrownBy(() -> chosen(dump, "z")).hasMessageContaining("there are x1, x2, y");
  }

  private static List<String> chosen(ActivationSource source, String pattern) {
    return source.layers(options().layers().withLayers(pattern)).stream()
        .map(LayerResult::name)
        .toList();
  }

  @Test
  void onePositionOfASampleIsPairedWithANoteWhereAnotherWasDrawn() throws IOException {
    SelectionOptions random = new SelectionOptions(PointSelection.RANDOM, false, null);
    Path a = selected("a", random, 1);
    assertThat(ofRuns(a, selected("b", random, 1)).notes()).noneMatch(isOfPositions());
    assertThat(ofRuns(a, selected("c", random, 2)).notes()).anyMatch(isOfPositions());
    SelectionOptions longest = new SelectionOptions(PointSelection.TOP_L2, false, null);
    assertThat(ofRuns(a, selected("d", longest, 1)).notes()).anyMatch(isOfPositions());
    assertThat(ofRuns(selected("e", longest, 1), selected("f", longest, 2)).notes())
        .as("the longest vector is not drawn")
        .noneMatch(isOfPositions());
  }

  private static Predicate<String> isOfPositions() {
    return note -> note.contains("not of the same position");
  }

  /** There is nothing to choose, rather than an empty list of what there is. */
  @Test
  void oneNetworkHasNothingToChooseFrom() throws IOException {
    Path dump = save("single", Map.of("x", cloud(1)));
    assertThatThrownBy(() -> files().open(List.of(dump + ":epoch=1")))
        .hasMessageContaining("the arrays are of one network, which has no epochs to choose")
        .hasMessageContaining("give " + dump + " alone");
    assertThatThrownBy(() -> files().open(List.of(dump + ":model=a")))
        .hasMessageContaining("has no models to choose");
  }

  @Test
  void aPathMayChooseAmongSeveralNetworks() throws IOException {
    Path series = folder.resolve("epochs");
    for (int epoch : new int[] {0, 3, 7}) {
      save("epochs/epoch-" + epoch, Map.of("x", cloud(epoch)));
    }
    assertThat(files().open(List.of(series + ":epoch=7", series + ":epoch=0")).keySet())
        .containsExactly(Subject.ofEpoch(7), Subject.ofEpoch(0));
    assertThat(files().open(List.of(series.toString()))).hasSize(3);
    Path other = save("other", Map.of("x", cloud(9)));
    assertThat(files().open(List.of(series + ":epoch=3", other.toString())).keySet())
        .containsExactly(Subject.ofModel("epochs epoch 3"), Subject.ofModel("other"));
    assertThatThrownBy(() -> files().open(List.of(series + ":epoch=4")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("epoch 0; epoch 3; epoch 7");
    assertThatThrownBy(() -> files().open(List.of(other.toString(), other.toString())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("given twice");
  }
}
