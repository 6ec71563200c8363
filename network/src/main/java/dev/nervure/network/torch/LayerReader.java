package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.AxisRole;
import dev.nervure.network.Layer;
import dev.nervure.network.Pooling;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** Reads chosen layers of batches, pooled on the native side. Safe for use by several threads. */
public final class LayerReader {

  private final Evaluator evaluator;
  private final List<Layer> layers;
  private final Pooling pooling;
  private final Plan plan;

  public LayerReader(Evaluator evaluator, String input, List<Layer> layers, Pooling pooling) {
    this.evaluator = evaluator;
    this.layers = List.copyOf(layers);
    this.pooling = pooling;
    plan = evaluator.streamingPlan(input, layers.stream().map(Layer::name).toList());
  }

  /**
   * One array for each layer, rows as {@link Pooling} says.
   *
   * @throws dev.nervure.network.ModelFailedException if an operation fails
   */
  public List<NdArray> read(NdArray batch) {
    NdArray[] arrays = new NdArray[layers.size()];
    try (NativeScope scope = NativeScope.evaluating()) {
      Tensor[] feeds = evaluator.tensors(plan, List.of(batch));
      evaluator.stream(
          plan,
          feeds,
          (index, value) -> {
            Tensor pooled = pooled(withSampleAxis(value, layers.get(index)), layers.get(index));
            arrays[index] = scope.copy(pooled);
            if (pooled != value) {
              pooled.close();
            }
          });
    }
    return Arrays.asList(arrays);
  }

  /** Where samples are run one by one, a layer need not have an axis for them. */
  private static Tensor withSampleAxis(Tensor value, Layer layer) {
    return value.dim() == layer.shape().length ? value.unsqueeze(0) : value;
  }

  private Tensor pooled(Tensor value, Layer layer) {
    try {
      return pool(value, layer);
    } catch (RuntimeException e) {
      throw NativeFailure.of("pooling layer " + layer.name(), e);
    }
  }

  private Tensor pool(Tensor value, Layer layer) {
    long samples = value.shape()[0];
    return switch (pooling) {
      case CHANNEL_MAPS -> value;
      case FLATTEN -> rows(value, samples);
      case GLOBAL_AVERAGE -> {
        long[] positions = axes(layer, AxisRole.POSITION);
        yield positions.length == 0
            ? rows(value, samples)
            : rows(torch.mean(value, positions, false, new ScalarTypeOptional()), samples);
      }
      case SPATIAL -> {
        long[] positions = axes(layer, AxisRole.POSITION);
        long[] channels = axes(layer, AxisRole.CHANNEL);
        long[] order = new long[1 + positions.length + channels.length];
        System.arraycopy(positions, 0, order, 1, positions.length);
        System.arraycopy(channels, 0, order, 1 + positions.length, channels.length);
        yield value.permute(order).reshape(-1, layer.channels());
      }
    };
  }

  private static Tensor rows(Tensor value, long samples) {
    return value.dim() == 2 ? value : value.reshape(samples, -1);
  }

  /** Axes of the tensor, behind that of the samples. */
  private static long[] axes(Layer layer, AxisRole role) {
    return IntStream.range(0, layer.axes().size())
        .filter(i -> layer.axes().get(i) == role)
        .mapToLong(i -> i + 1)
        .toArray();
  }
}
