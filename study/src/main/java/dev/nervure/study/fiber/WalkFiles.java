package dev.nervure.study.fiber;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.array.NpyWriter;
import dev.nervure.fiber.WalkStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes a walk while it is made: the points to {@code path.npy}, what is held to {@code
 * outputs.npy}, the figures of each step to {@code walk.csv}.
 */
final class WalkFiles implements WalkStep.Recorder, AutoCloseable {

  static final String PATH = "path.npy";
  static final String OUTPUTS = "outputs.npy";
  static final String STEPS = "walk.csv";

  private final NpyWriter points;
  private final NpyWriter outputs;
  private final Writer table;
  private final int every;

  WalkFiles(Path folder, int inputSize, int outputSize, int every) {
    this.every = every;
    try {
      Files.createDirectories(folder);
      this.points = NpyWriter.create(folder.resolve(PATH), ElementType.FLOAT64, inputSize);
      this.outputs = NpyWriter.create(folder.resolve(OUTPUTS), ElementType.FLOAT64, outputSize);
      this.table = Files.newBufferedWriter(folder.resolve(STEPS));
      table.write("step,length,step_length,drift,sigma_min,sigma_max,corrections\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void accept(WalkStep step) {
    if (step.index() % every == 0) {
      points.append(NdArray.of(step.point().clone(), 1, step.point().length));
      outputs.append(NdArray.of(step.value().clone(), 1, step.value().length));
    }
    try {
      table.write(
          step.index()
              + ","
              + step.length()
              + ","
              + step.stepLength()
              + ","
              + step.drift()
              + ","
              + step.smallestSingularValue()
              + ","
              + step.largestSingularValue()
              + ","
              + step.corrections()
              + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    points.close();
    outputs.close();
    try {
      table.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
