package dev.nervure.cli;

import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.ResultPlace.Holding;
import dev.nervure.run.RunDirectory;
import dev.nervure.study.EngineRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Where the results of a command go, and the record of the command beside them: in one way for all
 * commands that write a folder.
 */
final class ResultOptions {
  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init")
  private CommandSpec command;

  @Option(
      names = "--overwrite",
      order = 2,
      fallbackValue = "true",
      description =
          "Replace the results of another question in the folder. Default: a folder that is given and holds such results is refused.")
  private boolean overwrite;

  /** The record of this command for results that depend on these inputs. */
  Provenance provenance(Map<String, Manifest.Input> inputs) {
    return Provenance.now(CommandSettings.record(command), Map.of(), inputs);
  }

  /**
   * Decides where results go, and says so where it is not the usual folder.
   *
   * @param asked the value of {@code --out}; null where it is not given
   * @param usual the folder without {@code --out}
   * @param look how a folder stands to the question
   */
  ResultPlace choose(
      Session session,
      OutputOptions output,
      @Nullable Path asked,
      Path usual,
      Function<Path, Holding> look) {
    ResultPlace place = ResultPlace.choose(asked, usual, overwrite, look);
    if (place.instead() != null) {
      session.note(output, "note: " + place.instead());
    }
    return place;
  }

  /** The same for results that are no run and would be written to these files. */
  ResultPlace choose(
      Session session,
      OutputOptions output,
      @Nullable Path asked,
      Path usual,
      Map<String, Manifest.Input> inputs,
      List<String> files) {
    Provenance now = provenance(inputs);
    return choose(session, output, asked, usual, folder -> ResultPlace.lookAt(folder, now, files));
  }

  /**
   * Opens the run directory of a study for this command.
   *
   * @param takeOver makes it one of this study where it was begun for another question
   */
  RunDirectory open(ResultPlace place, Consumer<RunDirectory> takeOver) {
    RunDirectory run = RunDirectory.create(place.folder());
    try {
      takeOver.accept(run);
      run.update(manifest -> manifest.madeBy(CommandSettings.record(command)));
      return run;
    } catch (RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** Leaves the record beside results of a network that are no run. */
  void record(Path folder, Map<String, Manifest.Input> inputs) {
    Provenance.now(CommandSettings.record(command), EngineRecord.now(), inputs).write(folder);
  }

  /**
   * Takes a free folder for results that come bit by bit, so that no other question is answered
   * there until they are complete.
   *
   * @return whether it was free
   */
  boolean claim(Path folder, Map<String, Manifest.Input> inputs) {
    if (Provenance.read(folder) != null) {
      return false;
    }
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    record(folder, inputs);
    return true;
  }

  /** Gives back a folder that was claimed where nothing has come of it. */
  static void withdraw(Path folder) {
    try {
      try (Stream<Path> files = Files.walk(folder)) {
        if (files.filter(Files::isRegularFile).count() > 1) {
          return;
        }
      }
      try (Stream<Path> all = Files.walk(folder)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The fields of a result with the folder in which its files are. */
  static Map<String, Object> withFolder(Map<String, Object> json, Path folder) {
    Map<String, Object> fields = new LinkedHashMap<>(json);
    fields.put("folder", folder.toString());
    return fields;
  }
}
