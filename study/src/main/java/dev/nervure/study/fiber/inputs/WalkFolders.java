package dev.nervure.study.fiber.inputs;

import dev.nervure.run.RunDirectory;
import dev.nervure.run.WalkRow;
import dev.nervure.study.fiber.walk.WalkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders of the walks in a run directory, one a walk. */
public final class WalkFolders {
  private static final Pattern STAGE =
      Pattern.compile("input (\\d+)/(walk|farthest|directed|boundary)");
  private static final String UNFINISHED = ".part";

  private final RunDirectory run;

  /** Those of a run. */
  public WalkFolders(RunDirectory run) {
    this.run = run;
  }

  /** Where the files of a walk are, whether or not it was made. */
  public Path of(WalkRow walk) {
    return folder(String.format(Locale.ROOT, "%06d", walk.originalIndex()), walk.kind());
  }

  private Path folder(String index, String kind) {
    return run.walksFolder().resolve(index + "-" + kind);
  }

  /** Null for stages that are no walks. */
  private @Nullable Path of(String stage) {
    Matcher walk = STAGE.matcher(stage);
    return walk.matches() ? folder(walk.group(1), walk.group(2)) : null;
  }

  /** Whether a stage is done: one of a walk only while its files are there. */
  boolean isDone(String stage, String hash) {
    Path walk = of(stage);
    return run.isDone(stage, hash) && (walk == null || WalkFolder.isAt(walk));
  }

  /** Removes the files of walks that are not in the plan, and what a killed run has left. */
  void removeOthers(Set<String> stages) {
    Set<Path> wanted =
        stages.stream()
            .map(this::of)
            .filter(folder -> folder != null)
            .collect(Collectors.toUnmodifiableSet());
    if (!Files.isDirectory(run.walksFolder())) {
      return;
    }
    try (Stream<Path> folders = Files.list(run.walksFolder())) {
      for (Path folder : folders.filter(one -> !wanted.contains(one)).toList()) {
        delete(folder);
      }
    } catch (IOException e) {
      throw RunDirectory.cannotWrite(run.folder(), e);
    }
  }

  /** An empty place for the files of a walk while it is made. */
  Path begin(String stage) throws IOException {
    Path unfinished = unfinished(wanted(stage));
    delete(unfinished);
    return unfinished;
  }

  /** Puts the files of a walk that was made in place of any others of it. */
  void finish(String stage) throws IOException {
    Path folder = wanted(stage);
    delete(folder);
    Files.move(unfinished(folder), folder);
  }

  private Path wanted(String stage) {
    Path folder = of(stage);
    if (folder == null) {
      throw new IllegalStateException(stage + " is no walk");
    }
    return folder;
  }

  private static Path unfinished(Path folder) {
    return folder.resolveSibling(folder.getFileName() + UNFINISHED);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = new ArrayList<>(files.toList());
    }
    for (int i = all.size() - 1; i >= 0; i--) {
      Files.delete(all.get(i));
    }
  }
}
