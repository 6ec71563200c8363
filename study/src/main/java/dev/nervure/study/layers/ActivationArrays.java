package dev.nervure.study.layers;

import dev.nervure.run.LayerResult;
import dev.nervure.study.Artifact;

/**
 * Where the activations of layers lie, in a folder for each network where a run has several: rows =
 * samples, columns = coordinates after pooling; of a layer that is projected the columns of its
 * projection, first as the values are and then of the values scaled to [0, 1].
 */
public final class ActivationArrays {
  private static final String FOLDER = "activations/";
  private static final int LONGEST_NAME = 80;

  private ActivationArrays() {}

  /** The array of a layer in a run directory. */
  public static Artifact of(LayerResult layer) {
    String subject = layer.subject().text();
    String folder = subject.isEmpty() ? FOLDER : FOLDER + safe(subject) + "/";
    return Artifact.array(folder + fileName(layer.index(), layer.name()), columns(layer));
  }

  /** Columns of the array of a layer; 0 where they are not known before the pass. */
  static int columns(LayerResult layer) {
    return layer.projectedTo() == null ? layer.dimension() : 2 * layer.projectedTo();
  }

  /**
   * The file name of a layer's array: {@code <index>-<name>.npy}, where characters of the name that
   * are not safe in a file name on every system are replaced by {@code _}.
   */
  public static String fileName(int layerIndex, String layerName) {
    return baseName(layerIndex, layerName) + ".npy";
  }

  /** The same without the ending, for other files of a layer. */
  public static String baseName(int layerIndex, String layerName) {
    return "%04d-%s".formatted(layerIndex, safe(layerName));
  }

  /** At most so long, with {@code _} for what is not safe in a file name on every system. */
  static String safe(String name) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < Math.min(name.length(), LONGEST_NAME); i++) {
      char c = name.charAt(i);
      boolean kept = c == '.' || c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c));
      safe.append(kept ? c : '_');
    }
    return safe.toString();
  }
}
