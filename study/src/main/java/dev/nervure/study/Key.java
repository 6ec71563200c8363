package dev.nervure.study;

import dev.nervure.array.NdArray;
import dev.nervure.run.Fingerprint;
import java.util.ArrayList;
import java.util.List;

/**
 * What the results of a stage depend on: a method with its revision, inputs and parameters by name,
 * and the stages before it. Two stages with equal keys have equal results. Parts enter in the order
 * in which they are given. Not thread safe.
 */
public final class Key {
  private final Fingerprint fingerprint;
  private final List<String> stages = new ArrayList<>();

  private Key(Fingerprint fingerprint) {
    this.fingerprint = fingerprint;
  }

  /**
   * Starts a key.
   *
   * @param what is computed
   * @param revision of the method; raised by one whenever the same inputs come to give other
   *     results
   */
  public static Key of(String what, int revision) {
    return new Key(Fingerprint.of(what + "/" + revision));
  }

  /** Adds a part; the value enters as its text. */
  public Key with(String name, Object value) {
    fingerprint.with(name, value);
    return this;
  }

  /** Adds whole numbers, in order. */
  public Key with(String name, int[] values) {
    fingerprint.with(name, values);
    return this;
  }

  /** Adds a list of parts, in order. */
  public Key with(String name, List<?> values) {
    fingerprint.with(name, values);
    return this;
  }

  /** Adds an array with the exact bits of its values. */
  public Key with(String name, NdArray array) {
    fingerprint.with(name, array);
    return this;
  }

  /** Adds a stage whose results are used. */
  public Key after(Stage stage) {
    fingerprint.with(stage.name(), stage.key());
    stages.add(stage.name());
    return this;
  }

  /** Adds stages whose results are used, in order. */
  public Key after(List<Stage> before) {
    before.forEach(this::after);
    return this;
  }

  List<String> stages() {
    return stages;
  }

  /** The key as 64 hexadecimal digits; it is not to be used again afterwards. */
  public String hex() {
    return fingerprint.hex();
  }
}
