package dev.nervure.study.fiber;

import dev.nervure.jacobian.Linearization;
import dev.nervure.jacobian.NetworkMap;
import dev.nervure.jacobian.OutputReadout;
import dev.nervure.jacobian.PiecewiseLinearMap;
import dev.nervure.jacobian.PiecewiseLinearNetwork;
import dev.nervure.network.Model;

/** One logit of a piecewise linear network: its pieces lie within those of the network. */
final class PiecewiseReadout implements PiecewiseLinearMap {
  private final PiecewiseLinearNetwork network;
  private final OutputReadout logit;

  /** Throws as {@link PiecewiseLinearNetwork#toLogits}. */
  PiecewiseReadout(Model model, int index) {
    this.network = PiecewiseLinearNetwork.toLogits(model);
    this.logit = OutputReadout.single(NetworkMap.toLogits(model), index);
  }

  @Override
  public int inputSize() {
    return network.inputSize();
  }

  @Override
  public int outputSize() {
    return 1;
  }

  @Override
  public double[] value(double[] x) {
    return logit.value(x);
  }

  @Override
  public double[][] values(double[][] points) {
    return logit.values(points);
  }

  @Override
  public Linearization linearize(double[] x) {
    return logit.linearize(x);
  }

  @Override
  public double distanceToKink(double[] x, double[] v) {
    return network.distanceToKink(x, v);
  }
}
