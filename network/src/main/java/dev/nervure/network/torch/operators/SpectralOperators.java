package dev.nervure.network.torch.operators;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Discrete Fourier transforms, and the windows and filters that go with them. */
final class SpectralOperators {

  private SpectralOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("spectrum")
        .single("DFT", Linearity.FIRST, SpectralOperators::transform)
        .linear(0)
        .single("STFT", Linearity.FIRST, SpectralOperators::shortTime)
        .linear(0)
        .constant("HannWindow", context -> window(context, 0.5, 0.5, 0))
        .constant("HammingWindow", context -> window(context, 25.0 / 46, 21.0 / 46, 0))
        .constant("BlackmanWindow", context -> window(context, 0.42, 0.5, 0.08))
        .constant("MelWeightMatrix", SpectralOperators::melFilters);
  }

  private static Kernel.Single transform(NodeContext context) {
    boolean inverse = context.flag("inverse");
    boolean oneSided = context.flag("onesided");
    boolean attribute = context.opset() < 20;
    long fixed = context.integer("axis", 1);
    return in -> {
      long named = attribute ? fixed : in.has(2) ? in.longs(2)[0] : -2;
      int axis = Inputs.axis(named, in.rank(0));
      Tensor x = in.get(0);
      if (axis == in.rank(0) - 1) {
        throw new IllegalArgumentException("the last axis holds real and imaginary parts");
      }
      LongOptional length = in.has(1) ? new LongOptional(in.longs(1)[0]) : new LongOptional();
      StringViewOptional none = new StringViewOptional();
      if (inverse && oneSided) {
        return torch.fft_irfft(complex(x), length, axis, none).unsqueeze(-1);
      }
      if (inverse) {
        return torch.view_as_real(torch.fft_ifft(complex(x), length, axis, none)).clone();
      }
      return spectrum(x, length, axis, oneSided);
    };
  }

  private static Tensor spectrum(Tensor x, LongOptional length, int axis, boolean oneSided) {
    StringViewOptional none = new StringViewOptional();
    if (x.size(-1) == 1) {
      Tensor real = x.squeeze(-1);
      Tensor result =
          oneSided
              ? torch.fft_rfft(real, length, axis, none)
              : torch.fft_fft(real, length, axis, none);
      return torch.view_as_real(result).clone();
    }
    Tensor all = torch.view_as_real(torch.fft_fft(complex(x), length, axis, none));
    return oneSided ? all.narrow(axis, 0, all.size(axis) / 2 + 1).clone() : all.clone();
  }

  /** Real numbers, or pairs of real and imaginary parts on the last axis, as complex numbers. */
  private static Tensor complex(Tensor x) {
    Tensor pairs = x.size(-1) == 1 ? torch.cat(new TensorVector(x, torch.zeros_like(x)), -1) : x;
    return torch.view_as_complex(pairs.contiguous());
  }

  /** Frames that overlap, each times the window, and transformed. */
  private static Kernel.Single shortTime(NodeContext context) {
    boolean oneSided = context.integer("onesided", 1) != 0;
    return in -> {
      Tensor signal = in.get(0);
      long step = in.longs(1)[0];
      if (in.rank(0) != 3 || step <= 0) {
        throw new IllegalArgumentException(
            "a signal must have samples, values and real or imaginary parts, and its step must be"
                + " positive");
      }
      long frame = in.has(3) ? in.longs(3)[0] : in.has(2) ? in.shape(2)[0] : signal.size(1);
      // samples x frames x parts x values
      Tensor frames = signal.unfold(1, frame, step).transpose(2, 3);
      if (in.has(2)) {
        frames = frames.mul(in.get(2).reshape(-1, 1));
      }
      return spectrum(frames, new LongOptional(), 2, oneSided);
    };
  }

  /** a - b cos(2 pi i / n) + c cos(4 pi i / n), with n - 1 in the place of n if not periodic. */
  private static Kernel.Single window(NodeContext context, double a, double b, double c) {
    boolean periodic = context.integer("periodic", 1) != 0;
    boolean real = isReal(context);
    return in -> {
      long size = in.longs(0)[0];
      ShapeOperators.checkSize(new long[] {size});
      double[] values = new double[(int) size];
      double period = periodic ? size : size - 1;
      for (int i = 0; i < values.length; i++) {
        double angle = size == 1 ? 0 : 2 * Math.PI * i / period;
        values[i] = a - b * StrictMath.cos(angle) + c * StrictMath.cos(2 * angle);
      }
      if (size == 1) {
        values[0] = 1;
      }
      return Tensor.create(values, size).to(real ? context.working() : ScalarType.Long);
    };
  }

  private static boolean isReal(NodeContext context) {
    long code = context.integer("output_datatype", 1);
    return code == 1 || code == 10 || code == 11 || code == 16;
  }

  /**
   * Triangles that are equally wide on the mel scale, over the bins of a spectrum: bins x filters.
   */
  private static Kernel.Single melFilters(NodeContext context) {
    boolean real = isReal(context);
    return in -> {
      int filters = Math.toIntExact(in.longs(0)[0]);
      long length = in.longs(1)[0];
      long rate = in.longs(2)[0];
      double lowest = mel(in.get(3).item_double());
      double highest = mel(in.get(4).item_double());
      int bins = Math.toIntExact(length / 2 + 1);
      ShapeOperators.checkSize(new long[] {bins, filters});
      double step = (highest - lowest) / (filters + 2);
      int[] edges = new int[filters + 2];
      for (int i = 0; i < edges.length; i++) {
        double hertz = 700 * (StrictMath.pow(10, (i * step + lowest) / 2595) - 1);
        edges[i] = (int) Math.floor((length + 1) * hertz / rate);
        if (edges[i] < 0 || edges[i] >= bins) {
          throw new IllegalArgumentException(
              "its frequencies lie outside the " + bins + " bins of the spectrum");
        }
      }
      double[] weights = new double[bins * filters];
      for (int f = 0; f < filters; f++) {
        int low = edges[f];
        int centre = edges[f + 1];
        int high = edges[f + 2];
        for (int bin = low; bin <= centre; bin++) {
          weights[bin * filters + f] = centre == low ? 1 : (bin - low) / (double) (centre - low);
        }
        for (int bin = centre; bin < high; bin++) {
          weights[bin * filters + f] = (high - bin) / (double) (high - centre);
        }
      }
      return Tensor.create(weights, bins, filters).to(real ? context.working() : ScalarType.Long);
    };
  }

  private static double mel(double hertz) {
    return 2595 * StrictMath.log10(1 + hertz / 700);
  }
}
