package dev.nervure.equivariance;

import dev.nervure.image.Boundary;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;

/**
 * How symmetries of layers are measured.
 *
 * @param rungs of the ladder, from the simplest
 * @param boundary what comes in at the edges of a moved image
 * @param fit images from which maps are found, 2 or more. Default 300
 * @param held other images on which they are tested, 2 or more. Default 300
 * @param batch images at a time, 1 or more; the last bits of sums depend on it. Default 64
 * @param taskSteps steps of Adam for {@link Rung#TASK_ORIENTED}, 1 or more. Default 200
 * @param resamples bootstrap draws of images, 100 or more. Default 1000
 * @param seed of everything that is drawn. Default 1
 */
public record SymmetrySettings(
    List<Rung> rungs,
    Boundary boundary,
    int fit,
    int held,
    int batch,
    int taskSteps,
    int resamples,
    long seed) {
  /** Checks each. */
  public SymmetrySettings {
    if (rungs.isEmpty()) {
      throw new IllegalArgumentException("at least one rung of the ladder must be asked");
    }
    rungs = List.copyOf(new ArrayList<>(EnumSet.copyOf(rungs)));
    require("images to fit maps on", fit, 2);
    require("images to test maps on", held, 2);
    require("images at a time", batch, 1);
    require("steps of the task-oriented rung", taskSteps, 1);
    require("bootstrap draws", resamples, 100);
  }

  private static void require(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but were %d".formatted(name, least, value));
    }
  }

  /** The defaults. */
  public static SymmetrySettings defaults() {
    return new SymmetrySettings(Rung.USUAL, Boundary.ZERO, 300, 300, 64, 200, 1000, 1);
  }

  /** The same with other rungs. */
  public SymmetrySettings withRungs(List<Rung> changed) {
    return new SymmetrySettings(changed, boundary, fit, held, batch, taskSteps, resamples, seed);
  }

  /** The same with another boundary. */
  public SymmetrySettings withBoundary(Boundary changed) {
    return new SymmetrySettings(rungs, changed, fit, held, batch, taskSteps, resamples, seed);
  }

  /** The same with other numbers of images. */
  public SymmetrySettings withImages(int newFit, int newHeld) {
    return new SymmetrySettings(
        rungs, boundary, newFit, newHeld, batch, taskSteps, resamples, seed);
  }

  /** The same with another number of images at a time. */
  public SymmetrySettings withBatch(int changed) {
    return new SymmetrySettings(rungs, boundary, fit, held, changed, taskSteps, resamples, seed);
  }

  /** The same with another number of steps. */
  public SymmetrySettings withTaskSteps(int changed) {
    return new SymmetrySettings(rungs, boundary, fit, held, batch, changed, resamples, seed);
  }

  /** The same with another number of draws. */
  public SymmetrySettings withResamples(int changed) {
    return new SymmetrySettings(rungs, boundary, fit, held, batch, taskSteps, changed, seed);
  }

  /** The same with another seed. */
  public SymmetrySettings withSeed(long changed) {
    return new SymmetrySettings(rungs, boundary, fit, held, batch, taskSteps, resamples, changed);
  }
}
