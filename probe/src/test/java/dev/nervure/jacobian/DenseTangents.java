package dev.nervure.jacobian;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A map whose products are taken with its matrix.
 *
 * @param map the map
 * @param pushed counts products with J
 * @param pulled counts products with its transpose
 */
public record DenseTangents(FormulaMap map, AtomicInteger pushed, AtomicInteger pulled)
    implements MatrixFreeMap {

  public static DenseTangents of(FormulaMap map) {
    return new DenseTangents(map, new AtomicInteger(), new AtomicInteger());
  }

  @Override
  public int inputSize() {
    return map.inputSize();
  }

  @Override
  public int outputSize() {
    return map.outputSize();
  }

  @Override
  public double[] value(double[] x) {
    return map.value(x);
  }

  @Override
  public Linearization linearize(double[] x) {
    throw new AssertionError("the whole Jacobian was asked for");
  }

  @Override
  public Tangent tangent(double[] x) {
    Linearization at = map.linearize(x);
    return new Tangent() {
      @Override
      public double[] value() {
        return at.value();
      }

      @Override
      public double[] push(double[] v) {
        pushed.incrementAndGet();
        double[] image = new double[outputSize()];
        Vectors.dots(at.jacobian(), image.length, v, image);
        return image;
      }

      @Override
      public double[] pull(double[] w) {
        pulled.incrementAndGet();
        double[] gradient = new double[inputSize()];
        Vectors.addScaled(gradient, 1, w, at.jacobian(), w.length);
        return gradient;
      }

      @Override
      public void close() {}
    };
  }
}
