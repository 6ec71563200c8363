package dev.nervure.equivariance;

import dev.nervure.array.ElementType;
import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Attribute.IntAttribute;
import dev.nervure.network.graph.Attribute.IntsAttribute;
import dev.nervure.network.graph.Graph;
import dev.nervure.network.graph.Node;
import dev.nervure.network.graph.ValueInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A convolutional network that is equivariant to quarter turns by construction (Cohen and Welling,
 * arXiv 1602.07576), with random weights: each channel has an orientation, each filter stands there
 * in all four. Images of 29 x 29, so that every site lies on the lattice of the turns. Its channels
 * of one field are 4 f .. 4 f + 3; the logits do not change under turns at all.
 */
final class QuarterTurnNetwork {
  static final int SIDE = 29;
  static final int CLASSES = 5;
  private static final int FIELDS = 3;

  private QuarterTurnNetwork() {}

  static Graph graph(Random random) {
    int channels = 4 * FIELDS;
    Map<String, NdArray> weights = new LinkedHashMap<>();
    weights.put("w1", lifted(random));
    weights.put("w2", ofGroup(random));
    float[] last = new float[channels * CLASSES];
    for (int field = 0; field < FIELDS; field++) {
      for (int output = 0; output < CLASSES; output++) {
        float weight = (float) random.nextGaussian();
        for (int turn = 0; turn < 4; turn++) {
          last[(4 * field + turn) * CLASSES + output] = weight;
        }
      }
    }
    weights.put("w3", NdArray.of(last, channels, CLASSES));
    List<Node> nodes = new ArrayList<>();
    nodes.add(conv("x", "w1", "conv1", 5, 1));
    nodes.add(Node.of("Relu", List.of("conv1"), "relu1"));
    nodes.add(
        Node.of(
            "MaxPool",
            List.of("relu1"),
            List.of("pool"),
            Map.of(
                "kernel_shape", new IntsAttribute(3, 3),
                "strides", new IntsAttribute(2, 2),
                "pads", new IntsAttribute(1, 1, 1, 1))));
    nodes.add(conv("pool", "w2", "conv2", 3, 1));
    nodes.add(Node.of("Relu", List.of("conv2"), "relu2"));
    nodes.add(Node.of("GlobalAveragePool", List.of("relu2"), "mean"));
    nodes.add(
        Node.of("Flatten", List.of("mean"), List.of("flat"), Map.of("axis", new IntAttribute(1))));
    nodes.add(Node.of("MatMul", List.of("flat", "w3"), "logits"));
    return new Graph(
        "p4",
        nodes,
        weights,
        List.of(new ValueInfo("x", ElementType.FLOAT32, new int[] {-1, 1, SIDE, SIDE})),
        List.of(new ValueInfo("logits", ElementType.FLOAT32, new int[] {-1, CLASSES})),
        13);
  }

  static Node conv(String input, String weights, String output, int side, int stride) {
    int pad = side / 2;
    return Node.of(
        "Conv",
        List.of(input, weights),
        List.of(output),
        Map.of(
            "kernel_shape", new IntsAttribute(side, side),
            "strides", new IntsAttribute(stride, stride),
            "pads", new IntsAttribute(pad, pad, pad, pad)));
  }

  private static float[] filter(Random random, int side) {
    float[] filter = new float[side * side];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = (float) random.nextGaussian() / side;
    }
    return filter;
  }

  private static float[] turned(float[] filter, int side, int turns) {
    float[] turned = filter;
    for (int k = 0; k < turns; k++) {
      float[] next = new float[filter.length];
      for (int row = 0; row < side; row++) {
        for (int column = 0; column < side; column++) {
          next[row * side + column] = turned[column * side + side - 1 - row];
        }
      }
      turned = next;
    }
    return turned;
  }

  private static NdArray lifted(Random random) {
    float[] weights = new float[4 * FIELDS * 25];
    for (int field = 0; field < FIELDS; field++) {
      float[] base = filter(random, 5);
      for (int turn = 0; turn < 4; turn++) {
        System.arraycopy(turned(base, 5, turn), 0, weights, (4 * field + turn) * 25, 25);
      }
    }
    return NdArray.of(weights, 4 * FIELDS, 1, 5, 5);
  }

  private static NdArray ofGroup(Random random) {
    int channels = 4 * FIELDS;
    float[] weights = new float[channels * channels * 9];
    for (int to = 0; to < FIELDS; to++) {
      for (int from = 0; from < FIELDS; from++) {
        for (int relative = 0; relative < 4; relative++) {
          float[] base = filter(random, 3);
          for (int turn = 0; turn < 4; turn++) {
            int input = 4 * from + (turn + relative) % 4;
            int at = ((4 * to + turn) * channels + input) * 9;
            System.arraycopy(turned(base, 3, turn), 0, weights, at, 9);
          }
        }
      }
    }
    return NdArray.of(weights, channels, channels, 3, 3);
  }
}
