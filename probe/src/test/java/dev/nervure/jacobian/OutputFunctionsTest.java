package dev.nervure.jacobian;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;

class OutputFunctionsTest {

  /** The identity as a map, of which a readout is the function alone. */
  private static final class Outputs implements DifferentiableMap {
    private final int size;

    Outputs(int size) {
      this.size = size;
    }

    @Override
    public int inputSize() {
      return size;
    }

    @Override
    public int outputSize() {
      return size;
    }

    @Override
    public double[] value(double[] x) {
      return x.clone();
    }

    @Override
    public Linearization linearize(double[] x) {
      double[][] unit = new double[size][size];
      IntStream.range(0, size).forEach(i -> unit[i][i] = 1);
      return new Linearization(x.clone(), unit);
    }
  }

  private static OutputFunction read(OutputReadout readout) {
    return new OutputFunction() {
      @Override
      public int size() {
        return readout.outputSize();
      }

      @Override
      public double[] value(double[] z) {
        return readout.value(z);
      }

      @Override
      public double[][] jacobian(double[] z) {
        return readout.linearize(z).jacobian();
      }
    };
  }

  @Nested
  class SingleOutputTest extends OutputFunctionContract {
    @Override
    protected OutputFunction of(double[] outputs) {
      return read(OutputReadout.single(new Outputs(outputs.length), 1));
    }
  }

  @Nested
  class MarginTest extends OutputFunctionContract {
    @Override
    protected OutputFunction of(double[] outputs) {
      return read(OutputReadout.margin(new Outputs(outputs.length), 2, 0));
    }
  }

  @Nested
  class LogProbabilityTest extends OutputFunctionContract {
    @Override
    protected OutputFunction of(double[] outputs) {
      return read(OutputReadout.logProbability(new Outputs(outputs.length), 1));
    }
  }

  @Nested
  class LargestLogitsTest extends OutputFunctionContract {
    @Override
    protected OutputFunction of(double[] outputs) {
      return LeadingLogits.of(outputs, 2);
    }
  }
}
