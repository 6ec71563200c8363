package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Node;
import dev.nervure.stats.RandomStream;
import dev.nervure.testing.FreshSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Convolutions of random shapes in single precision. Their fast code works on padded blocks of
 * channels and chooses among many kernels by shape and threads: only many shapes try them.
 */
class ConvolutionPrecisionTest {

  private static final int CONVOLUTIONS = 400;

  /** Products of one convolution at most, so that 400 of them take seconds. */
  private static final long LARGEST = 4_000_000;

  private static final int CHANNELS = 70;
  private static final int KERNEL = 7;

  @Test
  void everyConvolutionAgreesWithDoublePrecision() {
    long seed = FreshSeed.next();
    RandomStream random = RandomStream.seeded(seed);
    List<String> differences = new ArrayList<>();
    int transposed = 0;
    int grouped = 0;
    int[] axesSeen = new int[4];
    for (int i = 0; i < CONVOLUTIONS; i++) {
      Shape shape = Shape.random(random);
      transposed += shape.transposed ? 1 : 0;
      grouped += shape.groups > 1 ? 1 : 0;
      axesSeen[shape.axes]++;
      differences.addAll(
          Precisions.differences(
              shape.node(), shape.inputs(), shape.inputs().size(), false, random));
    }
    assertThat(differences).as(FreshSeed.repeat(seed, ConvolutionPrecisionTest.class)).isEmpty();
    // A tenth of the expected numbers: every kind is tried, whatever the seed.
    assertThat(transposed).isGreaterThan(CONVOLUTIONS / 30);
    assertThat(grouped).isGreaterThan(CONVOLUTIONS / 30);
    assertThat(Arrays.stream(axesSeen).skip(1).min().getAsInt()).isGreaterThan(CONVOLUTIONS / 40);
  }

  private record Shape(
      boolean transposed,
      int axes,
      int batch,
      int groups,
      int channelsIn,
      int channelsOut,
      int[] kernel,
      int[] stride,
      int[] dilation,
      int[] padding,
      int[] size,
      boolean bias) {

    static Shape random(RandomStream random) {
      while (true) {
        Shape shape = draw(random);
        if (shape.products() <= LARGEST) {
          return shape;
        }
      }
    }

    private static Shape draw(RandomStream random) {
      int axes = 1 + random.nextInt(3);
      int groups = random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1;
      int most = CHANNELS / groups;
      int in = groups * (1 + random.nextInt(most));
      int out = groups * (1 + random.nextInt(most));
      if (random.nextInt(12) == 0) {
        groups = in;
        out = in;
      }
      int[] kernel = new int[axes];
      int[] stride = new int[axes];
      int[] dilation = new int[axes];
      int[] padding = new int[axes];
      int[] size = new int[axes];
      boolean square = random.nextInt(4) != 0;
      for (int i = 0; i < axes; i++) {
        kernel[i] = square && i > 0 ? kernel[0] : 1 + random.nextInt(KERNEL);
        stride[i] = random.nextInt(3) == 0 ? 2 + random.nextInt(2) : 1;
        dilation[i] = random.nextInt(4) == 0 ? 2 + random.nextInt(2) : 1;
        padding[i] = random.nextInt(kernel[i]);
        int reach = (kernel[i] - 1) * dilation[i] + 1;
        size[i] = Math.max(1, reach - 2 * padding[i]) + random.nextInt(8);
      }
      int batch = 1 + random.nextInt(random.nextInt(3) == 0 ? 18 : 3);
      boolean transposed = random.nextInt(4) == 0;
      return new Shape(
          transposed,
          axes,
          batch,
          groups,
          in,
          out,
          kernel,
          stride,
          dilation,
          padding,
          size,
          random.nextInt(2) == 0);
    }

    /** For a transposed one the paddings may not eat up the whole result. */
    private long products() {
      double products = (double) batch * channelsIn * channelsOut / groups;
      for (int i = 0; i < axes; i++) {
        int full = (size[i] - 1) * stride[i] + (kernel[i] - 1) * dilation[i] + 1;
        if (transposed && full - 2 * padding[i] < 1) {
          return Long.MAX_VALUE;
        }
        products *= (double) kernel[i] * size[i];
      }
      return (long) products;
    }

    Node node() {
      List<String> names = bias ? List.of("x", "w", "b") : List.of("x", "w");
      return Node.of(transposed ? "ConvTranspose" : "Conv", names, "y")
          .with("group", new IntAttribute(groups))
          .with("strides", new IntsAttribute(longs(stride)))
          .with("dilations", new IntsAttribute(longs(dilation)))
          .with("pads", new IntsAttribute(longs(twice(padding))));
    }

    List<long[]> inputs() {
      long[] x = new long[2 + axes];
      long[] w = new long[2 + axes];
      x[0] = batch;
      x[1] = channelsIn;
      w[0] = transposed ? channelsIn : channelsOut;
      w[1] = (transposed ? channelsOut : channelsIn) / groups;
      for (int i = 0; i < axes; i++) {
        x[2 + i] = size[i];
        w[2 + i] = kernel[i];
      }
      return bias ? List.of(x, w, new long[] {channelsOut}) : List.of(x, w);
    }

    private static int[] twice(int[] values) {
      int[] result = Arrays.copyOf(values, 2 * values.length);
      System.arraycopy(values, 0, result, values.length, values.length);
      return result;
    }

    private static long[] longs(int[] values) {
      return Arrays.stream(values).asLongStream().toArray();
    }
  }
}
