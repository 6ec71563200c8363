package dev.nervure.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {
  private static final int STAGES = 40;

  @TempDir Path folder;

  @Test
  void rowsComeBackAsTheyWereWritten() {
    LayerResult layer =
        new LayerResult(
            3, "block1/add", "Add", "block1", 0.25, 16, List.of(16, 32, 32), "CHW", "mean");
    MeasuredValue overall =
        new MeasuredValue(
            "ph_dimension",
            Place.ofLayer(3),
            null,
            7.25,
            0.5,
            6.0,
            8.5,
            "the estimator at this n",
            1000,
            -5L,
            "robust",
            "none",
            "{\"alpha\":1}",
            null);
    MeasuredValue perClass =
        new MeasuredValue(
            "lifespan_sum_h0",
            Place.ofLayer(3).withLabelClass(2),
            "two",
            null,
            null,
            null,
            null,
            null,
            4,
            7L,
            "robust",
            "min_max",
            "{}",
            "only 4 points");
    Bar bar = new Bar(Place.ofLayer(3), 0, 0.0, Double.POSITIVE_INFINITY);
    Bar classBar = new Bar(Place.ofLayer(3).withLabelClass(2), 1, 0.5, 0.75);
    SampleResult sample = new SampleResult(0, 17, 2, null);
    EpochResult epoch = new EpochResult(null, 1, 0.5, 0.75, null);
    ClassResult name = new ClassResult(2, "it's \"two\", ⁂");
    Path runFolder = folder.resolve("a b=c 'd' ⁂");
    try (RunDirectory run = RunDirectory.create(runFolder)) {
      run.complete(
          "stage",
          "hash",
          1.5,
          new StageRows()
              .add(layer)
              .add(perClass)
              .add(overall)
              .add(classBar)
              .add(bar)
              .add(sample)
              .add(epoch)
              .add(name));
    }
    try (RunDirectory run = RunDirectory.open(runFolder)) {
      Results results = run.results();
      assertThat(results.layers()).containsExactly(layer);
      assertThat(results.measures()).containsExactly(perClass, overall);
      assertThat(results.bars()).containsExactly(bar, classBar);
      assertThat(results.rows(Tables.BARS)).isEqualTo(results.bars());
      assertThat(results.samples()).containsExactly(sample);
      assertThat(results.epochs()).containsExactly(epoch);
      assertThat(results.classes()).containsExactly(name);
      assertThat(results.accuracy()).isEmpty();
      assertThat(run.finishedStages()).isEqualTo(Map.of("stage", "hash"));
      assertThat(run.doneStages()).isEqualTo(Map.of("stage", 1.5));
      assertThatThrownBy(() -> run.update(same -> same)).isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void aRepeatedStageReplacesItsRowsAndAStageOutsideThePlanGoes() {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.complete("a", "1", 0, new StageRows().add(new ClassResult(0, "first")));
      run.complete("b", "1", 0, new StageRows().add(new ClassResult(1, "other")));
      run.complete("a", "2", 0, new StageRows().add(new ClassResult(0, "second")));
      assertThat(run.results().classes())
          .containsExactly(new ClassResult(0, "second"), new ClassResult(1, "other"));
      assertThat(run.finishedStages()).containsEntry("a", "2");
      run.retain(Set.of("a"), Set.of());
      assertThat(run.results().classes()).containsExactly(new ClassResult(0, "second"));
      assertThat(run.finishedStages()).doesNotContainKey("b");
    }
  }

  @Test
  void aFailedStageLeavesNothing() {
    try (RunDirectory run = RunDirectory.create(folder)) {
      String before = run.results().hash();
      StageRows rows = new StageRows().add(new ClassResult(0, "kept out"));
      rows.of(Tables.CLASSES).add(null); // fails in the middle of the transaction
      assertThatThrownBy(() -> run.complete("a", "1", 0, rows))
          .isInstanceOf(RuntimeException.class);
      assertThat(run.results().hash()).isEqualTo(before);
      run.complete("a", "1", 0, new StageRows().add(new ClassResult(0, "fine")));
      assertThat(run.results().classes()).hasSize(1);
    }
  }

  @Test
  void aRunThatWasNeverBegunReadsAsEmpty() throws IOException {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.update(manifest -> manifest.forStudy("profile", Map.of(), Map.of(), Map.of()));
    }
    Files.delete(folder.resolve(ResultsDatabase.FILE_NAME));
    try (RunDirectory run = RunDirectory.open(folder)) {
      assertThat(run.manifest().study()).isEqualTo("profile");
      assertThat(run.results().layers()).isEmpty();
    }
  }

  @Test
  void foldersThatAreNoRunsAreRefused() throws IOException {
    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("manifest.json");
    Files.writeString(folder.resolve("thesis.tex"), "important");
    assertThatThrownBy(() -> RunDirectory.create(folder))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("thesis.tex");
    assertThat(folder).isDirectoryNotContaining("glob:**lock");
  }

  @Test
  void anyDamageToTheManifestIsRefusedAsSuch() throws IOException {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.update(
          manifest ->
              manifest.forStudy(
                  "profile",
                  Map.of("model", new Manifest.Input("m.onnx", "a model", "00")),
                  Map.of("samples", 12),
                  Map.of("seed", 1L)));
    }
    Path file = folder.resolve(ManifestFile.FILE_NAME);
    byte[] sound = Files.readAllBytes(file);
    long seed = 20260101;
    Random random = new Random(seed);
    for (int trial = 0; trial < 400; trial++) {
      byte[] damaged = sound.clone();
      if (trial % 2 == 0) {
        damaged = Arrays.copyOf(damaged, random.nextInt(damaged.length));
      } else {
        for (int flips = 0; flips <= trial % 7; flips++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
        }
      }
      Files.write(file, damaged);
      try {
        ManifestFile.read(folder);
      } catch (BadRunException expected) {
        assertThat(expected).hasMessageContaining("manifest.json");
      } catch (RuntimeException other) {
        throw new AssertionError("seed " + seed + ", trial " + trial, other);
      }
    }
  }

  @Test
  void aDamagedDatabaseIsRefused() throws IOException {
    RunDirectory.create(folder).close();
    Files.write(folder.resolve(ResultsDatabase.FILE_NAME), new byte[100]);
    assertThatThrownBy(() -> RunDirectory.open(folder))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("results.duckdb");
    assertThatThrownBy(() -> RunDirectory.create(folder)).isInstanceOf(BadRunException.class);
  }

  @Test
  void theSecondWriterIsRefusedWithTheProcessOfTheFirst() throws Exception {
    try (RunDirectory run = RunDirectory.create(folder)) {
      assertThat(run.folder()).isEqualTo(folder);
      assertThatThrownBy(() -> RunDirectory.create(folder))
          .isInstanceOf(RunInUseException.class)
          .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
    }
    Process other = RunWriter.start(folder, "hold");
    try (BufferedReader output = other.inputReader()) {
      assertThat(output.readLine()).isEqualTo("holding");
      assertThatThrownBy(() -> RunDirectory.create(folder))
          .isInstanceOf(RunInUseException.class)
          .hasMessageContaining(Long.toString(other.pid()));
      assertThatThrownBy(() -> RunDirectory.open(folder)).isInstanceOf(ResourceException.class);
    } finally {
      other.destroyForcibly().waitFor();
    }
    RunDirectory.create(folder).close(); // the dead process holds nothing
  }

  @Test
  void killedAtAnyMomentItResumesToTheSameResults() throws Exception {
    Path whole = folder.resolve("whole");
    RunWriter.write(whole);
    String expected;
    try (RunDirectory run = RunDirectory.open(whole)) {
      expected = run.hash();
    }
    long seed = 7;
    Random random = new Random(seed);
    Path killed = folder.resolve("killed");
    for (int kill = 0; kill < 4; kill++) {
      Process writer = RunWriter.start(killed, "write");
      writer.waitFor(500 + random.nextInt(900), TimeUnit.MILLISECONDS);
      writer.destroyForcibly().waitFor();
    }
    if (Files.exists(killed.resolve(ManifestFile.FILE_NAME))) {
      try (RunDirectory run = RunDirectory.open(killed)) {
        assertThat(run.doneStages().size()).isLessThanOrEqualTo(STAGES);
      }
    }
    RunWriter.write(killed);
    try (RunDirectory run = RunDirectory.open(killed)) {
      assertThat(run.hash()).as("seed %d", seed).isEqualTo(expected);
    }
  }

  @Test
  void exportedTablesHoldTheRows() throws IOException {
    Path out = folder.resolve("it's out");
    Path runFolder = folder.resolve("run");
    RunWriter.write(runFolder);
    try (RunDirectory run = RunDirectory.open(runFolder)) {
      assertThat(Export.write(run, Export.Format.CSV, out))
          .extracting(path -> path.getFileName().toString())
          .containsExactly("measures.csv", "bars.csv");
      List<String> lines = Files.readAllLines(out.resolve("measures.csv"), StandardCharsets.UTF_8);
      assertThat(lines).hasSize(STAGES + 1);
      assertThat(lines.get(0))
          .startsWith(
              "measure,model,epoch,sample_group,strength,layer_index,class,class_name,estimate,error");
      assertThat(Export.write(run, Export.Format.PARQUET, out)).hasSize(2);
      byte[] parquet = Files.readAllBytes(out.resolve("bars.parquet"));
      assertThat(new String(parquet, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("PAR1");
    }
  }

  @Test
  void unwritableFoldersAreAResourceProblem() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "not a folder");
    assertThatThrownBy(() -> RunDirectory.create(folder.resolve("a;b")))
        .isInstanceOf(BadRunException.class)
        .hasMessageContaining("must not contain");
    assertThatThrownBy(() -> RunDirectory.create(file.resolve("run")))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining("cannot write to run directory");
  }

  /** A process of its own that writes a run; also the reference, run in the test's process. */
  static final class RunWriter {
    private RunWriter() {}

    static Process start(Path folder, String mode) throws IOException {
      return new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("java.class.path"),
              RunWriter.class.getName(),
              folder.toString(),
              mode)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    }

    public static void main(String[] arguments) throws Exception {
      Path folder = Path.of(arguments[0]);
      if (arguments[1].equals("hold")) {
        try (RunDirectory run = RunDirectory.create(folder)) {
          System.out.println(run.finishedStages().isEmpty() ? "holding" : "");
          Thread.sleep(TimeUnit.MINUTES.toMillis(1));
        }
      } else {
        write(folder);
      }
    }

    private static List<Manifest.StageEntry> entries() {
      List<Manifest.StageEntry> entries = new ArrayList<>();
      for (int stage = 0; stage < STAGES; stage++) {
        entries.add(
            new Manifest.StageEntry(
                "stage " + stage, "1", Manifest.State.PENDING, null, List.of("arrays/" + stage)));
      }
      return entries;
    }

    static void write(Path folder) throws IOException {
      try (RunDirectory run = RunDirectory.create(folder)) {
        run.update(manifest -> manifest.withStages(entries()));
        for (int stage = 0; stage < STAGES; stage++) {
          String name = "stage " + stage;
          if (run.finishedStages().containsKey(name)) {
            continue;
          }
          Random random = new Random(stage);
          StageRows rows = new StageRows();
          rows.add(
              new MeasuredValue(
                  "m",
                  Place.ofLayer(stage),
                  null,
                  random.nextDouble(),
                  0.0,
                  null,
                  null,
                  null,
                  1,
                  0,
                  "",
                  "",
                  "{}",
                  null));
          for (int bar = 0; bar < 500; bar++) {
            double birth = random.nextDouble();
            rows.add(new Bar(Place.ofLayer(stage), 0, birth, birth + random.nextDouble()));
          }
          String file = "arrays/" + stage;
          Files.write(run.making(file), new byte[] {(byte) stage});
          run.putInPlace(file);
          run.complete(name, "1", random.nextDouble(), rows);
        }
      }
    }
  }

  @Test
  void walksAndSpectraAreReadBackAsWritten() {
    WalkRow lift =
        new WalkRow(
            16,
            "boundary",
            8,
            "target",
            9,
            1.75,
            4.5,
            1.5,
            4.5,
            0.25,
            7.5,
            783,
            0.5,
            3,
            8,
            null,
            null,
            null,
            null,
            null,
            1.25,
            9,
            "target",
            8,
            3,
            1.75,
            null,
            null);
    WalkRow walk =
        new WalkRow(
            17,
            "directed",
            4,
            "length",
            12,
            5.0,
            1e-14,
            2.5,
            1e-12,
            0.25,
            7.5,
            774,
            0.125,
            3,
            3,
            0.75,
            41,
            774,
            770,
            775,
            null,
            null,
            null,
            null,
            null,
            5.0,
            1e-3,
            null);
    WalkRow failed = WalkRow.failed(17, "walk", "the start lies outside the box");
    SpectrumResult spectrum = new SpectrumResult(17, 3, 2, 782, List.of(7.5, 0.25), null);
    SpectrumResult without = new SpectrumResult(17, 5, null, null, List.of(), "too large");
    Path runFolder = folder.resolve("run");
    try (RunDirectory run = RunDirectory.create(runFolder)) {
      run.complete(
          "stage",
          "hash",
          1,
          new StageRows().add(failed).add(without).add(walk).add(lift).add(spectrum));
    }
    try (RunDirectory run = RunDirectory.open(runFolder)) {
      assertThat(run.results().walks()).containsExactly(lift, walk, failed);
      assertThat(run.results().spectra()).containsExactly(spectrum, without);
    }
    assertThatThrownBy(
            () ->
                new WalkRow(
                    17,
                    "walk",
                    null,
                    "length",
                    12,
                    Double.NaN,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    0.0,
                    0,
                    0.0,
                    0,
                    0,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    null,
                    0.0,
                    null,
                    null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("length must be finite");
  }

  @Test
  void aRunOfAVersionWithOtherTablesIsRefused() throws Exception {
    for (String change :
        List.of(
            "DROP TABLE spectra",
            "ALTER TABLE walks DROP COLUMN box_share",
            "ALTER TABLE layers ADD COLUMN colour TEXT",
            "ALTER TABLE bars ALTER birth TYPE FLOAT",
            "ALTER TABLE classes RENAME name TO title")) {
      String table = change.split(" ")[2];
      Path runFolder = folder.resolve(table);
      try (RunDirectory run = RunDirectory.create(runFolder)) {
        run.complete("stage", "hash", 1, new StageRows().add(new ClassResult(0, "zero")));
        run.update(
            manifest ->
                manifest.madeBy(
                    new CommandRecord("profile", List.of("profile", "lenet.onnx"), "/", Map.of())));
      }
      String database = "jdbc:duckdb:" + runFolder.resolve(ResultsDatabase.FILE_NAME);
      try (Connection connection = DriverManager.getConnection(database);
          Statement statement = connection.createStatement()) {
        statement.execute(change);
      }
      Path manifest = runFolder.resolve(ManifestFile.FILE_NAME);
      Files.writeString(
          manifest,
          Files.readString(manifest)
              .replaceFirst("\"version\" : \"[^\"]*\"", "\"version\" : \"0.3.1\""));
      for (ThrowingCallable opening :
          List.<ThrowingCallable>of(
              () -> RunDirectory.open(runFolder), () -> RunDirectory.create(runFolder))) {
        assertThatThrownBy(opening)
            .as(change)
            .isInstanceOf(BadRunException.class)
            .hasMessageContaining("version 0.3.1")
            .hasMessageContaining("table " + table)
            .hasMessageContaining("delete the run directory")
            .hasMessageEndingWith("nervure profile lenet.onnx");
      }
    }
  }

  @Test
  void tablesThatOthersAddedAreLeftAlone() {
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.complete("stage", "hash", 1, new StageRows().add(new ClassResult(0, "zero")));
      run.database().execute("CREATE TABLE mine(stage TEXT)");
      run.database().execute("INSERT INTO mine VALUES ('stage')");
    }
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.retain(Set.of(), Set.of());
      assertThat(run.results().classes()).isEmpty();
      List<String> kept = new ArrayList<>();
      run.database().query("SELECT stage FROM mine", row -> kept.add(row.getString(1)));
      assertThat(kept).containsExactly("stage");
    }
  }

  /** What a process leaves that was killed before its first transaction. */
  @Test
  void aDatabaseWithoutTablesReadsAsEmpty() throws Exception {
    RunDirectory.create(folder).close();
    Path file = folder.resolve(ResultsDatabase.FILE_NAME);
    Files.delete(file);
    DriverManager.getConnection("jdbc:duckdb:" + file).close();
    assertThat(file).exists();
    try (RunDirectory run = RunDirectory.open(folder)) {
      assertThat(run.results().layers()).isEmpty();
      assertThat(run.doneStages()).isEmpty();
    }
    try (RunDirectory run = RunDirectory.create(folder)) {
      run.complete("stage", "hash", 1, new StageRows().add(new ClassResult(0, "zero")));
      assertThat(run.results().classes()).hasSize(1);
    }
  }
}
