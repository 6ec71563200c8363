package dev.nervure.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder that holds one run of a study: {@code manifest.json}, {@code results.duckdb}, what its
 * stages leave as files, and a lock while a process writes. It always holds the results of its last
 * plan: stages of an earlier plan are kept where their key is the same and removed where it is not.
 *
 * <p>A stage is done when its rows are committed together with its key; a process that is killed at
 * any moment leaves finished stages as they are and nothing of an unfinished one. Thread safe.
 */
public final class RunDirectory implements AutoCloseable {
  /** The file that makes a folder a run directory. */
  public static final String MANIFEST = ManifestFile.FILE_NAME;

  /** Where files are made; what a killed process has left there is of no use. */
  private static final String UNFINISHED = "unfinished";

  /** Equal to the key of no stage. */
  private static final String FAILED = "failed";

  private static final Set<String> OWN_FILES =
      Set.of(
          ManifestFile.FILE_NAME,
          ManifestFile.FILE_NAME + ".tmp",
          ResultsDatabase.FILE_NAME,
          ResultsDatabase.FILE_NAME + ".wal",
          RunLock.FILE_NAME,
          UNFINISHED);

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
   * @throws BadRunException when the folder has files and is not a run directory, or is damaged
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
      delete(folder.resolve(UNFINISHED)); // nobody else writes here, since we hold the lock
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
          "%s is not a run directory (it has no %s); give the folder that a command named in its line 'run:'"
              .formatted(folder, ManifestFile.FILE_NAME));
    }
    try {
      Manifest manifest = ManifestFile.read(folder);
      return new RunDirectory(folder, null, ResultsDatabase.openForReading(folder), manifest);
    } catch (IOException e) {
      throw new BadRunException("cannot read run " + folder + ": " + e.getMessage(), e);
    }
  }

  private static void refuseForeignFiles(Path folder) {
    String foreign = foreignFile(folder);
    if (foreign != null) {
      throw new BadRunException(
          "%s is not empty and not a run directory (it has %s); give a new or an empty folder"
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

  /** Names and keys of the stages that are done. */
  public Map<String, String> finishedStages() {
    Map<String, String> finished = new LinkedHashMap<>(database.doneHashes());
    finished.values().removeIf(FAILED::equals);
    return finished;
  }

  /** Names of the stages of which the last try failed. */
  public Set<String> failedStages() {
    Map<String, String> stages = new LinkedHashMap<>(database.doneHashes());
    stages.values().removeIf(key -> !FAILED.equals(key));
    return stages.keySet();
  }

  /**
   * Removes all results, so that the run may become one of another study, model or data set. Other
   * files in the folder stay.
   */
  public void clear() {
    retain(Set.of(), Set.of());
    update(
        same ->
            same.forStudy("", Map.of(), Map.of(), Map.of())
                .withStages(List.of())
                .withSummary(Map.of(), List.of()));
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

  /**
   * Removes the rows and records of all stages but these, and the files that stages in the manifest
   * leave but these.
   *
   * @param files relative to the folder
   */
  public void retain(Set<String> stages, Set<String> files) {
    requireWritable();
    if (!stages.containsAll(doneStages().keySet())) {
      markPages();
    }
    database.retain(stages);
    try {
      for (String file : files()) {
        if (!files.contains(file)) {
          delete(at(file));
          deleteEmptyFolders(at(file).getParent());
        }
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    }
  }

  /** What the stages in the manifest leave, in the order of their names. */
  private Set<String> files() {
    return manifest().stages().stream()
        .flatMap(stage -> stage.files().stream())
        .collect(Collectors.toCollection(TreeSet::new));
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

  /** Where a file or folder of a stage lies, whether or not it is there. */
  public Path at(String path) {
    Path place = folder.resolve(path).normalize();
    if (!place.startsWith(folder.normalize()) || place.equals(folder.normalize())) {
      throw new BadRunException(path + " is not inside run directory " + folder);
    }
    return place;
  }

  /** An empty place to make a file or folder of a stage, in a folder that is there. */
  public Path making(String path) throws IOException {
    requireWritable();
    Path place = unfinished(path);
    delete(place);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    return place;
  }

  /** Puts what was made in place of what was there before. */
  public void putInPlace(String path) throws IOException {
    requireWritable();
    Path made = unfinished(path);
    if (!Files.exists(made)) {
      throw new IllegalStateException(path + " was to be made and was not");
    }
    markPages();
    Path place = at(path);
    delete(place);
    Files.createDirectories(Objects.requireNonNull(place.getParent()));
    Files.move(made, place);
  }

  /** Drops what was made so far. */
  public void discard(String path) throws IOException {
    requireWritable();
    delete(unfinished(path));
  }

  private Path unfinished(String path) {
    return at(UNFINISHED + "/" + path);
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place)) {
      return;
    }
    try (Stream<Path> all = Files.walk(place)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** From this folder upwards as far as they are empty; the run directory itself stays. */
  private void deleteEmptyFolders(@Nullable Path deepest) throws IOException {
    Path empty = deepest;
    while (empty != null && !empty.equals(folder.normalize()) && Files.isDirectory(empty)) {
      try (Stream<Path> entries = Files.list(empty)) {
        if (entries.findAny().isPresent()) {
          return;
        }
      }
      try {
        Files.deleteIfExists(empty);
      } catch (DirectoryNotEmptyException filledMeanwhile) {
        return;
      }
      empty = empty.getParent();
    }
  }

  /** SHA-256 over all result rows and all files of stages: equal for runs with equal results. */
  public String hash() {
    Fingerprint fingerprint = Fingerprint.of("run").with("results", results().hash());
    for (String path : files()) {
      if (!Files.exists(at(path))) {
        continue;
      }
      try (Stream<Path> files = Files.walk(at(path))) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          String name = folder.normalize().relativize(file).toString().replace('\\', '/');
          fingerprint.with(name, Fingerprint.ofFile(file));
        }
      } catch (IOException e) {
        throw new BadRunException("cannot read " + at(path) + ": " + e.getMessage(), e);
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
      if (lock != null) {
        delete(folder.resolve(UNFINISHED));
      }
    } catch (IOException e) {
      throw cannotWrite(folder, e);
    } finally {
      release(lock, database);
    }
  }
}
