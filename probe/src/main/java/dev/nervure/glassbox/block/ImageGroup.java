package dev.nervure.glassbox.block;

/**
 * A finite group that moves whole pixels, so that no value is interpolated: (g x)(u) = x(g^-1 u)
 * about the centre ((height - 1) / 2, (width - 1) / 2).
 *
 * <p>General rotations, scalings and shears are no such group on a lattice: a block that is made
 * for one says so by {@link DeclaredSymmetry#continuous}, and what it keeps is measured, not
 * promised.
 */
public enum ImageGroup {
  /** C4, of square images: element k turns by k times 90 degrees, anticlockwise as seen. */
  QUARTER_TURNS("quarter turns"),
  /** D4, of square images: element k below 4 is that of C4, 4 + k is it after a flip of columns. */
  QUARTER_TURNS_AND_FLIPS("quarter turns and flips"),
  /** Shifts round the edges: element r width + c moves down by r and right by c. */
  CIRCULAR_SHIFTS("circular shifts");

  private final String words;

  ImageGroup(String words) {
    this.words = words;
  }

  /** Its name in words, as it is printed. */
  public String words() {
    return words;
  }

  /** How many elements it has. */
  public int order(ImageSize size) {
    return switch (this) {
      case QUARTER_TURNS -> 4;
      case QUARTER_TURNS_AND_FLIPS -> 8;
      case CIRCULAR_SHIFTS -> size.pixels();
    };
  }

  /** Whether it can act on such images. */
  public boolean actsOn(ImageSize size) {
    return this == CIRCULAR_SHIFTS || size.isSquare();
  }

  /**
   * An image moved by an element. O(pixels).
   *
   * @param element 0, which changes nothing, .. order - 1
   * @param image not changed
   * @throws IllegalArgumentException where there is no such element, the image has another size, or
   *     turns are asked of an image that is not square
   */
  public double[] act(int element, ImageSize size, double[] image) {
    if (!actsOn(size)) {
      throw new IllegalArgumentException(
          "%s need square images but these are %s; crop or pad them".formatted(words, size));
    }
    if (element < 0 || element >= order(size)) {
      throw new IllegalArgumentException(
          "elements of %s are 0 to %d but this is %d".formatted(words, order(size) - 1, element));
    }
    if (image.length != size.pixels()) {
      throw new IllegalArgumentException(
          "an image of %s has %d values but this has %d"
              .formatted(size, size.pixels(), image.length));
    }
    double[] moved = new double[image.length];
    for (int row = 0; row < size.height(); row++) {
      for (int column = 0; column < size.width(); column++) {
        moved[row * size.width() + column] = image[source(element, size, row, column)];
      }
    }
    return moved;
  }

  /** Where the value of a place of the moved image comes from. */
  private int source(int element, ImageSize size, int row, int column) {
    if (this == CIRCULAR_SHIFTS) {
      int down = element / size.width();
      int right = element % size.width();
      return Math.floorMod(row - down, size.height()) * size.width()
          + Math.floorMod(column - right, size.width());
    }
    int last = size.width() - 1;
    int fromRow = row;
    int fromColumn = column;
    for (int turn = 0; turn < element % 4; turn++) {
      int before = fromRow;
      fromRow = fromColumn;
      fromColumn = last - before;
    }
    return fromRow * size.width() + (element < 4 ? fromColumn : last - fromColumn);
  }
}
