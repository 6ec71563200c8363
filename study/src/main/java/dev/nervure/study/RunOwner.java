package dev.nervure.study;

import dev.nervure.run.BadRunException;
import dev.nervure.run.Manifest;
import dev.nervure.run.Provenance;
import dev.nervure.run.ResultPlace;
import dev.nervure.run.RunDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** To which study, of which inputs, a run directory belongs. */
final class RunOwner {
  /** Roles of inputs of which a run may use some samples or others. */
  private static final Set<String> SAMPLES = Set.of("data", "activations");

  private RunOwner() {}

  /**
   * Refuses a run of another study, model or data set.
   *
   * @throws BadRunException with the names of both
   */
  static void requireSame(RunDirectory run, Study study) {
    String problem = difference(run, study);
    if (problem != null) {
      throw new BadRunException(
          "run directory " + run.folder() + " " + problem + "; give another folder with --out");
    }
  }

  /**
   * Why a run does not belong to a study; null where it does. Another choice of samples changes the
   * hash of the data and not their description; that is a parameter.
   */
  static @Nullable String difference(RunDirectory run, Study study) {
    Manifest manifest = run.manifest();
    if (!manifest.study().isEmpty() && !manifest.study().equals(study.name())) {
      String of =
          manifest.inputs().values().stream()
              .map(Manifest.Input::path)
              .collect(Collectors.joining(" and "));
      return "holds a run of '%s'%s".formatted(manifest.study(), of.isEmpty() ? "" : " of " + of);
    }
    Map<String, Manifest.Input> wanted = study.inputs();
    for (Map.Entry<String, Manifest.Input> entry : manifest.inputs().entrySet()) {
      Manifest.Input have = entry.getValue();
      Manifest.Input want = wanted.get(entry.getKey());
      boolean same =
          want != null
              && (want.hash().equals(have.hash())
                  || (SAMPLES.contains(entry.getKey())
                      && want.description().equals(have.description())));
      if (!same) {
        return "belongs to the %s %s (%s), not to %s"
            .formatted(
                entry.getKey(),
                have.path(),
                have.description(),
                want == null ? "a run without one" : want.path());
      }
    }
    return null;
  }

  /** Whether a run has finished stages that these do not include under the same key. */
  static boolean loses(RunDirectory run, List<Stage> planned) {
    return !lost(run, planned).isEmpty();
  }

  private static List<String> lost(RunDirectory run, List<Stage> planned) {
    Map<String, String> keys = new HashMap<>();
    planned.forEach(stage -> keys.put(stage.name(), stage.key()));
    Set<String> summaries =
        planned.stream().filter(Stage::isSummary).map(Stage::name).collect(Collectors.toSet());
    List<String> lost = new ArrayList<>();
    run.finishedStages()
        .forEach(
            (stage, key) -> {
              if (!key.equals(keys.get(stage)) && !summaries.contains(stage)) {
                lost.add(stage);
              }
            });
    return lost;
  }

  /** How a folder stands to a study of these stages; see {@link StudyRunner#holding}. */
  static ResultPlace.Holding holding(
      Path folder, @Nullable Provenance command, List<Stage> planned) {
    if (!Files.exists(folder.resolve(RunDirectory.MANIFEST))) {
      String foreign = RunDirectory.foreignFile(folder);
      return foreign == null ? ResultPlace.Holding.FREE : ResultPlace.Holding.foreign(foreign);
    }
    try (RunDirectory run = RunDirectory.open(folder)) {
      List<String> lost = lost(run, planned);
      if (lost.isEmpty()) {
        return run.finishedStages().isEmpty() ? ResultPlace.Holding.FREE : ResultPlace.Holding.SAME;
      }
      Provenance there = Provenance.read(folder);
      List<String> differences =
          command == null || there == null ? List.of() : command.differences(there);
      return ResultPlace.Holding.other(
          there,
          differences.isEmpty()
              ? List.of(
                  "%d finished stages there that would be lost, such as '%s'"
                      .formatted(lost.size(), lost.get(0)))
              : differences);
    }
  }
}
