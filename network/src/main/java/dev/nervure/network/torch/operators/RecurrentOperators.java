package dev.nervure.network.torch.operators;

import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Recurrent layers, unrolled step by step from elementary operations, so that derivatives of any
 * order pass through. Gate order and formulas are those of the ONNX specification (LSTM i, o, f, c;
 * GRU z, r, h).
 */
final class RecurrentOperators {

  private static final String LIMITS =
      "activations Sigmoid, Tanh, Relu; no clip; sequence lengths must all be equal";

  private RecurrentOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("recurrent")
        .several("LSTM", Linearity.NONE, LIMITS, context -> new Layer(context, Cell.LSTM))
        .several("GRU", Linearity.NONE, LIMITS, context -> new Layer(context, Cell.GRU))
        .several("RNN", Linearity.NONE, LIMITS, context -> new Layer(context, Cell.RNN));
  }

  private enum Cell {
    LSTM(4, List.of("Sigmoid", "Tanh", "Tanh")),
    GRU(3, List.of("Sigmoid", "Tanh")),
    RNN(1, List.of("Tanh"));

    private final int gates;
    private final List<String> activations;

    Cell(int gates, List<String> activations) {
      this.gates = gates;
      this.activations = activations;
    }
  }

  private static final class Layer implements Kernel {
    private final Cell cell;
    private final boolean reverse;
    private final int directions;
    private final boolean batchFirst;
    private final boolean linearBeforeReset;
    private final boolean coupled;
    private final List<UnaryOperator<Tensor>> activations;

    Layer(NodeContext context, Cell cell) {
      this.cell = cell;
      String direction = context.text("direction", "forward");
      context.require(
          List.of("forward", "reverse", "bidirectional").contains(direction),
          "direction " + direction + " is not known");
      reverse = direction.equals("reverse");
      directions = direction.equals("bidirectional") ? 2 : 1;
      batchFirst = context.flag("layout");
      linearBeforeReset = context.flag("linear_before_reset");
      coupled = context.flag("input_forget");
      context.require(!context.node().has("clip"), "clip is not supported");
      List<String> named = context.node().texts("activations");
      int needed = cell.activations.size() * directions;
      context.require(named.isEmpty() || named.size() == needed, "its list of activations");
      activations =
          (named.isEmpty() ? cell.activations : named)
              .stream().map(name -> activation(context, name)).toList();
    }

    private static UnaryOperator<Tensor> activation(NodeContext context, String name) {
      return switch (name) {
        case "Sigmoid" -> torch::sigmoid;
        case "Tanh" -> torch::tanh;
        case "Relu" -> torch::relu;
        default -> {
          context.require(false, "activation " + name + " is not supported");
          yield torch::tanh;
        }
      };
    }

    @Override
    public Tensor[] run(Inputs in) {
      Tensor x = batchFirst ? in.get(0).transpose(0, 1) : in.get(0);
      long[] shape = x.shape();
      if (in.has(4)) {
        for (long length : in.longs(4)) {
          if (length != shape[0]) {
            throw new UnsupportedNodeException(
                "sequence lengths must all be " + shape[0] + " but one is " + length);
          }
        }
      }
      Tensor[] outputs = new Tensor[directions];
      Tensor[] hidden = new Tensor[directions];
      Tensor[] cells = new Tensor[directions];
      for (int d = 0; d < directions; d++) {
        Direction run = new Direction(in, d, x);
        outputs[d] = run.sweep(reverse || d == 1);
        hidden[d] = run.hidden;
        cells[d] = run.state;
      }
      Tensor all = torch.stack(new TensorVector(outputs), 1);
      Tensor last = torch.stack(new TensorVector(hidden), 0);
      Tensor lastCell = torch.stack(new TensorVector(cells), 0);
      if (batchFirst) {
        all = all.permute(2, 0, 1, 3);
        last = last.transpose(0, 1);
        lastCell = lastCell.transpose(0, 1);
      }
      return cell == Cell.LSTM ? new Tensor[] {all, last, lastCell} : new Tensor[] {all, last};
    }

    /** One pass over the sequence in one direction. */
    private final class Direction {
      private final int index;
      private final Tensor x;
      private final long size;
      private final Tensor recurrence;
      private final Tensor projected;
      private final @Nullable Tensor recurrentBias;
      private final @Nullable Tensor peepholes;
      private Tensor hidden;
      private Tensor state;

      Direction(Inputs in, int index, Tensor x) {
        this.index = index;
        this.x = x;
        recurrence = in.get(2).select(0, index).t();
        size = in.shape(2)[2];
        Tensor weights = in.get(1).select(0, index).t();
        Tensor fromInput = torch.matmul(x, weights);
        long gateRows = cell.gates * size;
        if (in.has(3)) {
          Tensor bias = in.get(3).select(0, index);
          fromInput = fromInput.add(bias.narrow(0, 0, gateRows));
          recurrentBias = bias.narrow(0, gateRows, gateRows);
        } else {
          recurrentBias = null;
        }
        projected = fromInput;
        long batch = x.shape()[1];
        hidden = initial(in, 5, batch);
        state = cell == Cell.LSTM ? initial(in, 6, batch) : hidden;
        peepholes = cell == Cell.LSTM && in.has(7) ? in.get(7).select(0, index) : null;
      }

      private Tensor initial(Inputs in, int input, long batch) {
        if (in.has(input)) {
          return batchFirst ? in.get(input).select(1, index) : in.get(input).select(0, index);
        }
        ScalarType type = x.scalar_type();
        return torch.zeros(batch, size).to(type);
      }

      Tensor sweep(boolean backwards) {
        int steps = (int) x.shape()[0];
        Tensor[] outputs = new Tensor[steps];
        for (int s = 0; s < steps; s++) {
          int t = backwards ? steps - 1 - s : s;
          step(projected.select(0, t));
          outputs[t] = hidden;
        }
        return torch.stack(new TensorVector(outputs), 0);
      }

      private void step(Tensor fromInput) {
        switch (cell) {
          case LSTM -> longShortTerm(fromInput);
          case GRU -> gated(fromInput);
          case RNN -> hidden = function(0).apply(fromInput.add(fromHidden(0, 1, hidden)));
        }
      }

      private void longShortTerm(Tensor fromInput) {
        Tensor gates = fromInput.add(fromHidden(0, 4, hidden));
        Tensor input = function(0).apply(peep(part(gates, 0), 0, state));
        Tensor forget =
            coupled
                ? input.neg().add(new Scalar(1.0))
                : function(0).apply(peep(part(gates, 2), 2, state));
        state = forget.mul(state).add(input.mul(function(1).apply(part(gates, 3))));
        Tensor output = function(0).apply(peep(part(gates, 1), 1, state));
        hidden = output.mul(function(2).apply(state));
      }

      private void gated(Tensor fromInput) {
        Tensor gates =
            function(0).apply(fromInput.narrow(1, 0, 2 * size).add(fromHidden(0, 2, hidden)));
        Tensor update = part(gates, 0);
        Tensor reset = part(gates, 1);
        Tensor recurrent =
            linearBeforeReset
                ? reset.mul(fromHidden(2, 1, hidden))
                : fromHidden(2, 1, reset.mul(hidden));
        Tensor candidate = function(1).apply(part(fromInput, 2).add(recurrent));
        hidden = candidate.add(update.mul(hidden.sub(candidate)));
      }

      /** Gates {@code first} to {@code first + count} of the recurrent product, with its bias. */
      private Tensor fromHidden(int first, int count, Tensor previous) {
        Tensor weights = recurrence.narrow(1, first * size, count * size);
        if (recurrentBias == null) {
          return torch.matmul(previous, weights);
        }
        return torch.addmm(recurrentBias.narrow(0, first * size, count * size), previous, weights);
      }

      private Tensor part(Tensor gates, int gate) {
        return gates.narrow(1, gate * size, size);
      }

      /** Peephole weights come in the order i, o, f. */
      private Tensor peep(Tensor gate, int order, Tensor from) {
        return peepholes == null
            ? gate
            : gate.add(peepholes.narrow(0, order * size, size).mul(from));
      }

      private UnaryOperator<Tensor> function(int number) {
        int offset = activations.size() > cell.activations.size() ? index : 0;
        return activations.get(offset * cell.activations.size() + number);
      }
    }
  }
}
