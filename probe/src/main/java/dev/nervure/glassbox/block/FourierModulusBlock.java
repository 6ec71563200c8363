package dev.nervure.glassbox.block;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The moduli of the discrete Fourier transform, |sum of x(r, c) exp(-2 pi i (u r / height + v c /
 * width))| / sqrt(pixels), one of each pair (u, v) and (-u, -v), which are equal.
 *
 * <p>Exactly invariant under shifts round the edges. Quarter turns and flips move the frequencies.
 * A shift that lets something in at the edge changes values, and so does a deformation, high
 * frequencies most: the block is not stable under them (J. Bruna, S. Mallat 2013, section 2.1).
 * O(pixels log pixels) a call.
 */
final class FourierModulusBlock implements FeatureBlock {
  private static final double ROUNDING = 1e-12;

  /** Padded pixels of the images that are done at once. */
  private static final int PIXELS_AT_ONCE = 20_000;

  private final ImageSize size;

  /** Frequencies kept, as they stand in the transform. */
  private final int[] kept;

  /** The number of the value of every frequency of the transform. */
  private final int[] numbers;

  FourierModulusBlock(ImageSize size) {
    this.size = size;
    numbers = new int[size.pixels()];
    int[] all = new int[size.pixels()];
    int count = 0;
    for (int at = 0; at < numbers.length; at++) {
      int opposite = at(-(at / size.width()), -(at % size.width()));
      if (opposite >= at) {
        all[count] = at;
        numbers[at] = count;
        numbers[opposite] = count++;
      }
    }
    kept = Arrays.copyOf(all, count);
  }

  private int at(int u, int v) {
    return Math.floorMod(u, size.height()) * size.width() + Math.floorMod(v, size.width());
  }

  @Override
  public String name() {
    return "fourier_modulus";
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of();
  }

  @Override
  public ImageSize size() {
    return size;
  }

  @Override
  public List<Coefficient> coefficients() {
    List<Coefficient> all = new ArrayList<>();
    for (int at : kept) {
      int u = signed(at / size.width(), size.height());
      int v = signed(at % size.width(), size.width());
      Map<String, Number> indices = new LinkedHashMap<>();
      indices.put("frequency_rows", u);
      indices.put("frequency_columns", v);
      all.add(new Coefficient("frequency %d down, %d to the right".formatted(u, v), indices, null));
    }
    return all;
  }

  private static int signed(int frequency, int length) {
    return 2 * frequency <= length ? frequency : frequency - length;
  }

  @Override
  public List<DeclaredSymmetry> symmetries() {
    List<DeclaredSymmetry> all = new ArrayList<>();
    all.add(DeclaredSymmetry.invariant(ImageGroup.CIRCULAR_SHIFTS, ROUNDING));
    if (size.isSquare()) {
      all.add(
          DeclaredSymmetry.equivariant(ImageGroup.QUARTER_TURNS_AND_FLIPS, this::moved, ROUNDING));
    }
    return all;
  }

  private double[] moved(int element, double[] values) {
    double[] now = new double[values.length];
    for (int i = 0; i < kept.length; i++) {
      int u = kept[i] / size.width();
      int v = kept[i] % size.width();
      for (int turn = 0; turn < element % 4; turn++) {
        int before = u;
        u = v;
        v = -before;
      }
      now[i] = values[numbers[at(u, element < 4 ? v : -v)]];
    }
    return now;
  }

  @Override
  public double[] of(double[] image) {
    return of(new double[][] {image})[0];
  }

  @Override
  public double[][] of(double[][] images) {
    ComplexImages transformed = new ComplexImages(size, images.length);
    for (int pixel = 0; pixel < size.pixels(); pixel++) {
      for (int image = 0; image < images.length; image++) {
        transformed.re()[pixel * images.length + image] = images[image][pixel];
      }
    }
    transformed.transform();
    transformed.modulus();
    double[][] values = new double[images.length][kept.length];
    double norm = 1 / Math.sqrt(size.pixels());
    for (int i = 0; i < kept.length; i++) {
      for (int image = 0; image < images.length; image++) {
        values[image][i] = norm * transformed.re()[kept[i] * images.length + image];
      }
    }
    return values;
  }

  @Override
  public int batch() {
    return Math.max(1, Math.min(16, PIXELS_AT_ONCE / size.pixels()));
  }

  @Override
  public long memory() {
    return ComplexImages.memory(size, batch());
  }
}
