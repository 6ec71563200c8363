package dev.nervure.segment;

import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.DataOptions;
import dev.nervure.data.DataSource;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Split;
import dev.nervure.data.array.NpyWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a mask for each image of a data set. A program of its own. */
@Command(
    name = "segment",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Finds the foreground of images by GrabCut, for 'nervure profile --selection foreground-1 --mask'.",
      "Writes an array of images x height x width (uint8), 1 where there is foreground and 0 elsewhere."
    },
    footer = {
      "",
      "Examples:",
      "  java -jar segment/target/segment.jar cifar10/ masks.npy",
      "  java -jar segment/target/segment.jar images/ masks.npy --split test"
    })
final class SegmentCommand implements Callable<Integer> {
  private static final int BATCH = 64;
  private static final int BAD_DATA = 3;
  private static final float LEVELS = 255;

  @Parameters(
      paramLabel = "DATA",
      description = "Images, as --data of nervure reads them, one or three channels.")
  @SuppressWarnings("NullAway.Init")
  private String data;

  @Parameters(paramLabel = "MASKS", description = "The .npy file to write.")
  @SuppressWarnings("NullAway.Init")
  private Path masks;

  @Option(
      names = "--split",
      paramLabel = "PART",
      defaultValue = "auto",
      description = "Which part of data with parts: train, test, val; the same as of nervure.")
  private Split split = Split.AUTO;

  @Option(
      names = "--overwrite",
      description = "Replace MASKS where it exists. Default: a file that is there is refused.")
  private boolean overwrite;

  /** Starts the program. */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  static int run(String... arguments) {
    CommandLine command = new CommandLine(new SegmentCommand());
    command.setCaseInsensitiveEnumValuesAllowed(true);
    command.setExecutionExceptionHandler(
        (failure, line, parsed) -> {
          if (failure instanceof BadDataException) {
            line.getErr().println("segment: " + failure.getMessage());
            return BAD_DATA;
          }
          throw failure;
        });
    return command.execute(arguments);
  }

  @Override
  public Integer call() {
    if (Files.exists(masks) && !overwrite) {
      throw new BadDataException(
          "exists already", masks.toString(), "Give another file, or --overwrite.");
    }
    LabelledSamples images = DataSource.open(data, DataOptions.DEFAULT.withSplit(split));
    int[] shape = images.sampleShape();
    int height = shape.length == 3 ? shape[1] : 0;
    int width = shape.length == 3 ? shape[2] : 0;
    if (Math.min(height, width) < GrabCut.SMALLEST_SIDE || (shape[0] != 1 && shape[0] != 3)) {
      throw new BadDataException(
          "holds samples of shape %s, not images of 1 or 3 channels and at least %d x %d pixels"
              .formatted(Arrays.toString(shape), GrabCut.SMALLEST_SIDE, GrabCut.SMALLEST_SIDE),
          data,
          "Give images.");
    }
    float scale = largest(images) > 1 ? 1 : LEVELS;
    int empty = 0;
    NpyWriter writer = NpyWriter.ofBytes(masks, height, width);
    try {
      for (int from = 0; from < images.size(); from += BATCH) {
        int to = Math.min(images.size(), from + BATCH);
        float[] values = images.read(from, to).floats();
        long[] found = new long[(to - from) * height * width];
        for (int i = 0; i < to - from; i++) {
          byte[] colours = colours(values, i, shape, scale);
          boolean[] foreground = GrabCut.foreground(colours, height, width);
          boolean any = false;
          for (int pixel = 0; pixel < foreground.length; pixel++) {
            found[i * foreground.length + pixel] = foreground[pixel] ? 1 : 0;
            any |= foreground[pixel];
          }
          empty += any ? 0 : 1;
        }
        writer.append(NdArray.of(found, to - from, height, width));
      }
    } catch (RuntimeException e) {
      writer.discard();
      throw e;
    } finally {
      writer.close();
    }
    System.out.printf(
        Locale.ROOT, "%,d masks in %s, %,d without foreground%n", images.size(), masks, empty);
    return 0;
  }

  /** Refuses what is no level of brightness, from 0 to 1 or to 255. */
  private float largest(LabelledSamples images) {
    float largest = 0;
    for (int from = 0; from < images.size(); from += BATCH) {
      for (float value : images.read(from, Math.min(images.size(), from + BATCH)).floats()) {
        if (!(value >= 0 && value <= LEVELS)) {
          throw new BadDataException(
              "holds the value " + value + ", but levels are from 0 to 1 or from 0 to 255",
              data,
              "Give the images before they are normalised.");
        }
        largest = Math.max(largest, value);
      }
    }
    return largest;
  }

  /** Blue, green and red of each pixel; grey images have three equal ones. */
  private static byte[] colours(float[] values, int image, int[] shape, float scale) {
    int pixels = shape[1] * shape[2];
    byte[] colours = new byte[3 * pixels];
    for (int pixel = 0; pixel < pixels; pixel++) {
      for (int colour = 0; colour < 3; colour++) {
        int channel = shape[0] == 1 ? 0 : 2 - colour;
        float value = values[(image * shape[0] + channel) * pixels + pixel];
        colours[3 * pixel + colour] = (byte) Math.round(scale * value);
      }
    }
    return colours;
  }
}
