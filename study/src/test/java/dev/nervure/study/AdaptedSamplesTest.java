package dev.nervure.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.network.Model;
import dev.nervure.network.Precision;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdaptedSamplesTest {
  private static LabelledSamples samples(int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return LabelledSamples.of(NdArray.of(values, shape), null, List.of(), "numbers");
  }

  private static Model tokenModel(int... inputShape) {
    Graph graph =
        new Graph(
            "tokens",
            List.of(Node.of("Gather", List.of("table", "tokens"), "embedded")),
            Map.of("table", NdArray.of(new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 12, 1)),
            List.of(new ValueInfo("tokens", ElementType.INT64, inputShape)),
            List.of(new ValueInfo("embedded", ElementType.FLOAT32, new int[] {-1, -1, 1})),
            17);
    return Model.of(graph, Precision.FLOAT32);
  }

  @Test
  void channelsAreThoseOfTheDataHoweverTheModelTakesThem() {
    LabelledSamples images = samples(1, 2, 1, 2);
    assertThat(AdaptedSamples.of(images, new int[] {2, 1, 2}).channels())
        .containsExactly(0, 0, 1, 1);
    assertThat(AdaptedSamples.of(images, new int[] {1, 2, 2}).channels())
        .containsExactly(0, 1, 0, 1);
    assertThat(AdaptedSamples.of(images, new int[] {4}).channels()).containsExactly(0, 0, 1, 1);
    assertThat(AdaptedSamples.of(samples(1, 4), new int[] {4}).channels()).isEmpty();
  }

  @Test
  void aModelOfIntegersGetsIntegersAndTheShapeOfTheData() {
    try (Model model = tokenModel(-1, -1)) {
      AdaptedSamples adapted = AdaptedSamples.of(samples(2, 4), model);
      assertThat(adapted.read(1, 2).type()).isEqualTo(ElementType.INT64);
      assertThat(adapted.read(1, 2).longs()).containsExactly(4, 5, 6, 7);
      assertThat(model.inputShape()).containsExactly(4);
      assertThat(model.layers().get(0).shape()).containsExactly(4, 1);
      assertThat(model.predict(adapted.read(0, 2)).floats())
          .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
      LabelledSamples fractions =
          LabelledSamples.of(
              NdArray.of(new float[] {1, 2, 3, 4, 5, 6.5f, 7, 8}, 2, 4), null, List.of(), "halves");
      AdaptedSamples wrong = AdaptedSamples.of(fractions, model);
      assertThatThrownBy(() -> wrong.read(0, 2))
          .isInstanceOf(BadDataException.class)
          .hasMessageContaining("sample 1 has 6.5");
    }
  }

  @Test
  void anUnknownShapeIsThatOfTheData() {
    assertThat(AdaptedSamples.of(samples(2, 3, 4), new int[0]).sampleShape()).containsExactly(3, 4);
  }

  @Test
  void samplesThatFitPassUnchanged() {
    AdaptedSamples adapted = AdaptedSamples.of(samples(2, 3, 4, 5), new int[] {3, -1, -1});
    assertThat(adapted.size()).isEqualTo(2);
    assertThat(adapted.sampleShape()).containsExactly(3, 4, 5);
    assertThat(adapted.read(1, 2).shape()).containsExactly(1, 3, 4, 5);
    assertThat(adapted.read(1, 2).floats()[0]).isEqualTo(60);
  }

  @Test
  void flatAndImageAreBroughtTogether() {
    assertThat(AdaptedSamples.of(samples(2, 1, 4, 5), new int[] {20}).sampleShape())
        .containsExactly(20);
    assertThat(AdaptedSamples.of(samples(2, 20), new int[] {1, 4, 5}).read(0, 2).shape())
        .containsExactly(2, 1, 4, 5);
    assertThat(AdaptedSamples.of(samples(2, 3, 4, 5), new int[] {-1}).sampleShape())
        .containsExactly(60);
  }

  @Test
  void axesOfLengthOneComeAndGo() {
    assertThat(AdaptedSamples.of(samples(2, 1, 4, 5), new int[] {4, 5}).sampleShape())
        .containsExactly(4, 5);
    assertThat(AdaptedSamples.of(samples(2, 4, 5), new int[] {1, 4, 5}).sampleShape())
        .containsExactly(1, 4, 5);
    assertThat(AdaptedSamples.of(samples(2, 1, 4, 5), new int[] {4, 5, 1}).sampleShape())
        .containsExactly(4, 5, 1);
  }

  @Test
  void channelsMoveToTheEnd() {
    AdaptedSamples adapted = AdaptedSamples.of(samples(2, 3, 4, 5), new int[] {4, 5, 3});
    NdArray batch = adapted.read(1, 2);
    assertThat(batch.shape()).containsExactly(1, 4, 5, 3);
    // position (0, 1) of the second sample: channel values are 20 apart in the source
    assertThat(batch.rows(0, 1).floats()).startsWith(60, 80, 100, 61, 81, 101);
  }

  @Test
  void whatDoesNotFitIsRefusedWithBothShapes() {
    assertThatThrownBy(() -> AdaptedSamples.of(samples(2, 1, 28, 28), new int[] {3, 28, 28}))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("each sample is 1 x 28 x 28 but the model wants 3 x 28 x 28")
        .hasMessageContaining("3 channels");
    assertThatThrownBy(() -> AdaptedSamples.of(samples(2, 3, 28, 28), new int[] {3, 32, 32}))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("--size");
    assertThatThrownBy(() -> AdaptedSamples.of(samples(2, 7), new int[] {3, 2}))
        .isInstanceOf(BadDataException.class)
        .hasMessageContaining("each sample is 7 but the model wants 3 x 2");
    // same number of values, but rows and columns exchanged
    assertThatThrownBy(() -> AdaptedSamples.of(samples(2, 1, 4, 5), new int[] {1, 5, 4}))
        .isInstanceOf(BadDataException.class);
  }
}
