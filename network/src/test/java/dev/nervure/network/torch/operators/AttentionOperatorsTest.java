package dev.nervure.network.torch.operators;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.within;

import dev.nervure.array.NdArray;
import dev.nervure.testing.FreshSeed;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(FreshSeed.class)
class AttentionOperatorsTest {

  /** Sums of a few products in float64. */
  private static final Offset<Double> ROUNDING = offset(1e-12);

  private static NdArray random(Random random, int... shape) {
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    return NdArray.of(random.doubles(size, -1, 1).toArray(), shape);
  }

  private static OneNode attention(NdArray query, NdArray key, NdArray value) {
    return OneNode.of("Attention", 23).input(query).input(key).input(value);
  }

  /** One query and two keys: the weights are 1 / (1 + exp(difference)). */
  @Test
  void closedFormOfTwoKeys() {
    NdArray query = NdArray.of(new double[] {2}, 1, 1, 1, 1);
    NdArray key = NdArray.of(new double[] {0.5, -1}, 1, 1, 2, 1);
    NdArray value = NdArray.of(new double[] {3, 7}, 1, 1, 2, 1);
    double first = 1 / (1 + Math.exp(-2 * 0.3 * 1.5));
    assertThat(attention(query, key, value).set("scale", 0.3).run().doubles()[0])
        // The file holds the scale in float32.
        .isCloseTo(3 * first + 7 * (1 - first), within(1e-7));
  }

  /** A causal network reads on with what it keeps as if it had read everything at once. */
  @Test
  void aCacheContinuesWhatWasRead(Random random) {
    NdArray query = random(random, 2, 4, 5, 3);
    NdArray key = random(random, 2, 2, 5, 3);
    NdArray value = random(random, 2, 2, 5, 2);
    double[] whole = attention(query, key, value).set("is_causal", 1).run().doubles();
    List<NdArray> rest =
        attention(part(query, 3, 5), part(key, 3, 5), part(value, 3, 5))
            .missing()
            .input(part(key, 0, 3))
            .input(part(value, 0, 3))
            .set("is_causal", 1)
            .outputs(3)
            .runAll();
    assertThat(rest.get(0).doubles())
        .containsExactly(part(NdArray.of(whole, 2, 4, 5, 2), 3, 5).doubles(), ROUNDING);
    assertThat(rest.get(1).doubles()).containsExactly(key.doubles());
    assertThat(rest.get(2).doubles()).containsExactly(value.doubles());
  }

  /** Some positions, of samples x heads x positions x size. */
  private static NdArray part(NdArray x, int from, int to) {
    int[] shape = x.shape();
    double[] values = new double[shape[0] * shape[1] * (to - from) * shape[3]];
    for (int i = 0; i < shape[0] * shape[1]; i++) {
      System.arraycopy(
          x.doubles(),
          (i * shape[2] + from) * shape[3],
          values,
          i * (to - from) * shape[3],
          (to - from) * shape[3]);
    }
    return NdArray.of(values, shape[0], shape[1], to - from, shape[3]);
  }

  @Test
  void masksOfTruthValuesAndOfNumbersAgree(Random random) {
    NdArray query = random(random, 1, 2, 3, 2);
    NdArray key = random(random, 1, 2, 3, 2);
    NdArray allowed = NdArray.of(new long[] {1, 0, 1, 0, 0, 0, 1, 1, 1}, 3, 3);
    double no = Double.NEGATIVE_INFINITY;
    NdArray added = NdArray.of(new double[] {0, no, 0, no, no, no, 0, 0, 0}, 3, 3);
    double[] one = attention(query, key, key).input(allowed).run().doubles();
    double[] other = attention(query, key, key).input(added).run().doubles();
    assertThat(one).containsExactly(other);
    // The second query may read nothing.
    assertThat(Arrays.copyOfRange(one, 2, 4)).containsOnly(0);
    assertThat(one[0]).isNotZero();
  }

  /** Rotating by an angle and back gives what was there, and lengths stay. */
  @Test
  void rotationsTurnBack(Random random) {
    NdArray x = random(random, 2, 3, 8);
    double[] angles = random.doubles(2 * 3 * 2, -3, 3).toArray();
    for (int interleaved = 0; interleaved < 2; interleaved++) {
      NdArray turned = rotated(x, angles, interleaved);
      double[] back =
          rotated(turned, Arrays.stream(angles).map(a -> -a).toArray(), interleaved).doubles();
      assertThat(back).containsExactly(x.doubles(), ROUNDING);
      assertThat(squares(turned)).isCloseTo(squares(x), within(1e-11));
      assertThat(turned.doubles()[0]).isNotEqualTo(x.doubles()[0]);
    }
  }

  private static NdArray rotated(NdArray x, double[] angles, int interleaved) {
    return OneNode.of("RotaryEmbedding", 23)
        .input(x)
        .input(Arrays.stream(angles).map(Math::cos).toArray(), 2, 3, 2)
        .input(Arrays.stream(angles).map(Math::sin).toArray(), 2, 3, 2)
        .set("num_heads", 2)
        .set("interleaved", interleaved)
        .run();
  }

  private static double squares(NdArray x) {
    return Arrays.stream(x.doubles()).map(v -> v * v).sum();
  }
}
