package dev.nervure.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Measures that are of one kind and may share a value axis. */
public enum Family {
  /** Intrinsic dimension of the points of a layer. */
  DIMENSION,
  /** Sums of lifespans of the points of a layer. */
  LIFESPAN,
  /** How well a layer separates the label classes. */
  SEPARATION,
  /** Walks in the fibers of a network and distances to other answers: means over inputs. */
  FIBER,
  /** The Jacobian from the input to a layer: means over inputs. */
  JACOBIAN,
  /** Answers to attacked inputs. */
  ATTACK,
  /** Differences between the points of clean and of attacked inputs in a layer. */
  SHIFT,
  /** How well points of attacked inputs are told from those of clean ones in a layer. */
  DETECTION;

  /** Its name in the registry and on the page, for example {@code dimension}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
