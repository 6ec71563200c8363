package dev.nervure.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, one component an {@link Axis} in their order; null where the value has no
 * place along it. Immutable. Ordered by the components one after another, null first.
 *
 * @param model name of the network, where a run has several
 * @param epoch of its training, where a run has several
 * @param layer {@link LayerResult#index}
 * @param labelClass the label class whose points were measured; null for all points, and for a mean
 *     over classes
 */
public record Place(
    @Nullable String model,
    @Nullable Integer epoch,
    @Nullable Integer layer,
    @Nullable Integer labelClass)
    implements Comparable<Place> {
  /** No place along any axis: the only network of a run, and what stands for it as a whole. */
  public static final Place WHOLE_RUN = new Place(null, null, null, null);

  /** One network of several, by name. */
  public static Place ofModel(String model) {
    return WHOLE_RUN.withModel(model);
  }

  /** The network after an epoch, 0 for none. */
  public static Place ofEpoch(int epoch) {
    return WHOLE_RUN.withEpoch(epoch);
  }

  /** A layer of the only network. */
  public static Place ofLayer(int layer) {
    return WHOLE_RUN.withLayer(layer);
  }

  /** The same with another network. */
  public Place withModel(@Nullable String changed) {
    return new Place(changed, epoch, layer, labelClass);
  }

  /** The same at another epoch. */
  public Place withEpoch(@Nullable Integer changed) {
    return new Place(model, changed, layer, labelClass);
  }

  /** The same in another layer. */
  public Place withLayer(@Nullable Integer changed) {
    return new Place(model, epoch, changed, labelClass);
  }

  /** The same of another label class; null for all. */
  public Place withLabelClass(@Nullable Integer changed) {
    return new Place(model, epoch, layer, changed);
  }

  /** The network alone, without layer and label class. */
  public Place network() {
    return new Place(model, epoch, null, null);
  }

  /** Whether it is at this point of an axis; null for no place along it. */
  public boolean isAt(Axis axis, @Nullable Object point) {
    return Objects.equals(axis.in(this), point);
  }

  /** In words, such as {@code model lenet, epoch 3}; empty for the whole run. */
  public String text() {
    List<String> parts = new ArrayList<>();
    for (Axis axis : Axis.values()) {
      Object point = axis.in(this);
      if (point != null) {
        parts.add(axis.field() + " " + point);
      }
    }
    return String.join(", ", parts);
  }

  @Override
  public int compareTo(Place other) {
    for (Axis axis : Axis.values()) {
      int order = compare(axis.in(this), axis.in(other));
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  /** Points of one axis are of one type. */
  @SuppressWarnings("unchecked")
  private static int compare(@Nullable Object a, @Nullable Object b) {
    return a == null || b == null
        ? Boolean.compare(a != null, b != null)
        : ((Comparable<Object>) a).compareTo(b);
  }
}
