package dev.nervure.glassbox.block;

import java.util.List;

/** The blocks by name. */
public final class Blocks {
  private static final List<Choice> ALL =
      List.of(
          new Choice("pixels", (size, own) -> new PixelBlock(size)),
          new Choice("scattering", ScatteringBlock::new),
          new Choice("scattering_rotation", RotationScatteringBlock::new),
          new Choice("fourier_modulus", (size, own) -> new FourierModulusBlock(size)),
          new Choice("fourier_mellin", (size, own) -> new FourierMellinBlock(size)),
          new Choice("zernike", (size, own) -> new ZernikeBlock(size, own.degree())),
          new Choice("hu", (size, own) -> new HuBlock(size)),
          new Choice("orbit", OrbitBlock::new),
          new Choice("lifting", LiftingBlock::new),
          new Choice("lifted_pool", LiftedPoolBlock::new),
          new Choice("triple_correlation", TripleCorrelationBlock::new),
          new Choice("disc_harmonics", (size, own) -> new DiscHarmonicsBlock(size, own.degree())),
          new Choice("disc_bispectrum", (size, own) -> new DiscBispectrumBlock(size, own.degree())),
          new Choice("pose", (size, own) -> new PoseBlock(size)));

  private Blocks() {}

  private interface Maker {
    FeatureBlock make(ImageSize size, BlockSettings settings);
  }

  private record Choice(String name, Maker maker) {}

  /** Their names, in the order of the documentation. */
  public static List<String> names() {
    return ALL.stream().map(Choice::name).toList();
  }

  /**
   * One of them, for images of a size.
   *
   * @throws IllegalArgumentException when there is none of this name, or it does not take such
   *     images or settings: says what would do
   */
  public static FeatureBlock named(String name, ImageSize size, BlockSettings settings) {
    return ALL.stream()
        .filter(choice -> choice.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no block '%s' but %s".formatted(name, String.join(", ", names()))))
        .maker()
        .make(size, settings);
  }
}
