package dev.nervure.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nervure.network.LayerPattern.Described;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayerPatternTest {
  /**
   * As PyTorch's exporters write the modules: the newer one with dots, the older one in the name.
   */
  private static final List<Described> DOTTED =
      List.of(
          layer("conv2d", "conv1"),
          layer("conv2d_1", "layer1.0.conv1"),
          layer("relu_1", "layer1.0.relu"),
          layer("conv2d_2", "layer1.1.conv1"),
          layer("add", "layer1.1"),
          layer("output", "fc"));

  private static final List<Described> NESTED =
      List.of(
          layer("/conv1/Conv_output_0", "conv1"),
          layer("/layer1/layer1.0/conv1/Conv_output_0", "layer1/layer1.0/conv1"),
          layer("/layer1/layer1.0/relu/Relu_output_0", "layer1/layer1.0/relu"),
          layer("/layer1/layer1.1/conv1/Conv_output_0", "layer1/layer1.1/conv1"),
          layer("/layer1/layer1.1/Add_output_0", "layer1/layer1.1"),
          layer("output", ""));

  private static Described layer(String name, String scope) {
    return new Described(name, "Conv", scope, 0, false);
  }

  private static List<String> select(List<Described> layers, String pattern) {
    return LayerPattern.select(pattern, layers, layer -> layer).stream()
        .map(Described::name)
        .toList();
  }

  @Test
  void aModuleIsItsLastLayer() {
    assertThat(select(DOTTED, "layer1.0")).containsExactly("relu_1");
    assertThat(select(DOTTED, "layer1")).containsExactly("add");
    assertThat(select(DOTTED, "conv1,layer1.?")).containsExactly("conv2d", "relu_1", "add");
    assertThat(select(NESTED, "layer1.0")).containsExactly("/layer1/layer1.0/relu/Relu_output_0");
    assertThat(select(NESTED, "layer1.?"))
        .containsExactly("/layer1/layer1.0/relu/Relu_output_0", "/layer1/layer1.1/Add_output_0");
    assertThat(select(NESTED, "layer1.0.conv1"))
        .containsExactly("/layer1/layer1.0/conv1/Conv_output_0");
  }

  @Test
  void namesComeBeforeModules() {
    List<Described> layers = List.of(layer("conv", "stem"), layer("stem", "head"));
    assertThat(select(layers, "stem")).containsExactly("stem");
    assertThatThrownBy(() -> select(layers, "layer"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no layer matches 'layer'");
  }
}
