package dev.nervure.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds one run of a study: {@code manifest.json}, {@code results.duckdb}, arrays
 * under {@code activations/}, and a lock while a process writes. It always holds the results of its
 * last plan: stages of an earlier plan are kept where their key is the same and removed where it is
 * not.
 *
 * <p>A stage is done when its rows are committed together with its key; a process that is killed at
 * any moment leaves finished stages as they are and nothing of an unfinished one. Thread safe.
 */
public final class RunDirectory implements AutoCloseable {
  private static final String ACTIVATIONS = "activations";
  private static final String SNAPSHOTS = "snapshots";
  private static final String WALKS = "walks";

  /** Equal to the key of no stage. */
  private static final String FAILED = "failed";

  private static final Set<String> OWN_FILES =
      Set.of(
          ManifestFile.FILE_NAME,
          ManifestFile.FILE_NAME + ".tmp",
          ResultsDatabase.FILE_NAME,
          ResultsDatabase.FILE_NAME + ".wal",
          RunLock.FILE_NAME,
          ACTIVATIONS,
          SNAPSHOTS,
          WALKS);
  private static final int LONGEST_FILE_NAME = 80;

  private final Path folder;
  private final @Nullable RunLock lock;
  private final ResultsDatabase database;
  private Manifest manifest;
  private boolean pagesMarked;

  private RunDirectory(
      Path folder, @Nullable RunLock lock, ResultsDatabase database, Manifest manifest) {
    this.folder = folder;
    this.lock = lock;
    this.database = database;
    this.manifest = manifest;
  }

  /**
   * Opens a run for writing; makes the folder where it is missing, resumes what is there otherwise.
   *
   * @throws RunInUseException when another process writes to it
   * @throws BadRunException when the folder has files and is no run directory, or is damaged
   * @throws ResourceException when the folder cannot be written to
   */
  public static RunDirectory create(Path folder) {
    RunLock lock = null;
    ResultsDatabase database = null;
    try {
      Files.createDirectories(folder);
      boolean resumed = Files.exists(folder.resolve(ManifestFile.FILE_NAME));
      if (!resumed) {
        refuseForeignFiles(folder);
      }
      lock = RunLock.acquire(folder);
      Manifest manifest = resumed ? ManifestFile.read(folder) : Manifest.empty();
      database = ResultsDatabase.openForWriting(folder);
      Files.createDirectories(folder.resolve(ACTIVATIONS));
      removeUnfinishedFiles(folder.resolve(ACTIVATIONS));
      RunDirectory run = new RunDirectory(folder, lock, database, manifest);
      run.update(same -> same);
      return run;
    } catch (IOException e) {
      release(lock, database);
      throw cannotWrite(folder, e);
    } catch (RuntimeException e) {
      release(lock, database);
      throw e;
    }
  }

  /**
   * Opens a finished or unfinished run for reading.
   *
   * @throws BadRunException when there is no run or it is damaged
   * @throws ResourceException when a process is writing to it
   */
  public static RunDirectory open(Path folder) {
    if (!Files.exists(folder.resolve(ManifestFile.FILE_NAME))) {
      throw new BadRunException(
          "%s is no run directory (it has no %s); give the folder that profile, fibers or demo wrote"
              .formatted(folder, ManifestFile.FILE_NAME));
    }
    try {
      Manifest manifest = ManifestFile.read(folder);
      return new RunDirectory(folder, null, ResultsDatabase.openForReading(folder), manifest);
    } catch (IOException e) {
      throw new BadRunException("cannot read run " + folder + ": " + e.getMessage(), e);
    }
  }

