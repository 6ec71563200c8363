package dev.nervure.glassbox.block;

import java.util.List;

/** The blocks by name. */
public final class Blocks {
  private static final List<Choice> ALL =
      List.of(new Choice("pixels", (size, own) -> new PixelBlock(size)));

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
