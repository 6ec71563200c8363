package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Coefficients a_nk of an image by {@linkplain DiscHarmonics harmonics of the disc}, real and
 * imaginary part: circular harmonics, which a turn by an angle multiplies by e^(-i n angle).
 */
final class DiscHarmonicsBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  private final ImageSize size;
  private final DiscHarmonics harmonics;

  DiscHarmonicsBlock(ImageSize size, int degree) {
    this.size = size;
    harmonics = new DiscHarmonics("disc_harmonics", size, degree);
  }

  @Override
  public String name() {
    return "disc_harmonics";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("degree", harmonics.degree());
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    for (DiscHarmonics.Mode mode : harmonics.modes()) {
      Map<String, Number> indices = new LinkedHashMap<>();
      indices.put("frequency", mode.frequency());
      indices.put("zero", mode.zero());
      String name = "frequency %d, zero %d".formatted(mode.frequency(), mode.zero());
      all.add(new Coefficient(name + ", real part", indices, null));
      if (mode.frequency() > 0) {
        all.add(new Coefficient(name + ", imaginary part", indices, null));
      }
    }
    return all;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    return List.of(
        DeclaredSymmetry.equivariant(ImageGroup.QUARTER_TURNS, this::moved, ROUNDING),
        DeclaredSymmetry.equivariant(ImageGroup.QUARTER_TURNS_AND_FLIPS, this::moved, ROUNDING),
        DeclaredSymmetry.continuous("rotations", DeclaredSymmetry.Kind.EQUIVARIANT));
  }

  private double[] moved(int element, double[] values) {
    double[] now = values.clone();
    int place = 0;
    for (DiscHarmonics.Mode mode : harmonics.modes()) {
      int frequency = mode.frequency();
      if (frequency == 0) {
        place++;
        continue;
      }
      double real = values[place];
      double imaginary = values[place + 1];
      if (element >= 4) {
        real *= frequency % 2 == 0 ? 1 : -1;
        imaginary *= frequency % 2 == 0 ? -1 : 1;
      }
      for (int turn = 0; turn < element % 4 * frequency % 4; turn++) {
        double before = real;
        real = imaginary;
        imaginary = -before;
      }
      now[place] = real;
      now[place + 1] = imaginary;
      place += 2;
    }
    return now;
  }

  @Override
  public double[] of(double[] image) {
    DiscBasis.Coefficients found = harmonics.of(image);
    List<DiscHarmonics.Mode> modes = harmonics.modes();
    double[] values = new double[2 * modes.size() - harmonics.zerosOf(0)];
    int place = 0;
    for (int i = 0; i < modes.size(); i++) {
      values[place++] = found.real()[i];
      if (modes.get(i).frequency() > 0) {
        values[place++] = found.imaginary()[i];
      }
    }
    return values;
  }

  @Override
  public long memory() {
    return harmonics.memory();
  }
}