  /** What a killed process had not renamed yet; nobody else writes here, since we hold the lock. */
  private static void removeUnfinishedFiles(Path activations) throws IOException {
    try (Stream<Path> files = Files.list(activations)) {
      for (Path file : files.filter(name -> name.toString().endsWith(".part")).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void refuseForeignFiles(Path folder) {
    String foreign = foreignFile(folder);
    if (foreign != null) {
      throw new BadRunException(
          "%s is not empty and no run directory (it has %s); give a new or an empty folder"
              .formatted(folder, foreign));
    }
  }

  /** The first file in a folder that belongs to no run; null where there is none, or no folder. */
  public static @Nullable String foreignFile(Path folder) {
    if (!Files.isDirectory(folder)) {
      return null;
    }
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .map(entry -> String.valueOf(entry.getFileName()))
          .filter(name -> !OWN_FILES.contains(name))
          .sorted()
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  private static void release(@Nullable RunLock lock, @Nullable ResultsDatabase database) {
    if (database != null) {
      database.close();
    }
    if (lock != null) {
      try {
        lock.close();
      } catch (IOException e) {
        throw new ResourceException("cannot release the lock of a run: " + e.getMessage(), e);
      }
    }
  }

  /** Where the run is. */
  public Path folder() {
    return folder;
  }

  /** What the run is, as last written. */
  public synchronized Manifest manifest() {
    return manifest;
  }

  /** Its results. */
  public Results results() {
    return new Results(database);
  }

  /** Changes the manifest and writes it, whole or not at all. */
  public synchronized void update(UnaryOperator<Manifest> change) {
    requireWritable();
    Manifest changed = change.apply(manifest).stamped();
    try {
      ManifestFile.write(folder, changed);
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
    manifest = changed;
  }

  /** Whether a stage is done under exactly this key. */
  public boolean isDone(String stage, String hash) {
    return hash.equals(database.doneHash(stage));
  }

  /** Names and keys of the stages that are done. */
  public Map<String, String> finishedStages() {
    Map<String, String> finished = new LinkedHashMap<>(database.doneHashes());
    finished.values().removeIf(FAILED::equals);
    return finished;
  }

  /**
   * Removes all results, so that the run may become one of another study, model or data set. Other
   * files in the folder stay.
   */
  public void clear() {
    requireWritable();
    retain(Set.of());
    for (Path results : List.of(activationsFolder(), snapshotsFolder(), walksFolder())) {
      removeFiles(results);
    }
    update(
        same ->
            same.forStudy("", Map.of(), Map.of(), Map.of())
                .withStages(List.of())
                .withSummary(Map.of(), List.of()));
  }

  private void removeFiles(Path results) {
    if (!Files.isDirectory(results)) {
      return;
    }
    try (Stream<Path> all = Files.walk(results)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        if (!file.equals(activationsFolder())) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /** Names and durations in seconds of the stages that are done or have failed. */
  public Map<String, Double> doneStages() {
    return database.doneStages();
  }

  /**
   * Records a stage as done and replaces its rows, in one transaction.
   *
   * @param stage its name, unique within the run
   * @param hash key over its inputs, its parameters and the keys before it
   * @param seconds how long it took
   * @param rows what it found
   */
  public void complete(String stage, String hash, double seconds, StageRows rows) {
    requireWritable();
    markPages();
    database.replace(stage, hash, seconds, rows);
  }

  /**
   * Records why a stage failed, in place of its rows; it is done under no key, so that the next run
   * tries it again.
   *
   * @param stage its name, unique within the run
   * @param seconds how long it took
   * @param rows what to show instead of results
   */
  public void fail(String stage, double seconds, StageRows rows) {
    requireWritable();
    markPages();
    database.replace(stage, FAILED, seconds, rows);
  }

  /** Removes the rows and records of all stages but these. */
  public void retain(Set<String> stages) {
    requireWritable();
    if (!stages.containsAll(doneStages().keySet())) {
      markPages();
    }
    database.retain(stages);
  }

  /**
   * Pages show other results from the first change on; whether they do in the end, {@link #close}
   * sees.
   */
  private synchronized void markPages() {
    if (!pagesMarked) {
      pagesMarked = true;
      ReportPages.mark(folder, null);
    }
  }

  /** The folder of the activation arrays. */
  public Path activationsFolder() {
    return folder.resolve(ACTIVATIONS);
  }

  /**
   * The folder of the networks that the run has trained, one file an epoch; made by whoever trains.
   */
  public Path snapshotsFolder() {
    return folder.resolve(SNAPSHOTS);
  }

  /** The folder of the walks, one folder each; made by whoever walks. */
  public Path walksFolder() {
    return folder.resolve(WALKS);
  }

  /** The array of a layer, rows = samples, columns = coordinates after pooling. */
  public Path activationFile(LayerResult layer) {
    return activationFile(layer.index(), layer.name());
  }

  /** The array of a layer: {@code activations/} and {@link #activationFileName}. */
  public Path activationFile(int layerIndex, String layerName) {
    return activationsFolder().resolve(activationFileName(layerIndex, layerName));
  }

  /**
   * The file name of a layer's array: {@code <index>-<name>.npy}, where characters of the name that
   * are not safe in a file name on every system are replaced by {@code _}.
   */
  public static String activationFileName(int layerIndex, String layerName) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(layerName.length(), LONGEST_FILE_NAME); i++) {
      char c = layerName.charAt(i);
      boolean kept = c == '.' || c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
      safe.append(kept ? c : '_');
    }
    return "%04d-%s.npy".formatted(layerIndex, safe);
  }

  /**
   * SHA-256 over all result rows, all activation arrays and all walks: equal for runs with equal
   * results.
   */
  public String hash() {
    Fingerprint fingerprint = Fingerprint.of("run").with("results", results().hash());
    try (Stream<Path> files = Files.list(activationsFolder())) {
      for (Path file : files.sorted().toList()) {
        fingerprint.with(String.valueOf(file.getFileName()), Fingerprint.ofFile(file));
      }
    } catch (IOException e) {
      throw new BadRunException("cannot read " + activationsFolder() + ": " + e.getMessage(), e);
    }
    if (Files.isDirectory(walksFolder())) {
      try (Stream<Path> files = Files.walk(walksFolder())) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          fingerprint.with(walksFolder().relativize(file).toString(), Fingerprint.ofFile(file));
        }
      } catch (IOException e) {
        throw new BadRunException("cannot read " + walksFolder() + ": " + e.getMessage(), e);
      }
    }
    return fingerprint.hex();
  }

  ResultsDatabase database() {
    return database;
  }

  private void requireWritable() {
    if (lock == null) {
      throw new IllegalStateException("run " + folder + " is open for reading only");
    }
  }

  /** The same for a failed write that was wrapped on its way. */
  public static RuntimeException cannotWrite(Path folder, UncheckedIOException wrapped) {
    IOException cause = wrapped.getCause();
    return cannotWrite(folder, cause == null ? new IOException(wrapped) : cause);
  }

  /** What a failed write means to the user; used by everything that writes into the folder. */
  public static RuntimeException cannotWrite(Path folder, IOException cause) {
    return new ResourceException(
        "cannot write to run directory %s: %s; free on that disk: %s. What is finished is kept: run again when there is room, or write to another folder"
            .formatted(folder, WriteFailure.reason(cause), FreeSpace.describe(folder)),
        cause);
  }

  /** Releases the run. Pages beside it that do not show its present results say so from now on. */
  @Override
  public void close() {
    try {
      if (pagesMarked) {
        ReportPages.mark(folder, results().hash());
      }
    } finally {
      release(lock, database);
    }
  }
}
