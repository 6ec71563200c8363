package dev.nervure.study;

import dev.nervure.run.Manifest;
import dev.nervure.run.Results;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A question put to networks and data, as phases of tasks that complete stages. A study knows
 * nothing of where it runs: {@link StudyRunner} plans, runs, resumes and records it.
 */
public interface Study {

  /** Its name on the command line and in manifests, for example {@code profile}. */
  String name();

  /** What is asked about, by role, such as {@code model} and {@code data}. */
  Map<String, Manifest.Input> inputs();

  /** What evaluates the networks, for the manifest; empty where none is run. */
  default Map<String, Object> engine() {
    return Map.of();
  }

  /** Every option with the value used, defaults included, for the manifest. */
  Map<String, Object> parameters();

  /** Every seed by name. */
  Map<String, Long> seeds();

  /** Tasks at a time; no result depends on it. */
  int threads();

  /**
   * All work, done or not, in the order of its dependence: the same for the same inputs and
   * options. May evaluate a network once to say what it costs.
   */
  List<Phase> phases();

  /** What the manifest says of the results. */
  Summary summary(Results results);

  /**
   * Smaller choices for where a plan does not fit, the most harmless first; the first that fits is
   * advised.
   */
  default Stream<Smaller> smaller() {
    return Stream.empty();
  }

  /** What to choose less of, where no smaller choice is known to fit. */
  String lessWork();

  /**
   * A smaller choice.
   *
   * @param setting as it is typed, for example {@code --threads 1}
   * @param study with this setting
   */
  record Smaller(String setting, Study study) {}

  /**
   * What a run has come to.
   *
   * @param values that stand for the whole run, such as the accuracy
   * @param notes what the user should know, in whole sentences
   */
  record Summary(Map<String, Object> values, List<String> notes) {
    /** Copies both. */
    public Summary {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      notes = List.copyOf(notes);
    }
  }
}
