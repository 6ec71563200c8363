package dev.nervure.measure;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Measures that are of one kind and may share a value axis. */
public enum Family {
  /** Intrinsic dimension of the points of a layer. */
  DIMENSION,
  /** Sums of lifespans of the points of a layer. */
  LIFESPAN,
  /** What else sums up the persistence diagrams of the points of a layer. */
  DIAGRAM,
  /** How far the points of a layer are from those of the layer or epoch before. */
  CHANGE,
  /** The graph of nearest neighbours of the points of a layer: its Betti numbers and spectra. */
  GRAPH,
  /** How the units of a layer vary together over the samples. */
  UNITS,
  /** How well a layer separates the label classes. */
  SEPARATION,
  /** Walks in the fibers of a network and distances to other answers: means over inputs. */
  FIBER,
  /** The Jacobian from the input to a layer: means over inputs. */
  JACOBIAN,
  /** A network and its training samples as a whole: fit, margins, weights. */
  NETWORK,
  /** What tells two groups of inputs apart in a layer. */
  CONTRAST,
  /** Answers to attacked inputs. */
  ATTACK,
  /** Differences between the points of clean and of attacked inputs in a layer. */
  SHIFT,
  /** How well points of attacked inputs are told from those of clean ones in a layer. */
  DETECTION,
  /** The Mapper graph of the points of a layer: its counts and scales. */
  MAPPER,
  /** How the nodes of the Mapper graph of a layer are divided among the label classes. */
  PURITY;

  /** Its name in the registry and on the page, for example {@code dimension}. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
