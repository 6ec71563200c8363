package dev.nervure.run;

import org.jspecify.annotations.Nullable;

/**
 * Which network on which inputs: what a study measures at one go, and what rows of layers, samples
 * and values belong to. A component is null where a run has only one of its kind. Immutable.
 * Ordered by the components one after another, null first.
 *
 * @param model name of the network, where a run has several
 * @param epoch of its training, where a run has several
 * @param group name of the set of inputs, where a run has several: {@code clean}, {@code attacked}
 * @param strength of what was done to the inputs, such as the size of an attack; finite
 */
public record Subject(
    @Nullable String model,
    @Nullable Integer epoch,
    @Nullable String group,
    @Nullable Double strength)
    implements Comparable<Subject> {
  /** The only network of a run on its only inputs, and what stands for the run as a whole. */
  public static final Subject ONLY = new Subject(null, null, null, null);

  /** The only network of a run on its inputs as they are, beside others that were changed. */
  public static final Subject CLEAN = ofGroup("clean");

  /** Refuses a strength that is NaN or infinite. */
  public Subject {
    if (strength != null && !Double.isFinite(strength)) {
      throw new IllegalArgumentException("strength must be finite but was " + strength);
    }
  }

  /** One network of several, by name. */
  public static Subject ofModel(String model) {
    return ONLY.withModel(model);
  }

  /** The network after an epoch, 0 for none. */
  public static Subject ofEpoch(int epoch) {
    return ONLY.withEpoch(epoch);
  }

  /** One set of inputs of several, by name. */
  public static Subject ofGroup(String group) {
    return ONLY.withGroup(group);
  }

  /** The same with another network. */
  public Subject withModel(@Nullable String changed) {
    return new Subject(changed, epoch, group, strength);
  }

  /** The same at another epoch. */
  public Subject withEpoch(@Nullable Integer changed) {
    return new Subject(model, changed, group, strength);
  }

  /** The same network on another set of inputs. */
  public Subject withGroup(@Nullable String changed) {
    return new Subject(model, epoch, changed, strength);
  }

  /** The same at another strength. */
  public Subject withStrength(@Nullable Double changed) {
    return new Subject(model, epoch, group, changed);
  }

  /** The network alone, on whatever inputs. */
  public Subject network() {
    return new Subject(model, epoch, null, null);
  }

  /**
   * One of its layers.
   *
   * @param index {@link LayerResult#index}
   */
  public Place layer(int index) {
    return new Place(this, index, null);
  }

  /** What stands for it as a whole, no layer and no label class. */
  public Place place() {
    return new Place(this, null, null);
  }

  /** In words, such as {@code model lenet, epoch 3}; empty for the only subject of a run. */
  public String text() {
    return place().text();
  }

  /** Whether it is the only subject of a run. */
  public boolean isOnly() {
    return equals(ONLY);
  }

  @Override
  public int compareTo(Subject other) {
    return place().compareTo(other.place());
  }
}
