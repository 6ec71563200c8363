package dev.nervure.study.layers;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.array.NpyReader;
import dev.nervure.data.array.StoredArray;
import dev.nervure.data.array.StoredType;
import dev.nervure.network.LayerPattern;
import dev.nervure.progress.Progress;
import dev.nervure.run.BadRunException;
import dev.nervure.run.ClassResult;
import dev.nervure.run.LayerResult;
import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import dev.nervure.run.RunDirectory;
import dev.nervure.run.SampleResult;
import dev.nervure.run.Subject;
import dev.nervure.study.Artifact;
import dev.nervure.study.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The activations that another run has left, with the samples and answers that it recorded: no
 * network is needed. Of a layer that was projected there are the coordinates of its projection. An
 * array that is damaged or gone leaves its layer out, which {@link #notes} say.
 *
 * <p>Memory: arrays stay in their files and are read a batch at a time.
 */
public final class RunSource implements ActivationSource {
  /** Seconds to read and write one value. */
  private static final double SECONDS_PER_VALUE = 3e-9;

  private final Path folder;
  private final String description;
  private final @Nullable String samplesHash;
  private final SortedMap<Integer, Stored> layers;
  private final List<SampleResult> samples;
  private final int samplesOfRun;
  private final List<String> classNames;
  private final @Nullable SelectedPositions positions;
  private final List<String> notes;

  /**
   * A layer with its array.
   *
   * @param layer as this source gives it
   * @param hash key of the stage that has left the array
   * @param isProjected whether a row holds the projection twice, the second time scaled
   */
  private record Stored(LayerResult layer, StoredArray array, String hash, boolean isProjected) {}

  private RunSource(
      Path folder,
      String description,
      @Nullable String samplesHash,
      SortedMap<Integer, Stored> layers,
      List<SampleResult> samples,
      int samplesOfRun,
      List<String> classNames,
      @Nullable SelectedPositions positions,
      List<String> notes) {
    this.folder = folder;
    this.description = description;
    this.samplesHash = samplesHash;
    this.layers = Collections.unmodifiableSortedMap(layers);
    this.samples = List.copyOf(samples);
    this.samplesOfRun = samplesOfRun;
    this.classNames = List.copyOf(classNames);
    this.positions = positions;
    this.notes = List.copyOf(notes);
  }

  /**
   * Every network of a run, on its inputs as they are.
   *
   * @throws BadRunException when there is no run, or it has no activations of any layer
   */
  public static SortedMap<Subject, RunSource> open(Path folder) {
    SortedMap<Subject, RunSource> found = new TreeMap<>();
    try (RunDirectory run = RunDirectory.open(folder)) {
      for (Subject at : run.results().subjects()) {
        if (at.strength() == null && isClean(at)) {
          found.put(at.network(), of(run, at));
        }
      }
    }
    if (found.isEmpty()) {
      throw new BadRunException(
          "%s has no activations of a network on its inputs as they are; give the run of a profile"
              .formatted(folder));
    }
    return found;
  }

  private static boolean isClean(Subject at) {
    return at.group() == null || Objects.equals(at.group(), Subject.CLEAN.group());
  }

  private static RunSource of(RunDirectory run, Subject at) {
    Manifest manifest = run.manifest();
    Results results = run.results().at(at);
    Map<String, String> hashes = new HashMap<>();
    manifest
        .stages()
        .forEach(stage -> stage.files().forEach(file -> hashes.put(file, stage.hash())));
    SortedMap<Integer, Stored> layers = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    for (LayerResult layer : results.layers()) {
      Artifact file = ActivationArrays.of(layer);
      try {
        layers.put(layer.index(), stored(layer, run.at(file.path()), hashes.get(file.path())));
        if (layer.projectedTo() != null) {
          notes.add(
              "layer %s of %s was projected from %d to %d coordinates: it is compared by these"
                  .formatted(layer.name(), run.folder(), layer.dimension(), layer.projectedTo()));
        }
      } catch (BadDataException e) {
        notes.add(
            "layer %s of %s is left out: its array %s; run the profile again, which makes it anew"
                .formatted(layer.name(), run.folder(), e.getMessage()));
      }
    }
    List<SampleResult> samples = results.samples();
    if (layers.isEmpty() || samples.isEmpty()) {
      throw new BadRunException(
          "%s has no activations that can be read%s; run it again, which makes what is missing"
              .formatted(run.folder(), notes.isEmpty() ? "" : ": " + notes.get(0)));
    }
    Manifest.Input data = manifest.inputs().get("data");
    return new RunSource(
        run.folder(),
        "run of %s%s%s"
            .formatted(
                manifest.study(),
                data == null ? "" : " on " + data.description(),
                at.isOnly() ? "" : ", " + at.text()),
        data == null ? null : data.hash(),
        layers,
        samples,
        samples.size(),
        results.classes().stream().map(ClassResult::name).toList(),
        SelectedPositions.of(manifest, results.layers()),
        notes);
  }

  private static Stored stored(LayerResult layer, Path file, @Nullable String hash) {
    StoredArray array = NpyReader.open(file);
    Integer columns = layer.projectedTo();
    LayerResult given =
        new LayerResult(
            layer.index(),
            layer.name(),
            layer.operator(),
            layer.scope(),
            layer.depth(),
            columns == null ? array.rowSize() : columns,
            layer.shape(),
            layer.axes(),
            layer.pooling());
    String selection = layer.selection();
    return new Stored(
        selection == null ? given : given.selected(selection),
        array,
        Objects.requireNonNullElse(hash, ""),
        columns != null);
  }

  /**
   * The same of some of its samples.
   *
   * @param chosen their positions, ascending
   */
  public RunSource select(int[] chosen) {
    List<SampleResult> some = Arrays.stream(chosen).mapToObj(samples::get).toList();
    return new RunSource(
        folder, description, samplesHash, layers, some, samplesOfRun, classNames, positions, notes);
  }

  @Override
  public Map<String, Manifest.Input> inputs() {
    Key key = Key.of("run", 1).with("samples", rows());
    layers.values().forEach(one -> key.with(one.layer().name(), one.hash()));
    return Map.of("run", new Manifest.Input(folder.toString(), description, key.hex()));
  }

  /** Of its samples, the row of each in the arrays. */
  private int[] rows() {
    return samples.stream().mapToInt(SampleResult::sample).toArray();
  }

  @Override
  public @Nullable String samplesHash() {
    return samplesHash == null || samples.size() == samplesOfRun
        ? samplesHash
        : Key.of("samples", 1).with("data", samplesHash).with("rows", rows()).hex();
  }

  @Override
  public Key activationsKey(LayerResult layer, LayerOptions options) {
    return Key.of("activations of a run", 1)
        .with("array", stored(layer).hash())
        .with("layer", layer.name())
        .with("index", layer.index())
        .with("rows", rows());
  }

  private Stored stored(LayerResult layer) {
    return Objects.requireNonNull(layers.get(layer.index()), layer.name());
  }

  @Override
  public Key samplesKey(LayerOptions options) {
    return Key.of("samples of a run", 1)
        .with("samples", samples.stream().map(one -> one.at(Subject.ONLY)).toList())
        .with("classes", classNames);
  }

  @Override
  public List<LayerResult> layers(LayerOptions options) {
    if (options.selection().points().isMade()) {
      throw new IllegalArgumentException(
          "positions are selected when activations are recorded: give --selection %s to the profile whose run %s is"
              .formatted(options.selection().points(), folder));
    }
    try {
      return LayerPattern.select(
          options.layers(),
          layers.values().stream().map(Stored::layer).toList(),
          layer ->
              new LayerPattern.Described(
                  layer.name(), layer.operator(), layer.scope(), layer.depth(), true));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(folder + ": " + e.getMessage(), e);
    }
  }

  @Override
  public int size() {
    return samples.size();
  }

  @Override
  public int @Nullable [] labels() {
    return samples.stream().allMatch(one -> one.label() != null)
        ? samples.stream().mapToInt(one -> Objects.requireNonNull(one.label())).toArray()
        : null;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int originalIndex(int sample) {
    return samples.get(sample).originalIndex();
  }

  @Override
  public List<String> notes(Results results) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(SelectionNotes.of(results));
    return all;
  }

  @Override
  public int pointsPerSample(LayerResult layer, LayerOptions options) {
    return rowsPerSample(stored(layer));
  }

  @Override
  public @Nullable SelectedPositions positions() {
    return positions;
  }

  @Override
  public double secondsPerPass(LayerOptions options) {
    double values = 0;
    for (LayerResult layer : layers(options)) {
      values += (double) layer.dimension() * rowsPerSample(stored(layer)) * size();
    }
    return SECONDS_PER_VALUE * values;
  }

  @Override
  public long memoryPerPass(LayerOptions options) {
    long largest = 0;
    for (LayerResult layer : layers(options)) {
      Stored one = stored(layer);
      largest = Math.max(largest, (long) one.array().rowSize() * rowsPerSample(one));
    }
    return 3L * Double.BYTES * largest * options.batchSize();
  }

  private int rowsPerSample(Stored one) {
    return one.array().rows() / samplesOfRun;
  }

  @Override
  public int @Nullable [] pass(
      List<LayerResult> asked,
      LayerOptions options,
      Function<Artifact, Path> files,
      RowConsumer rows,
      Progress progress) {
    int[] chosen = rows();
    try (Progress.Task task = progress.begin("reading activations", asked.size())) {
      for (LayerResult layer : asked) {
        Stored one = stored(layer);
        for (int from = 0; from < chosen.length; from += options.batchSize()) {
          progress.checkCancelled();
          int to = Math.min(chosen.length, from + options.batchSize());
          rows.accept(layer, read(one, Arrays.copyOfRange(chosen, from, to)));
        }
        task.advance(1);
      }
    }
    return samples.stream().allMatch(one -> one.predicted() == null)
        ? null
        : samples.stream()
            .mapToInt(one -> Objects.requireNonNullElse(one.predicted(), -1))
            .toArray();
  }

  /** The points of some samples, in the precision of the file. */
  private NdArray read(Stored one, int[] chosen) {
    int each = rowsPerSample(one);
    int columns = one.layer().dimension();
    int width = one.array().rowSize();
    boolean wide = one.array().type() == StoredType.FLOAT64;
    float[] floats = new float[wide ? 0 : chosen.length * each * columns];
    double[] doubles = new double[wide ? chosen.length * each * columns : 0];
    for (int i = 0; i < chosen.length; i++) {
      NdArray block = one.array().read(chosen[i] * each, (chosen[i] + 1) * each);
      for (int row = 0; row < each; row++) {
        int to = (i * each + row) * columns;
        if (wide) {
          System.arraycopy(block.doubles(), row * width, doubles, to, columns);
        } else {
          System.arraycopy(block.floats(), row * width, floats, to, columns);
        }
      }
    }
    return wide
        ? NdArray.of(doubles, chosen.length * each, columns)
        : NdArray.of(floats, chosen.length * each, columns);
  }
}
