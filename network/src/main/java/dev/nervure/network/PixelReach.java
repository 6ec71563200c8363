package dev.nervure.network;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How strongly each pixel of an image feeds each position of a layer, by the architecture alone: a
 * network of the same graph in which all weights of convolutions are 0.001, without biases,
 * normalisations and nonlinearities, is given images of a single pixel of value 1 in all channels,
 * and of what arrives at a position the Euclidean norm over channels is taken (Purvine et al. 2023,
 * arXiv 2212.00222, foreground activations). Only the ratios within a layer mean something.
 *
 * <p>Images of more than 32 pixels in height or width are cut into square cells, as small as 32 of
 * them cover the longer side, and each cell is lit as a whole.
 */
public final class PixelReach {
  private static final int MOST_CELLS_OF_A_SIDE = 32;

  private final int height;
  private final int width;
  private final int cell;
  private final float[] squares;

  private PixelReach(int[] image, float[] squares) {
    this.height = image[1];
    this.width = image[2];
    this.cell = cellSide(image);
    this.squares = squares;
  }

  /**
   * The reach of pixels into several layers, in one pass of all cells in float64. O(cells) passes,
   * at most 1024; memory 8 bytes a cell and position of each layer while it is found and 4 in the
   * result, which is 4 MiB for a layer of 32 x 32.
   *
   * @param model takes images: channels x height x width
   * @param layers with positions
   * @throws IllegalArgumentException where the input is no image, or a layer depends on other
   *     operators than convolutions, pooling, sums and what may be left out; names it
   */
  public static Map<Layer, PixelReach> of(Model model, List<Layer> layers, Progress progress) {
    int[] image = image(model);
    List<String> names = layers.stream().map(Layer::name).toList();
    Map<Layer, PixelReach> reach = new LinkedHashMap<>();
    try (Model constant =
        Model.of(ConstantConvolutions.of(model.graph(), names), Precision.FLOAT64)
            .withSampleShape(image)) {
      List<Layer> wanted = names.stream().map(constant::layer).toList();
      int cells = cells(image);
      Map<Layer, double[]> norms = new LinkedHashMap<>();
      Activations.of(constant)
          .layers(wanted)
          .pooling(Pooling.SPATIAL)
          .forEachBatch(
              new LitCells(image),
              (layer, rows, first) -> addNorms(norms, layer, rows, first, cells),
              progress);
      for (int i = 0; i < wanted.size(); i++) {
        double[] found = Objects.requireNonNull(norms.remove(wanted.get(i)));
        reach.put(layers.get(i), new PixelReach(image, squares(found)));
      }
    }
    return reach;
  }

  /**
   * Refuses what {@link #of} refuses, without a pass.
   *
   * @return number of passes that it takes
   */
  public static int passes(Model model, List<Layer> layers) {
    ConstantConvolutions.of(model.graph(), layers.stream().map(Layer::name).toList());
    return cells(image(model));
  }

  /**
   * Most bytes that {@link #of} holds at a time, beside the activations of its passes.
   *
   * @throws IllegalArgumentException where a layer has more positions than an array of them and the
   *     cells can have elements, or the input is no image
   */
  public static long memory(Model model, List<Layer> layers) {
    if (layers.isEmpty()) {
      return 0;
    }
    long cells = cells(image(model));
    long all = 0;
    long largest = 0;
    for (Layer layer : layers) {
      long values = layer.size() / layer.channels() * cells;
      if (values > Integer.MAX_VALUE) {
        throw new IllegalArgumentException(
            "layer %s has too many positions to say which pixels feed each; choose later --layers"
                .formatted(layer.name()));
      }
      all += values;
      largest = Math.max(largest, values);
    }
    return Double.BYTES * all + Float.BYTES * largest;
  }

  private static int[] image(Model model) {
    int[] shape = model.inputShape();
    if (shape.length != 3 || Arrays.stream(shape).anyMatch(axis -> axis < 1)) {
      throw new IllegalArgumentException(
          "pixels are those of images, but the network takes samples of shape "
              + Arrays.toString(shape).replace("-1", "any"));
    }
    return shape;
  }

