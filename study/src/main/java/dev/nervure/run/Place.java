package dev.nervure.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a value stands, its {@link Axis} points: whose it is, and where in it; null where the value
 * has no place along an axis. Immutable. Ordered by the axes one after another, null first.
 *
 * @param subject which network on which inputs
 * @param layer {@link LayerResult#index}
 * @param labelClass the label class whose points were measured; null for all points, and for a mean
 *     over classes
 */
public record Place(Subject subject, @Nullable Integer layer, @Nullable Integer labelClass)
    implements Comparable<Place> {
  /** No place along any axis: what stands for the only subject of a run, and for a whole run. */
  public static final Place WHOLE_RUN = new Place(Subject.ONLY, null, null);

  /** A layer of the only subject of a run. */
  public static Place ofLayer(int layer) {
    return WHOLE_RUN.withLayer(layer);
  }

  /** The same of another subject. */
  public Place withSubject(Subject changed) {
    return new Place(changed, layer, labelClass);
  }

  /** The same in another layer. */
  public Place withLayer(@Nullable Integer changed) {
    return new Place(subject, changed, labelClass);
  }

  /** The same of another label class; null for all. */
  public Place withLabelClass(@Nullable Integer changed) {
    return new Place(subject, layer, changed);
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
