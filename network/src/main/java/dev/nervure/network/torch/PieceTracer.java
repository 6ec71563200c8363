package dev.nervure.network.torch;

import dev.nervure.array.NdArray;
import dev.nervure.network.graph.Node;
import dev.nervure.network.torch.operators.Linearity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The nodes between two edges at which a piecewise linear network changes its linear piece, with
 * what enters them and how that moves. Safe for use by several threads.
 */
public final class PieceTracer {

  private final Evaluator evaluator;
  private final Plan plan;
  private final List<Node> nodes = new ArrayList<>();
  private final List<String> entrances;

  /**
   * What enters a node at which the piece may change.
   *
   * @param node the node
   * @param value what enters it
   * @param tangent how that changes along the direction
   */
  public record Entrance(Node node, NdArray value, NdArray tangent) {}

  /**
   * Looks for the nodes.
   *
   * @throws IllegalArgumentException if an operator between the edges is not piecewise linear, or
   *     none is there at all; names the operator
   */
  public PieceTracer(Evaluator evaluator, String from, String to) {
    this.evaluator = evaluator;
    Program program = evaluator.program();
    boolean[] moving = new boolean[program.slotCount()];
    moving[program.slotOf(from)] = true;
    Set<String> edges = new LinkedHashSet<>();
    for (int index : evaluator.plan(List.of(from), List.of(to)).steps()) {
      Program.Step step = program.steps().get(index);
      boolean[] changing = new boolean[step.inputs().length];
      boolean any = false;
      for (int i = 0; i < changing.length; i++) {
        changing[i] = step.inputs()[i] >= 0 && moving[step.inputs()[i]];
        any |= changing[i];
      }
      if (!any) {
        continue;
      }
      Linearity linearity = step.linearity();
      if (linearity.isPiecewiseAffine(changing)) {
        nodes.add(step.node());
        edges.add(step.node().inputs().get(0));
      } else if (!linearity.isAffine(changing)) {
        throw new IllegalArgumentException(
            "the network is not piecewise linear: "
                + step.node().operator()
                + " node "
                + step.node().label()
                + " lies between "
                + from
                + " and "
                + to);
      }
      for (int output : step.outputs()) {
        if (output >= 0) {
          moving[output] = true;
        }
      }
    }
    plan = evaluator.plan(List.of(from), List.copyOf(edges));
    entrances = List.copyOf(edges);
  }

  /** The nodes in the order of evaluation; empty where the network is affine. */
  public List<Node> nodes() {
    return List.copyOf(nodes);
  }

  /**
   * Follows one sample along a direction, all nodes in one forward and two backward passes.
   *
   * @param x one sample of the earlier edge, with the batch dimension 1
   * @param v as many values
   * @return one entrance a node, in the order of {@link #nodes}
   */
  public List<Entrance> along(NdArray x, NdArray v) {
    if (nodes.isEmpty()) {
      return List.of();
    }
    try (NativeScope scope = NativeScope.differentiating()) {
      Tensor from = evaluator.tensors(plan, List.of(x))[0].detach().requires_grad_(true);
      Tensor[] values = evaluator.run(plan, new Tensor[] {from}, false);
      Tensor[] zeros = new Tensor[values.length];
      for (int i = 0; i < zeros.length; i++) {
        zeros[i] = torch.zeros_like(values[i]).requires_grad_(true);
      }
      Tensor[] tangents = tangents(from, values, zeros, evaluator.tensor(v).reshape(from.shape()));
      NdArray[] valueArrays = new NdArray[values.length];
      NdArray[] tangentArrays = new NdArray[values.length];
      for (int i = 0; i < values.length; i++) {
        valueArrays[i] = scope.copy(values[i].detach());
        tangentArrays[i] = scope.copy(tangents[i]);
      }
      List<Entrance> result = new ArrayList<>();
      for (Node node : nodes) {
        int edge = entrances.indexOf(node.inputs().get(0));
        result.add(new Entrance(node, valueArrays[edge], tangentArrays[edge]));
      }
      return result;
    } catch (RuntimeException e) {
      throw NativeFailure.of("the linear pieces", e);
    }
  }

  /**
   * The sum of all v^T J is linear in the v, and its derivatives with respect to them are the J.
   */
  private static Tensor[] tangents(Tensor from, Tensor[] values, Tensor[] zeros, Tensor direction) {
    Tensor pulled =
        torch
            .grad(
                new TensorVector(values),
                new TensorVector(from),
                new TensorVector(zeros),
                new BoolOptional(true),
                true,
                true)
            .get(0);
    Tensor[] tangents = new Tensor[values.length];
    TensorVector products =
        torch.grad(
            new TensorVector(pulled),
            new TensorVector(zeros),
            new TensorVector(direction),
            new BoolOptional(false),
            false,
            true);
    for (int i = 0; i < tangents.length; i++) {
      Tensor product = products.get(i);
      tangents[i] = product.defined() ? product : torch.zeros_like(values[i]);
    }
    return tangents;
  }
}