  private static int cellSide(int[] image) {
    return (Math.max(image[1], image[2]) - 1) / MOST_CELLS_OF_A_SIDE + 1;
  }

  private static int across(int pixels, int side) {
    return (pixels - 1) / side + 1;
  }

  private static int cells(int[] image) {
    int side = cellSide(image);
    return across(image[1], side) * across(image[2], side);
  }

  /** Rows of a batch: cells times positions, cells outermost; kept by position, then cell. */
  private static void addNorms(
      Map<Layer, double[]> norms, Layer layer, NdArray rows, long firstRow, int cells) {
    int channels = rows.shape()[1];
    int positions = Math.toIntExact(layer.size() / channels);
    double[] all =
        norms.computeIfAbsent(layer, one -> new double[Math.multiplyExact(positions, cells)]);
    double[] values = rows.doubles();
    for (int row = 0; row < rows.shape()[0]; row++) {
      double sum = 0;
      for (int channel = 0; channel < channels; channel++) {
        double value = values[row * channels + channel];
        sum += value * value;
      }
      int number = Math.toIntExact(firstRow + row);
      all[number % positions * cells + number / positions] = Math.sqrt(sum);
    }
  }

  /** Squares of the norms over the largest, which neither overflow nor vanish in deep networks. */
  private static float[] squares(double[] norms) {
    double largest = Arrays.stream(norms).max().orElse(0);
    float[] squares = new float[norms.length];
    for (int i = 0; i < norms.length && largest > 0; i++) {
      double relative = norms[i] / largest;
      squares[i] = (float) (relative * relative);
    }
    return squares;
  }

  /** Height of the images in pixels. */
  public int height() {
    return height;
  }

  /** Width of the images in pixels. */
  public int width() {
    return width;
  }

  /** Number of positions of the layer. */
  public int positions() {
    return squares.length / cells();
  }

  private int cells() {
    return across(height, cell) * across(width, cell);
  }

  /**
   * How strongly chosen pixels feed each position: the root of the sum over cells of the share of
   * chosen pixels times the square of the reach, up to a factor. O(positions times cells).
   *
   * @param chosen by row and column of the image, row by row
   */
  public double[] strengths(boolean[] chosen) {
    if (chosen.length != height * width) {
      throw new IllegalArgumentException(
          "%d pixels are not those of an image of %d x %d".formatted(chosen.length, height, width));
    }
    double[] shares = shares(chosen);
    double[] strengths = new double[positions()];
    for (int position = 0; position < strengths.length; position++) {
      double sum = 0;
      for (int i = 0; i < shares.length; i++) {
        sum += shares[i] * squares[position * shares.length + i];
      }
      strengths[position] = Math.sqrt(sum);
    }
    return strengths;
  }

  private double[] shares(boolean[] chosen) {
    int columns = across(width, cell);
    double[] shares = new double[cells()];
    int[] pixels = new int[shares.length];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = y / cell * columns + x / cell;
        shares[at] += chosen[y * width + x] ? 1 : 0;
        pixels[at]++;
      }
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= pixels[i];
    }
    return shares;
  }

  /** Images of 0 with a cell of 1 each. */
  private record LitCells(int[] image) implements SampleBatches {
    @Override
    public int size() {
      return cells(image);
    }

    @Override
    public int[] sampleShape() {
      return image.clone();
    }

    @Override
    public NdArray read(int from, int to) {
      int side = cellSide(image);
      int columns = across(image[2], side);
      int size = image[0] * image[1] * image[2];
      float[] values = new float[(to - from) * size];
      for (int lit = from; lit < to; lit++) {
        int bottom = Math.min(image[1], (lit / columns + 1) * side);
        int right = Math.min(image[2], (lit % columns + 1) * side);
        for (int channel = 0; channel < image[0]; channel++) {
          for (int y = lit / columns * side; y < bottom; y++) {
            int row = (lit - from) * size + (channel * image[1] + y) * image[2];
            Arrays.fill(values, row + lit % columns * side, row + right, 1);
          }
        }
      }
      return NdArray.of(values, to - from, image[0], image[1], image[2]);
    }
  }
}
