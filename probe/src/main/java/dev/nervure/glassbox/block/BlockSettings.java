package dev.nervure.glassbox.block;

/**
 * What blocks depend on; each takes what it knows.
 *
 * @param scale J of scattering: the largest wavelet is 2^J pixels wide, 1 at least. Default 3
 * @param angles L, directions of wavelets over half a turn, 1 at least. Default 8
 * @param order of scattering, 0 to 2: how many wavelets stand behind each other. Default 2
 * @param degree of moments, 1 at least. Default 12
 */
public record BlockSettings(int scale, int angles, int order, int degree) {
  /** Checks each. */
  public BlockSettings {
    require("scale", scale, 1, 12);
    require("angles", angles, 1, 256);
    require("order", order, 0, 2);
    require("degree", degree, 1, 60);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "%s must be %d to %d but is %d".formatted(name, least, most, value));
    }
  }

  /** The defaults. */
  public static BlockSettings defaults() {
    return new BlockSettings(3, 8, 2, 12);
  }
}
