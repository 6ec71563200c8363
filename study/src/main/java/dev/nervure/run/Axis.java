package dev.nervure.run;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What values may stand along: what a user would put on an axis of a figure. The order is that of
 * the columns of the tables. An axis is added with the first study that needs it.
 */
public enum Axis {
  /** The network, by name, where a run has several. */
  MODEL("model", place -> place.subject().model()),
  /** The epoch of its training, 0 for none. */
  EPOCH("epoch", place -> place.subject().epoch()),
  /** The set of inputs, by name, where a run has several. */
  GROUP("group", place -> place.subject().group()),
  /** The strength of what was done to the inputs. */
  STRENGTH("strength", place -> place.subject().strength()),
  /** The layer, {@link LayerResult#index}. */
  LAYER("layer", Place::layer),
  /** The label class whose points were measured, {@link ClassResult#index}. */
  CLASS("class", Place::labelClass);

  private final String field;
  private final Function<Place, @Nullable Object> component;

  Axis(String field, Function<Place, @Nullable Object> component) {
    this.field = field;
    this.component = component;
  }

  /** Its name in JSON and in text. */
  public String field() {
    return field;
  }

  /** Where on the axis a place is, a number or a name; null where it has no such place. */
  public @Nullable Object in(Place place) {
    return component.apply(place);
  }
}
