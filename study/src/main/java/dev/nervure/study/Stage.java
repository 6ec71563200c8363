package dev.nervure.study;

import dev.nervure.progress.Cost;
import java.util.ArrayList;
import java.util.List;

/**
 * One unit of work: what a killed run loses at most, and what a changed parameter computes again.
 *
 * @param name unique within the run, for example {@code layer 0012 conv1/ph_dimension}
 * @param key over its inputs, its parameters and the keys of the stages before it
 * @param cost expected, rows included
 * @param after names of the stages whose results it uses; where one of them has failed, it is not
 *     done, since that one may yet succeed
 * @param artifacts what it leaves beside its rows; it is done only while they are whole
 * @param isSummary whether it only puts together what other stages of the run have found: where it
 *     is made anew, as when the run grows, nothing is lost
 */
public record Stage(
    String name,
    String key,
    Cost cost,
    List<String> after,
    List<Artifact> artifacts,
    boolean isSummary) {
  /** Copies the lists. */
  public Stage {
    after = List.copyOf(after);
    artifacts = List.copyOf(artifacts);
  }

  /** A stage that leaves rows only. */
  public static Stage of(String name, Key key, Cost cost) {
    return new Stage(name, key.hex(), cost, key.stages(), List.of(), false);
  }

  /** The same of a stage that only puts together what others have found. */
  public static Stage summary(String name, Key key, Cost cost) {
    return new Stage(name, key.hex(), cost, key.stages(), List.of(), true);
  }

  /** The same, which also leaves this file or folder. */
  public Stage leaving(Artifact artifact) {
    List<Artifact> all = new ArrayList<>(artifacts);
    all.add(artifact);
    return new Stage(name, key, cost, after, all, isSummary);
  }
}
