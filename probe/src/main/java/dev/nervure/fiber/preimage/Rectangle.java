package dev.nervure.fiber.preimage;

import dev.nervure.box.Box;

/**
 * A rectangle of the input plane.
 *
 * @param lowX left
 * @param highX right
 * @param lowY bottom
 * @param highY top
 */
public record Rectangle(double lowX, double highX, double lowY, double highY) {

  /**
   * Checks the sides.
   *
   * @throws IllegalArgumentException unless both sides have positive finite length
   */
  public Rectangle {
    boolean finite = Double.isFinite(highX - lowX) && Double.isFinite(highY - lowY);
    if (!finite || !(lowX < highX && lowY < highY)) {
      throw new IllegalArgumentException(
          "a rectangle needs low < high on both axes but was ["
              + lowX
              + ", "
              + highX
              + "] x ["
              + lowY
              + ", "
              + highY
              + "]");
    }
  }

  boolean contains(double[] point) {
    return point[0] >= lowX && point[0] <= highX && point[1] >= lowY && point[1] <= highY;
  }

  Box box() {
    return Box.of(new double[] {lowX, lowY}, new double[] {highX, highY});
  }
}
