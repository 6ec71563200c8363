package dev.nervure.study.contrast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.NdArray;
import dev.nervure.data.ActivationDump;
import dev.nervure.data.DataOptions;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.network.Pooling;
import dev.nervure.progress.Progress;
import dev.nervure.run.ContrastCorrection;
import dev.nervure.run.ContrastResult;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.Subject;
import dev.nervure.run.Tables;
import dev.nervure.stats.RandomStream;
import dev.nervure.study.StudyJson;
import dev.nervure.study.StudyRunner;
import dev.nervure.study.layers.LayerOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContrastStudyTest {
  private static final int POINTS = 64;

  @TempDir private Path folder;

  /**
   * Three layers of normal clouds: {@code a} is of one kind in every group, {@code b} shifted and
   * {@code c} flat in those that are changed.
   */
  private ActivationDump dump(String name, int samples, boolean changed, long seed) {
    RandomStream random = RandomStream.seeded(seed);
    Path to = folder.resolve(name);
    for (String layer : List.of("a", "b", "c")) {
      float[] values = new float[samples * 5];
      for (int i = 0; i < values.length; i++) {
        double shift = changed && layer.equals("b") ? 1.5 : 0;
        double width = changed && layer.equals("c") && i % 5 > 0 ? 0.01 : 1;
        values[i] = (float) (width * random.nextGaussian() + shift);
      }
      write(to.resolve(layer + ".npy"), NdArray.of(values, samples, 5));
    }
    return ActivationDump.open(to, DataOptions.DEFAULT);
  }

  private static void write(Path file, NdArray array) {
    try {
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    NpyWriter.write(file, array);
  }

  private static ContrastOptions options() {
    return ContrastOptions.defaults()
        .withPermutations(199)
        .withLayers(
            LayerOptions.defaults()
                .withRepeats(2)
                .withMeasures(List.of("ph_dimension", "twonn_dimension")));
  }

  private Results run(ActivationDump first, ActivationDump second, MatchedSamples samples) {
    ContrastStudy study =
        new ContrastStudy(TwoGroups.of(first, second, "clean", "other", samples), options());
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      new StudyRunner(study).run(run, Progress.none());
      Results results = run.results();
      json = StudyJson.tree(run, new ContrastsSection()).toString();
      notes = run.manifest().notes();
      rows = results.rows(Tables.CONTRASTS);
      corrections = results.rows(Tables.CONTRAST_CORRECTIONS);
      values = results.at(Subject.ofGroup("clean")).measures().size();
      permuted =
          NpyReader.open(run.folder().resolve("contrasts/energy_distance/0000-a.npy")).rows();
      return results;
    }
  }

  private String json = "";
  private List<String> notes = List.of();
  private List<ContrastResult> rows = List.of();
  private List<ContrastCorrection> corrections = List.of();
  private int values;
  private int permuted;

  private ContrastResult row(int layer, String measure) {
    return rows.stream()
        .filter(row -> row.layer() == layer && row.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  private ContrastCorrection correction(int layer, String measure) {
    return corrections.stream()
        .filter(row -> row.layer() == layer && row.measure().equals(measure))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void findsWhatDiffersAndWhere() {
    ActivationDump clean = dump("clean", 80, false, 11);
    ActivationDump other = dump("other", 70, true, 12);

    run(clean, other, MatchedSamples.of(clean.samples(), other.samples(), POINTS, 1));

    assertThat(rows).hasSize(3 * 8);
    assertThat(corrections).hasSize(rows.size());
    double smallest = 1.0 / 200;
    // The shift is one of position: no difference of dimension or width.
    for (String seen : List.of("energy_distance", "centre_shift", "own_group_neighbors")) {
      assertThat(row(1, seen).pValue()).as(seen).isEqualTo(smallest);
      assertThat(correction(1, seen).overAll()).as(seen).isLessThanOrEqualTo(0.05);
    }
    // Flat: of one dimension instead of five.
    ContrastResult dimension = row(2, "ph_dimension");
    assertThat(dimension.first()).isGreaterThan(3);
    assertThat(dimension.second()).isLessThan(2.5);
    assertThat(dimension.low()).isGreaterThan(0);
    assertThat(dimension.effectSize()).isPositive();
    assertThat(correction(2, "ph_dimension").overLayers()).isEqualTo(smallest);
    assertThat(correction(2, "centre_shift").overAll()).isGreaterThan(0.05);
    // Of one kind: 8 tests at 0.05; with this seed none is below after the correction.
    for (ContrastCorrection one : corrections) {
      if (one.layer() == 0) {
        assertThat(one.overAll()).as(one.measure()).isGreaterThan(0.05);
      }
      assertThat(one.overLayers())
          .isGreaterThanOrEqualTo(Objects.requireNonNull(row(one.layer(), one.measure()).pValue()));
      assertThat(one.overAll()).isGreaterThanOrEqualTo(one.overLayers() - 1e-12);
    }
    assertThat(rows).allMatch(row -> row.n() == POINTS && row.permutations() == 199);
    assertThat(permuted).isEqualTo(200);
    assertThat(values).isEqualTo(3 * 2);
    assertThat(json).contains("\"contrasts\":[{\"layer\":\"a\"").contains("\"pCorrected\"");
    assertThat(notes.get(0)).contains("64 samples").contains("no labels");
  }

  /** The values of a group are those of its profile, whose points they are. */
  @Test
  void dimensionsAreThoseOfTheProfiles() {
    ActivationDump clean = dump("clean", 64, false, 21);
    ActivationDump other = dump("other", 64, true, 22);

    MatchedSamples samples = MatchedSamples.of(clean.samples(), other.samples(), POINTS, 1);
    ContrastStudy study =
        new ContrastStudy(TwoGroups.of(clean, other, "clean", "other", samples), options());
    try (RunDirectory run = RunDirectory.create(folder.resolve("run"))) {
      new StudyRunner(study).run(run, Progress.none());
      for (ContrastResult row : run.results().rows(Tables.CONTRASTS)) {
        if (row.measure().endsWith("dimension")) {
          assertThat(value(run.results(), "clean", row)).isEqualTo(row.first());
          assertThat(value(run.results(), "other", row)).isEqualTo(row.second());
        }
      }
    }
  }

  private static Double value(Results results, String group, ContrastResult row) {
    return results.at(Subject.ofGroup(group)).measures().stream()
        .filter(value -> value.name().equals(row.measure()))
        .filter(value -> Objects.equals(value.place().layer(), row.layer()))
        .map(value -> Objects.requireNonNull(value.estimate()))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void pairsSeeASmallChangeThatIndependentSamplesHide() {
    ActivationDump clean = dump("clean", 64, false, 31);
    Path to = folder.resolve("changed");
    for (String layer : clean.layers()) {
      float[] values = clean.layer(layer).readAll().floats().clone();
      for (int i = 0; i < values.length; i++) {
        values[i] += 0.02f;
      }
      write(to.resolve(layer + ".npy"), NdArray.of(values, 64, 5));
    }
    ActivationDump changed = ActivationDump.open(to, DataOptions.DEFAULT);

    run(clean, changed, MatchedSamples.pairs(clean.samples(), changed.samples(), 64, 1));

    assertThat(row(0, "mean_value").pValue()).isEqualTo(1.0 / 200);
    assertThat(row(0, "mean_value").error()).isLessThan(1e-6);
    // Nothing but the place changed: dimensions and widths are the same, not merely alike.
    assertThat(Math.abs(Objects.requireNonNull(row(0, "spread").difference()))).isLessThan(1e-5);
  }

  @Test
  void aLayerThatCannotBeComparedSaysWhyAndTheOthersGoOn() {
    ActivationDump clean = dump("clean", 64, false, 41);
    ActivationDump other = dump("other", 64, true, 42);
    float[] broken = other.layer("b").readAll().floats().clone();
    broken[7] = Float.NaN;
    write(folder.resolve("other/b.npy"), NdArray.of(broken, 64, 5));
    write(folder.resolve("clean/c.npy"), NdArray.of(new float[320], 64, 5));
    write(folder.resolve("other/c.npy"), NdArray.of(new float[320], 64, 5));
    ActivationDump first = ActivationDump.open(folder.resolve("clean"), DataOptions.DEFAULT);
    ActivationDump second = ActivationDump.open(folder.resolve("other"), DataOptions.DEFAULT);
    assertThat(clean.layers()).isEqualTo(other.layers());

    run(first, second, MatchedSamples.of(first.samples(), second.samples(), 64, 1));

    assertThat(row(1, "energy_distance").notEstimable()).contains("NaN");
    assertThat(row(2, "spread").notEstimable()).contains("all points are equal");
    assertThat(row(0, "energy_distance").notEstimable()).isNull();
    assertThat(corrections).hasSize(8);
  }

  @Test
  void refusesWhatCannotBeCompared() {
    ActivationDump clean = dump("clean", 64, false, 1);
    MatchedSamples samples = MatchedSamples.of(clean.samples(), clean.samples(), 64, 1);
    assertThatThrownBy(() -> TwoGroups.of(clean, clean, "one", "one", samples))
        .hasMessageContaining("'one'");
    write(folder.resolve("narrow/a.npy"), NdArray.of(new float[64 * 4], 64, 4));
    ActivationDump narrow = ActivationDump.open(folder.resolve("narrow"), DataOptions.DEFAULT);
    MatchedSamples both = MatchedSamples.of(clean.samples(), narrow.samples(), 64, 1);
    TwoGroups groups = TwoGroups.of(clean, narrow, "wide", "narrow", both);
    assertThatThrownBy(() -> new ContrastStudy(groups, options()))
        .hasMessageContaining("do not have the same layers");
    assertThatThrownBy(
            () ->
                new ContrastStudy(
                    groups, options().withLayers(LayerOptions.defaults().withLayers("a"))))
        .hasMessageContaining("5 coordinates in wide and 4 in narrow");
    assertThatThrownBy(() -> options().withPermutations(10)).hasMessageContaining("at least 19");
    assertThatThrownBy(
            () -> options().withLayers(LayerOptions.defaults().withPooling(Pooling.SPATIAL)))
        .hasMessageContaining("one point a sample");
    assertThatThrownBy(() -> ContrastOptions.chosen("energy")).hasMessageContaining("'energy'");
  }
}
