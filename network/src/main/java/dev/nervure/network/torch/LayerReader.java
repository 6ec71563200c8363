package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.Layer;
import dev.nervure.network.Pooling;
import java.util.Arrays;
import java.util.List;
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
      return pool(value, layer.channelsLast());
    } catch (RuntimeException e) {
      throw NativeFailure.of("pooling layer " + layer.name(), e);
    }
  }

  private Tensor pool(Tensor value, boolean channelsLast) {
    int rank = (int) value.dim();
    return switch (pooling) {
      case CHANNEL_MAPS -> value;
      case FLATTEN -> rank == 2 ? value : value.reshape(value.shape()[0], -1);
      case GLOBAL_AVERAGE -> {
        if (rank <= 2) {
          yield rank == 2 ? value : value.reshape(value.shape()[0], -1);
        }
        long[] axes = new long[rank - 2];
        for (int i = 0; i < axes.length; i++) {
          axes[i] = channelsLast ? i + 1 : i + 2;
        }
        yield torch.mean(value, axes, false, new ScalarTypeOptional());
      }
      case SPATIAL -> {
        if (rank <= 2) {
          yield rank == 2 ? value : value.reshape(-1, 1);
        }
        long[] shape = value.shape();
        long channels = channelsLast ? shape[rank - 1] : shape[1];
        Tensor last = channelsLast ? value : value.movedim(1, -1);
        yield last.reshape(-1, channels);
      }
    };
  }
}
