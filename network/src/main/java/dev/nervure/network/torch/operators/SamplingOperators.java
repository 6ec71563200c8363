package dev.nervure.network.torch.operators;

import java.util.Arrays;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * Reading images at positions between their pixels, and putting images together from patches. Made
 * of elementary operations, so that derivatives of any order pass through, by the positions too.
 */
final class SamplingOperators {

  private SamplingOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("sampling")
        .single("GridSample", Linearity.FIRST, SamplingOperators::gridSample)
        .single("AffineGrid", Linearity.FIRST, SamplingOperators::affineGrid)
        .linear(0)
        .single("Col2Im", Linearity.FIRST, SamplingOperators::columnsToImage)
        .linear(0)
        .single("DeformConv", Linearity.NONE, SamplingOperators::deformed)
        .single("RoiAlign", Linearity.NONE, "mode avg only", SamplingOperators::alignedRegions)
        .single("MaxUnpool", Linearity.NONE, SamplingOperators::unpool);
  }

  /** How values between pixels and outside the image are found. */
  private record Sampler(String mode, String padding, boolean alignCorners) {

    /**
     * Values at positions.
     *
     * @param x samples x channels x the axes of the image
     * @param positions for each axis samples x positions, in pixels
     * @return samples x channels x positions
     */
    Tensor sample(Tensor x, Tensor[] positions) {
      int axes = positions.length;
      Tensor[][] index = new Tensor[axes][];
      Tensor[][] weight = new Tensor[axes][];
      for (int axis = 0; axis < axes; axis++) {
        long size = x.size(axis + 2);
        Tensor position = inside(positions[axis], size);
        Tensor base = mode.equals("nearest") ? position : position.floor();
        Tensor share = position.sub(base);
        // Far away is as good as beyond the last tap; keeps indices within 64 bits.
        Tensor first =
            torch
                .clamp(
                    base.nan_to_num(),
                    new ScalarOptional(new Scalar(-4.0)),
                    new ScalarOptional(new Scalar(size + 3.0)))
                .to(ScalarType.Long);
        int taps = mode.equals("nearest") ? 1 : mode.equals("linear") ? 2 : 4;
        int before = taps == 4 ? 1 : 0;
        index[axis] = new Tensor[taps];
        weight[axis] = new Tensor[taps];
        for (int t = 0; t < taps; t++) {
          Tensor place = first.add(new Scalar((long) t - before));
          Tensor there = known(place, size);
          Tensor tapWeight = weight(share, t - before, taps);
          if (padding.equals("zeros")) {
            Tensor outside = place.lt(new Scalar(0L)).logical_or(place.ge(new Scalar(size)));
            tapWeight = tapWeight.masked_fill(outside, new Scalar(0.0));
          }
          index[axis][t] = there;
          weight[axis][t] = tapWeight;
        }
      }
      return sum(x, index, weight);
    }

    /** Positions outside the image, moved into it where the padding says so. */
    private Tensor inside(Tensor given, long size) {
      Tensor position = mode.equals("nearest") ? given.round() : given;
      double low = alignCorners ? 0 : -0.5;
      double high = alignCorners ? size - 1 : size - 0.5;
      Tensor moved;
      if (padding.equals("border")) {
        moved =
            torch.clamp(
                position,
                new ScalarOptional(new Scalar(0.0)),
                new ScalarOptional(new Scalar(size - 1.0)));
      } else if (padding.equals("reflection")) {
        moved = reflected(position, low, high);
      } else {
        return position;
      }
      Tensor outside = position.lt(new Scalar(low)).logical_or(position.gt(new Scalar(high)));
      return torch.where(outside, moved, position);
    }

    private static Tensor reflected(Tensor position, double low, double high) {
      double range = high - low;
      if (range == 0) {
        return torch.zeros_like(position).add(new Scalar(low));
      }
      Tensor away = torch.remainder(position.sub(new Scalar(low)).abs(), new Scalar(2 * range));
      Tensor back = away.neg().add(new Scalar(2 * range));
      return torch.minimum(away, back).add(new Scalar(low));
    }

    /** Indices of pixels that exist; those outside count nothing where zeros lie there. */
    private Tensor known(Tensor place, long size) {
      Tensor there = place;
      if (padding.equals("reflection")) {
        double low = alignCorners ? 0 : -0.5;
        double high = alignCorners ? size - 1 : size - 0.5;
        Tensor outside = place.lt(new Scalar(0L)).logical_or(place.ge(new Scalar(size)));
        Tensor mirrored = reflected(place.to(ScalarType.Double), low, high).to(ScalarType.Long);
        there = torch.where(outside, mirrored, place);
      }
      return torch.clamp(
          there, new ScalarOptional(new Scalar(0L)), new ScalarOptional(new Scalar(size - 1)));
    }

    /** Of one tap: 1, or linear, or Keys 1981 with a = -0.75. */
    private static Tensor weight(Tensor share, int offset, int taps) {
      if (taps == 1) {
        return torch.ones_like(share);
      }
      if (taps == 2) {
        return offset == 0 ? share.neg().add(new Scalar(1.0)) : new Tensor(share);
      }
      double a = -0.75;
      Tensor d = share.sub(new Scalar((double) offset)).abs();
      if (offset == 0 || offset == 1) {
        Tensor inner = d.mul(new Scalar(a + 2)).sub(new Scalar(a + 3));
        return inner.mul(d).mul(d).add(new Scalar(1.0));
      }
      Tensor outer = d.sub(new Scalar(5.0)).mul(d).add(new Scalar(8.0)).mul(d);
      return outer.sub(new Scalar(4.0)).mul(new Scalar(a));
    }

    private static Tensor sum(Tensor x, Tensor[][] index, Tensor[][] weight) {
      Tensor flat = x.flatten(2, -1);
      int[] tap = new int[index.length];
      Tensor sum = null;
      do {
        Tensor place = null;
        Tensor share = null;
        for (int axis = 0; axis < tap.length; axis++) {
          Tensor coordinate = index[axis][tap[axis]];
          Tensor part = weight[axis][tap[axis]];
          place =
              place == null ? coordinate : place.mul(new Scalar(x.size(axis + 2))).add(coordinate);
          share = share == null ? part : share.mul(part);
        }
        if (place == null || share == null) {
          throw new IllegalArgumentException("an image needs at least one axis");
        }
        Tensor rows = place.unsqueeze(1).expand(x.size(0), x.size(1), place.size(1));
        Tensor part = flat.gather(2, rows).mul(share.unsqueeze(1));
        sum = sum == null ? part : sum.add(part);
      } while (next(tap, index));
      return sum;
    }

    private static boolean next(int[] tap, Tensor[][] index) {
      for (int axis = tap.length - 1; axis >= 0; axis--) {
        if (++tap[axis] < index[axis].length) {
          return true;
        }
        tap[axis] = 0;
      }
      return false;
    }
  }

  private static Kernel.Single gridSample(NodeContext context) {
    String named = context.text("mode", "linear");
    String mode = named.equals("bilinear") ? "linear" : named.equals("bicubic") ? "cubic" : named;
    String padding = context.text("padding_mode", "zeros");
    boolean align = context.flag("align_corners");
    context.require(Arrays.asList("nearest", "linear", "cubic").contains(mode), "mode " + named);
    context.require(
        Arrays.asList("zeros", "border", "reflection").contains(padding),
        "padding_mode " + padding);
    Sampler sampler = new Sampler(mode, padding, align);
    return in -> {
      Tensor x = in.get(0);
      Tensor grid = in.get(1);
      long[] shape = in.shape(1);
      int axes = in.rank(0) - 2;
      if (axes < 1 || shape.length != axes + 2 || shape[axes + 1] != axes) {
        throw new IllegalArgumentException(
            "a grid must hold as many coordinates as the image has axes, for as many axes");
      }
      Tensor flat = grid.reshape(shape[0], -1, axes);
      Tensor[] positions = new Tensor[axes];
      for (int axis = 0; axis < axes; axis++) {
        double size = x.size(axis + 2);
        // From -1 to 1; the coordinates come in the opposite order of the axes.
        Tensor unit = flat.select(2, axes - 1 - axis).add(new Scalar(1.0));
        positions[axis] =
            align
                ? unit.mul(new Scalar((size - 1) / 2))
                : unit.mul(new Scalar(size / 2)).sub(new Scalar(0.5));
      }
      long[] result = shape.clone();
      System.arraycopy(shape, 1, result, 2, axes);
      result[1] = x.size(1);
      return sampler.sample(x, positions).reshape(result);
    };
  }

  /** Positions of the pixels of an image, mapped: samples x axes of the image x coordinates. */
  private static Kernel.Single affineGrid(NodeContext context) {
    boolean align = context.flag("align_corners");
    return in -> {
      long[] size = in.longs(1);
      int axes = size.length - 2;
      if (axes != in.shape(0)[1] || (axes != 2 && axes != 3)) {
        throw new IllegalArgumentException("sizes must be given for two or three axes of an image");
      }
      ShapeOperators.checkSize(size);
      long count = 1;
      for (int axis = 0; axis < axes; axis++) {
        count *= size[axis + 2];
      }
      double[] points = new double[(int) count * (axes + 1)];
      for (int i = 0; i < count; i++) {
        int rest = i;
        for (int axis = axes - 1; axis >= 0; axis--) {
          long steps = size[axis + 2];
          long step = rest % steps;
          rest = (int) (rest / steps);
          points[i * (axes + 1) + axes - 1 - axis] =
              align ? steps == 1 ? 0 : 2.0 * step / (steps - 1) - 1 : (2.0 * step + 1) / steps - 1;
        }
        points[i * (axes + 1) + axes] = 1;
      }
      Tensor theta = in.get(0);
      Tensor grid =
          torch.matmul(
              Tensor.create(points, count, axes + 1).to(theta.scalar_type()),
              theta.transpose(1, 2));
      long[] result = new long[axes + 2];
      result[0] = theta.size(0);
      System.arraycopy(size, 2, result, 1, axes);
      result[axes + 1] = axes;
      return grid.reshape(result);
    };
  }

  /** Patches, added up where they overlap: the transpose of cutting an image into patches. */
  private static Kernel.Single columnsToImage(NodeContext context) {
    long @Nullable [] givenStrides = context.integers("strides");
    long @Nullable [] givenDilations = context.integers("dilations");
    long @Nullable [] givenPads = context.integers("pads");
    return in -> {
      long[] image = in.longs(1);
      long[] block = in.longs(2);
      int axes = image.length;
      long[] strides = givenStrides == null ? filled(axes, 1) : givenStrides;
      long[] dilations = givenDilations == null ? filled(axes, 1) : givenDilations;
      long[] pads = givenPads == null ? filled(2 * axes, 0) : givenPads;
      long[] padded = new long[axes];
      long[] counts = new long[axes];
      long patch = 1;
      long places = 1;
      for (int axis = 0; axis < axes; axis++) {
        padded[axis] = image[axis] + pads[axis] + pads[axes + axis];
        counts[axis] = (padded[axis] - dilations[axis] * (block[axis] - 1) - 1) / strides[axis] + 1;
        patch *= block[axis];
        places *= counts[axis];
      }
      Tensor x = in.get(0);
      long channels = x.size(1) / patch;
      if (x.size(1) % patch != 0 || x.size(2) != places) {
        throw new IllegalArgumentException(
            "patches of " + patch + " values at " + places + " places do not fit the input");
      }
      ShapeOperators.checkSize(padded);
      ShapeOperators.checkSize(new long[] {patch, places});
      long[] index = new long[(int) (patch * places)];
      long size = 1;
      for (int axis = 0; axis < axes; axis++) {
        size *= padded[axis];
      }
      for (int p = 0; p < patch; p++) {
        for (int q = 0; q < places; q++) {
          index[(int) (p * places + q)] = place(p, q, block, counts, strides, dilations, padded);
        }
      }
      Tensor values = x.reshape(x.size(0), channels, patch * places);
      Tensor sum =
          torch
              .zeros(x.size(0), channels, size)
              .to(x.scalar_type())
              .index_add(2, Tensor.create(index, index.length), values);
      long[] shape = new long[axes + 2];
      shape[0] = x.size(0);
      shape[1] = channels;
      System.arraycopy(padded, 0, shape, 2, axes);
      Tensor result = sum.reshape(shape);
      for (int axis = 0; axis < axes; axis++) {
        result = result.narrow(axis + 2, pads[axis], image[axis]);
      }
      return result;
    };
  }

  /** Where value {@code p} of the patch at place {@code q} lies in the padded image. */
  private static long place(
      long p,
      long q,
      long[] block,
      long[] counts,
      long[] strides,
      long[] dilations,
      long[] padded) {
    long place = 0;
    long width = 1;
    long within = p;
    long at = q;
    for (int axis = block.length - 1; axis >= 0; axis--) {
      long coordinate =
          (at % counts[axis]) * strides[axis] + (within % block[axis]) * dilations[axis];
      place += coordinate * width;
      width *= padded[axis];
      within /= block[axis];
      at /= counts[axis];
    }
    return place;
  }

  private static long[] filled(int count, long value) {
    long[] values = new long[count];
    Arrays.fill(values, value);
    return values;
  }

  /**
   * A convolution over one to three axes whose taps are moved by the input (Dai et al. 2017, with
   * the weights of Zhu et al. 2019).
   */
  private static Kernel.Single deformed(NodeContext context) {
    Window window = new Window(context);
    long groups = context.integer("group", 1);
    int movedGroups = Math.toIntExact(context.integer("offset_group", 1));
    Sampler sampler = new Sampler("linear", "zeros", true);
    return in -> {
      Tensor x = in.get(0);
      Tensor weights = in.get(1);
      Tensor offsets = in.get(2);
      int axes = in.rank(0) - 2;
      long[] kernel = Arrays.copyOfRange(in.shape(1), 2, axes + 2);
      long[] strides = window.strides(axes);
      long[] dilations = window.dilations(axes);
      long[] pads = window.pads(x.shape(), kernel);
      long[] outputs = Arrays.copyOfRange(in.shape(2), 2, axes + 2);
      int taps = Math.toIntExact(Arrays.stream(kernel).reduce(1, (a, b) -> a * b));
      long count = Arrays.stream(outputs).reduce(1, (a, b) -> a * b);
      long channels = x.size(1) / movedGroups;
      Tensor moves = offsets.reshape(x.size(0), movedGroups, taps, axes, count);
      Tensor masks = in.has(4) ? in.get(4).reshape(x.size(0), movedGroups, taps, count) : null;
      Tensor[] perTap = new Tensor[taps];
      for (int tap = 0; tap < taps; tap++) {
        Tensor[] parts = new Tensor[movedGroups];
        for (int g = 0; g < movedGroups; g++) {
          Tensor[] positions = new Tensor[axes];
          for (int axis = 0; axis < axes; axis++) {
            Tensor start =
                Tensor.create(
                        starts(axis, tap, kernel, strides, dilations, pads, outputs), 1, count)
                    .to(x.scalar_type());
            positions[axis] = moves.select(1, g).select(1, tap).select(1, axis).add(start);
          }
          Tensor read = sampler.sample(x.narrow(1, g * channels, channels), positions);
          parts[g] =
              masks == null ? read : read.mul(masks.select(1, g).select(1, tap).unsqueeze(1));
        }
        perTap[tap] = torch.cat(new TensorVector(parts), 1);
      }
      // samples x channels x taps x positions, then one product for each group.
      Tensor columns = torch.stack(new TensorVector(perTap), 2);
      long perGroup = x.size(1) / groups;
      Tensor left = weights.reshape(groups, weights.size(0) / groups, perGroup * taps);
      Tensor right = columns.reshape(x.size(0), groups, perGroup * taps, count);
      long[] shape = new long[axes + 2];
      shape[0] = x.size(0);
      shape[1] = weights.size(0);
      System.arraycopy(outputs, 0, shape, 2, axes);
      Tensor result = torch.matmul(left.unsqueeze(0), right).reshape(shape);
      if (!in.has(3)) {
        return result;
      }
      long[] perChannel = filled(axes + 1, 1);
      perChannel[0] = weights.size(0);
      return result.add(in.get(3).reshape(perChannel));
    };
  }

  /** Coordinates on one axis of a tap at every output position, before it is moved. */
  private static double[] starts(
      int axis,
      int tap,
      long[] kernel,
      long[] strides,
      long[] dilations,
      long[] pads,
      long[] outputs) {
    long within = tap;
    for (int later = kernel.length - 1; later > axis; later--) {
      within /= kernel[later];
    }
    long step = within % kernel[axis];
    long behind = 1;
    long count = 1;
    for (int i = 0; i < outputs.length; i++) {
      behind *= i > axis ? outputs[i] : 1;
      count *= outputs[i];
    }
    double[] values = new double[(int) count];
    for (int i = 0; i < values.length; i++) {
      long at = i / behind % outputs[axis];
      values[i] = at * strides[axis] - pads[axis] + step * dilations[axis];
    }
    return values;
  }

  /** Means over the cells of regions, read between pixels (He et al. 2017, Mask R-CNN). */
  private static Kernel.Single alignedRegions(NodeContext context) {
    context.require(context.text("mode", "avg").equals("avg"), "mode max is not supported");
    boolean halfPixel =
        context.opset() >= 16
            && context.text("coordinate_transformation_mode", "half_pixel").equals("half_pixel");
    int rows = Math.toIntExact(context.integer("output_height", 1));
    int columns = Math.toIntExact(context.integer("output_width", 1));
    long ratio = context.integer("sampling_ratio", 0);
    double scale = context.real("spatial_scale", 1);
    Sampler sampler = new Sampler("linear", "border", true);
    return in -> {
      Tensor x = in.get(0);
      double[] regions = TensorTransfer.toArray(in.get(1)).doubles();
      long[] samples = in.longs(2);
      Tensor[] results = new Tensor[samples.length];
      for (int r = 0; r < results.length; r++) {
        Span down = Span.of(regions[4 * r + 1], regions[4 * r + 3], scale, halfPixel, rows, ratio);
        Span right = Span.of(regions[4 * r], regions[4 * r + 2], scale, halfPixel, columns, ratio);
        results[r] = cells(sampler, x.narrow(0, samples[r], 1), down, right);
      }
      if (results.length == 0) {
        return torch.zeros(0, x.size(1), rows, columns).to(x.scalar_type());
      }
      return torch.cat(new TensorVector(results), 0);
    };
  }

  /** One side of a region: cells with points in each. */
  private record Span(double start, double cell, int cells, int points) {

    static Span of(double from, double to, double scale, boolean halfPixel, int cells, long ratio) {
      double offset = halfPixel ? 0.5 : 0;
      double start = from * scale - offset;
      double length = to * scale - offset - start;
      double size = (halfPixel ? length : Math.max(length, 1)) / cells;
      double points = ratio > 0 ? ratio : Math.max(0, Math.ceil(size));
      ShapeOperators.checkSize(new long[] {(long) points, cells});
      return new Span(start, size, cells, (int) points);
    }

    double position(int cell, int point) {
      return start + cell * this.cell + (point + 0.5) * this.cell / points;
    }
  }

  private static Tensor cells(Sampler sampler, Tensor image, Span down, Span right) {
    int count = down.cells * right.cells * down.points * right.points;
    double[] y = new double[count];
    double[] x = new double[count];
    double[] inside = new double[count];
    int at = 0;
    for (int row = 0; row < down.cells; row++) {
      for (int column = 0; column < right.cells; column++) {
        for (int i = 0; i < down.points; i++) {
          for (int j = 0; j < right.points; j++) {
            y[at] = down.position(row, i);
            x[at] = right.position(column, j);
            boolean far =
                y[at] < -1 || y[at] > image.size(2) || x[at] < -1 || x[at] > image.size(3);
            inside[at++] = far ? 0 : 1;
          }
        }
      }
    }
    int perCell = Math.max(1, down.points * right.points);
    long[] shape = {1, image.size(1), down.cells, right.cells};
    if (count == 0) {
      return torch.zeros(shape).to(image.scalar_type());
    }
    ScalarType type = image.scalar_type();
    Tensor[] positions = {Tensor.create(y, 1, count).to(type), Tensor.create(x, 1, count).to(type)};
    Tensor read = sampler.sample(image, positions).mul(Tensor.create(inside, 1, 1, count).to(type));
    return read.reshape(1, image.size(1), (long) down.cells * right.cells, perCell)
        .sum(new long[] {3}, false, new ScalarTypeOptional())
        .div(new Scalar((double) perCell))
        .reshape(shape);
  }

  /** Values put back where max pooling took them from, zeros elsewhere. */
  private static Kernel.Single unpool(NodeContext context) {
    Window window = new Window(context);
    return in -> {
      Tensor x = in.get(0);
      int axes = in.rank(0) - 2;
      long[] kernel = window.kernel(axes);
      long[] strides = window.strides(axes);
      long[] pads = window.pads(x.shape(), kernel);
      long[] shape = x.shape();
      for (int axis = 0; axis < axes; axis++) {
        shape[axis + 2] =
            (shape[axis + 2] - 1) * strides[axis] - pads[axis] - pads[axes + axis] + kernel[axis];
      }
      ShapeOperators.checkSize(shape);
      long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
      Tensor index = in.get(1).to(ScalarType.Long).reshape(-1);
      Tensor spread =
          torch.zeros(size).to(x.scalar_type()).scatter(0, index, x.reshape(-1)).reshape(shape);
      if (!in.has(2)) {
        return spread;
      }
      long[] wanted = in.longs(2);
      ShapeOperators.checkSize(wanted);
      long[] behind = new long[2 * wanted.length];
      for (int axis = 0; axis < wanted.length; axis++) {
        if (wanted[axis] < shape[axis]) {
          throw new IllegalArgumentException(
              "output_shape "
                  + Arrays.toString(wanted)
                  + " is smaller than what was pooled, "
                  + Arrays.toString(shape));
        }
        behind[wanted.length + axis] = wanted[axis] - shape[axis];
      }
      return Window.pad(spread, behind, 0);
    };
  }
}
