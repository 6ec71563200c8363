package dev.nervure.attack;

import dev.nervure.array.NdArray;
import dev.nervure.progress.Progress;
import dev.nervure.stats.RandomStream;

/**
 * Normal noise within the budget of an attack: what is left of an effect beside it is not the
 * attack's. In L2 a random direction, as long as the budget; in L-inf independent normal values
 * whose standard deviation is the budget and which are cut off at it, so that their Euclidean
 * length is on average some 0.72 of that of an attack which moves every value to the end. Then the
 * range of values is kept, which shortens both.
 */
final class NormalNoise implements Attack {
  private final Norm norm;
  private final double strength;

  private NormalNoise(Norm norm, double strength) {
    this.norm = norm;
    this.strength = strength;
  }

  static Attack of(Norm norm, AttackSettings settings) {
    return new NormalNoise(norm, settings.requireStrength("noise"));
  }

  @Override
  public String name() {
    return "noise";
  }

  @Override
  public Norm norm() {
    return norm;
  }

  @Override
  public double strength() {
    return strength;
  }

  @Override
  public boolean needsGradient() {
    return false;
  }

  @Override
  public boolean takesTarget() {
    return false;
  }

  @Override
  public double evaluations(int classes) {
    return 0;
  }

  /** One draw of each input; what the network answers plays no part. */
  @Override
  public NdArray attack(
      AttackedNetwork network,
      NdArray inputs,
      Goal goal,
      RandomStream[] streams,
      Progress progress) {
    InputSpace space = network.space();
    int size = space.size();
    float[] clean = inputs.floats();
    space.requireInside(clean);
    float[] changed = new float[clean.length];
    double[] draw = new double[size];
    for (int row = 0; row < streams.length; row++) {
      progress.checkCancelled();
      RandomStream random = streams[row].derive("noise");
      double squares = 0;
      for (int i = 0; i < size; i++) {
        draw[i] = random.nextGaussian();
        squares += draw[i] * draw[i];
      }
      double factor = norm == Norm.LINF ? strength : strength / Math.sqrt(squares);
      for (int i = 0; i < size; i++) {
        changed[row * size + i] = (float) (clean[row * size + i] + factor * draw[i]);
      }
    }
    new Budget(norm, strength, space.box()).project(changed, clean, size);
    return space.batch(changed);
  }
}
