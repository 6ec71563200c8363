package dev.nervure.network.torch.operators;

import dev.nervure.array.NdArray;
import dev.nervure.network.torch.operators.NodeContext.UnsupportedNodeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/** Taking tensors apart and putting them together. */
final class SelectionOperators {

  private SelectionOperators() {}

  static OperatorFamily family() {
    return new OperatorFamily("selection")
        .single("Concat", Linearity.JOINT, SelectionOperators::concatenate)
        .pulling(SelectionOperators::concatenatePullback)
        .linear()
        .several("Split", Linearity.FIRST, "", SelectionOperators::split)
        .linear(0)
        .single("Slice", Linearity.FIRST, SelectionOperators::slice)
        .pulling(SelectionOperators::slicePullback)
        .linear(0)
        .single("Gather", Linearity.FIRST, SelectionOperators::gather)
        .linear(0)
        .single("GatherElements", Linearity.FIRST, SelectionOperators::gatherElements)
        .linear(0)
        .single("GatherND", Linearity.FIRST, SelectionOperators::gatherPoints)
        .linear(0)
        .single("Compress", Linearity.FIRST, SelectionOperators::compress)
        .single("CenterCropPad", Linearity.FIRST, SelectionOperators::centre)
        .linear(0)
        .single("Trilu", Linearity.FIRST, SelectionOperators::triangle)
        .linear(0)
        .single("ReverseSequence", Linearity.FIRST, SelectionOperators::reverseSequence)
        .linear(0)
        .constant("OneHot", SelectionOperators::oneHot)
        .constant("NonZero", context -> in -> torch.nonzero(in.get(0)).t())
        .several("Unique", Linearity.NONE, "", SelectionOperators::unique);
  }

  private static Kernel.Single concatenate(NodeContext context) {
    long axis = context.integer("axis", 1);
    return in -> {
      Tensor[] parts = new Tensor[in.count()];
      for (int i = 0; i < parts.length; i++) {
        parts[i] = in.get(i);
        if (in.rank(i) != in.rank(0)) {
          throw new IllegalArgumentException("inputs must have as many axes as each other");
        }
      }
      return torch.cat(new TensorVector(parts), axis);
    };
  }

  private static Pullback concatenatePullback(NodeContext context) {
    long axis = context.integer("axis", 1);
    return (in, output, rows, active) -> {
      int along = Inputs.axis(axis, in.rank(0));
      @Nullable Tensor[] result = new Tensor[active.length];
      long start = 0;
      for (int i = 0; i < active.length; i++) {
        long size = in.get(i).size(along);
        if (active[i]) {
          result[i] = rows.narrow(along, start, size);
        }
        start += size;
      }
      return result;
    };
  }

  private static Kernel split(NodeContext context) {
    long axis = context.integer("axis", 0);
    int outputs = context.outputCount();
    boolean equal = !context.node().has("num_outputs");
    long @Nullable [] attribute = context.integers("split");
    long @Nullable [] fixed = attribute == null ? context.constantLongs(1) : attribute;
    return in -> {
      int along = Inputs.axis(axis, in.rank(0));
      long size = in.shape(0)[along];
      long[] sizes = fixed == null && in.has(1) ? in.longs(1) : fixed;
      if (sizes == null) {
        // num_outputs: equal parts, the last one may be smaller.
        long part = (size + outputs - 1) / outputs;
        if (equal && part * outputs != size) {
          throw new IllegalArgumentException(
              "an axis of size " + size + " has no " + outputs + " equal parts");
        }
        sizes = new long[outputs];
        Arrays.fill(sizes, part);
        sizes[outputs - 1] = size - part * (outputs - 1);
      }
      if (sizes.length != outputs || Arrays.stream(sizes).sum() != size) {
        throw new IllegalArgumentException(
            outputs + " parts of an axis of size " + size + " but sizes " + Arrays.toString(sizes));
      }
      Tensor[] parts = new Tensor[sizes.length];
      long start = 0;
      for (int i = 0; i < parts.length; i++) {
        parts[i] = in.get(0).narrow(along, start, sizes[i]);
        start += sizes[i];
      }
      return parts;
    };
  }

  /** Part of an axis, as the operator's inputs name it. */
  private record Cut(int axis, long start, long end, long step) {}

  private static Kernel.Single slice(NodeContext context) {
    Function<Inputs, List<Cut>> cuts = cuts(context);
    return in -> {
      Tensor result = new Tensor(in.get(0));
      for (Cut cut : cuts.apply(in)) {
        result = slice(result, cut);
      }
      return result;
    };
  }

  private static Function<Inputs, List<Cut>> cuts(NodeContext context) {
    boolean attributes = context.opset() < 10;
    long @Nullable [] starts = attributes ? context.integers("starts") : context.constantLongs(1);
    long @Nullable [] ends = attributes ? context.integers("ends") : context.constantLongs(2);
    long @Nullable [] axes = attributes ? context.integers("axes") : context.constantLongs(3);
    long @Nullable [] steps = attributes ? null : context.constantLongs(4);
    return in -> {
      long[] from = starts == null ? in.longs(1) : starts;
      long[] to = ends == null ? in.longs(2) : ends;
      long[] along = axes == null && in.has(3) ? in.longs(3) : axes;
      long[] by = steps == null && in.has(4) ? in.longs(4) : steps;
      if (to.length != from.length
          || (along != null && along.length != from.length)
          || (by != null && by.length != from.length)) {
        throw new IllegalArgumentException("starts, ends, axes and steps differ in number");
      }
      List<Cut> cuts = new ArrayList<>();
      for (int i = 0; i < from.length; i++) {
        int axis = along == null ? i : Inputs.axis(along[i], in.rank(0));
        cuts.add(new Cut(axis, from[i], to[i], by == null ? 1 : by[i]));
      }
      return cuts;
    };
  }

  /** Zeros stand for what was cut off; backward steps are left to libtorch. */
  private static Pullback.OfFirst slicePullback(NodeContext context) {
    Function<Inputs, List<Cut>> reader = cuts(context);
    return (in, output, rows) -> {
      Tensor x = in.get(0);
      List<Cut> cuts = reader.apply(in);
      List<long[]> shapes = new ArrayList<>();
      Tensor whole = x.expand(Pullback.shape(x, output, rows));
      for (Cut cut : cuts) {
        if (cut.step <= 0) {
          return null;
        }
        shapes.add(whole.shape());
        whole = slice(whole, cut);
      }
      Tensor result = new Tensor(rows);
      for (int i = cuts.size() - 1; i >= 0; i--) {
        Cut cut = cuts.get(i);
        result =
            torch.slice_backward(result, shapes.get(i), cut.axis, cut.start, cut.end, cut.step);
      }
      return result;
    };
  }

  private static Tensor slice(Tensor x, Cut cut) {
    return slice(x, cut.axis, cut.start, cut.end, cut.step);
  }

  private static Tensor slice(Tensor x, int axis, long start, long end, long step) {
    if (step > 0) {
      return torch.slice(x, axis, new LongOptional(start), new LongOptional(end), step);
    }
    if (step == 0) {
      throw new IllegalArgumentException("steps must not hold 0");
    }
    long size = x.shape()[axis];
    long first = Math.min(size - 1, start < 0 ? start + size : start);
    // An end below -size means "to the very first one".
    long last = end < -size ? -1 : Math.max(-1, end < 0 ? end + size : end);
    List<Long> indices = new ArrayList<>();
    for (long i = first; i > last; i += step) {
      indices.add(i);
    }
    long[] order = indices.stream().mapToLong(Long::longValue).toArray();
    return torch.index_select(x, axis, Tensor.create(order, order.length));
  }

  private static Kernel.Single gather(NodeContext context) {
    long axis = context.integer("axis", 0);
    NdArray constant = context.constant(1);
    if (constant != null && constant.rank() == 0) {
      long index = constant.longs()[0];
      return in -> torch.select(in.get(0), Inputs.axis(axis, in.rank(0)), index);
    }
    return in -> {
      int along = Inputs.axis(axis, in.rank(0));
      long[] shape = in.shape(0);
      long[] index = in.shape(1);
      long[] result = new long[shape.length - 1 + index.length];
      System.arraycopy(shape, 0, result, 0, along);
      System.arraycopy(index, 0, result, along, index.length);
      System.arraycopy(shape, along + 1, result, along + index.length, shape.length - along - 1);
      Tensor rows = wrapped(in.get(1), shape[along]).reshape(-1);
      return torch.index_select(in.get(0), along, rows).reshape(result);
    };
  }

  private static Kernel.Single gatherElements(NodeContext context) {
    long axis = context.integer("axis", 0);
    return in -> {
      int along = Inputs.axis(axis, in.rank(0));
      return in.get(0).gather(along, wrapped(in.get(1), in.shape(0)[along]));
    };
  }

  private static Kernel.Single gatherPoints(NodeContext context) {
    int batch = Math.toIntExact(context.integer("batch_dims", 0));
    return in -> {
      long[] shape = in.shape(0);
      long[] index = in.shape(1);
      if (batch > 0) {
        return gatherInBatches(in, batch);
      }
      int depth = (int) index[index.length - 1];
      Tensor rows = flatRows(in.get(1), shape, depth);
      long[] slice = Arrays.copyOfRange(shape, depth, shape.length);
      long[] matrix = new long[slice.length + 1];
      matrix[0] = Arrays.stream(shape, 0, depth).reduce(1, (a, b) -> a * b);
      System.arraycopy(slice, 0, matrix, 1, slice.length);
      long[] result = Arrays.copyOf(index, index.length - 1 + slice.length);
      System.arraycopy(slice, 0, result, index.length - 1, slice.length);
      return torch.index_select(in.get(0).reshape(matrix), 0, rows).reshape(result);
    };
  }

  /** The first axes count the same things in data and indices, which are looked up one by one. */
  private static Tensor gatherInBatches(Inputs in, int batch) {
    long[] shape = in.shape(0);
    long[] index = in.shape(1);
    long[] leading = Arrays.copyOf(shape, batch);
    if (index.length <= batch || !Arrays.equals(leading, Arrays.copyOf(index, batch))) {
      throw new IllegalArgumentException(
          "data and indices must begin with the same " + batch + " axes");
    }
    int depth = (int) index[index.length - 1];
    long count = 1;
    for (long size : leading) {
      count *= size;
    }
    long[] within = Arrays.copyOfRange(shape, batch, shape.length);
    long size = 1;
    for (int i = 0; i < depth; i++) {
      size *= within[i];
    }
    Tensor rows = flatRows(in.get(1), within, depth);
    rows = rows.reshape(count, count == 0 ? 0 : rows.numel() / count);
    Tensor first =
        torch.arange(new Scalar(count)).to(ScalarType.Long).mul(new Scalar(size)).unsqueeze(1);
    long[] slice = Arrays.copyOfRange(within, depth, within.length);
    long[] matrix = new long[slice.length + 1];
    matrix[0] = count * size;
    System.arraycopy(slice, 0, matrix, 1, slice.length);
    long[] result = Arrays.copyOf(index, index.length - 1 + slice.length);
    System.arraycopy(slice, 0, result, index.length - 1, slice.length);
    return torch
        .index_select(in.get(0).reshape(matrix), 0, rows.add(first).reshape(-1))
        .reshape(result);
  }

  private static Kernel.Single compress(NodeContext context) {
    boolean flat = !context.node().has("axis");
    long axis = context.integer("axis", 0);
    return in -> {
      Tensor x = flat ? in.get(0).reshape(-1) : in.get(0);
      Tensor kept = torch.nonzero(in.get(1)).reshape(-1);
      return torch.index_select(x, Inputs.axis(axis, (int) x.dim()), kept);
    };
  }

  /** Axes cut or padded with zeros at both ends alike; of an odd rest the end gets more. */
  private static Kernel.Single centre(NodeContext context) {
    long @Nullable [] named = context.integers("axes");
    return in -> {
      long[] sizes = in.longs(1);
      long[] shape = in.shape(0);
      long[] pads = new long[2 * shape.length];
      if (sizes.length != (named == null ? shape.length : named.length)) {
        throw new IllegalArgumentException(
            "there must be a size for each axis but there are " + sizes.length);
      }
      for (int i = 0; i < sizes.length; i++) {
        int axis = named == null ? i : Inputs.axis(named[i], shape.length);
        long missing = sizes[i] - shape[axis];
        pads[axis] = missing / 2;
        pads[shape.length + axis] = missing - missing / 2;
      }
      return Window.pad(in.get(0), pads, 0);
    };
  }

  /** The values, or slices along an axis, that differ; with first places, inverse and counts. */
  private static Kernel unique(NodeContext context) {
    boolean flat = !context.node().has("axis");
    long axis = context.integer("axis", 0);
    boolean sorted = context.integer("sorted", 1) != 0;
    return in -> {
      Tensor x = flat ? in.get(0).reshape(-1) : in.get(0);
      int along = Inputs.axis(axis, (int) x.dim());
      Tensor moved = x.movedim(along, 0);
      double[][] rows = rows(moved.dim() == 1 ? moved.unsqueeze(1) : moved.flatten(1, -1));
      Integer[] order = new Integer[rows.length];
      Arrays.setAll(order, i -> i);
      // Stable, so that equal ones stay in the order of their places.
      Arrays.sort(order, (a, b) -> Arrays.compare(rows[a], rows[b]));
      List<Integer> firsts = new ArrayList<>();
      int[] group = new int[rows.length];
      for (int i = 0; i < order.length; i++) {
        boolean another = i == 0 || Arrays.compare(rows[order[i - 1]], rows[order[i]]) != 0;
        if (another) {
          firsts.add(order[i]);
        }
        group[order[i]] = firsts.size() - 1;
      }
      Integer[] shown = new Integer[firsts.size()];
      Arrays.setAll(shown, i -> i);
      if (!sorted) {
        Arrays.sort(shown, (a, b) -> Integer.compare(firsts.get(a), firsts.get(b)));
      }
      long[] place = new long[shown.length];
      long[] rank = new long[shown.length];
      for (int i = 0; i < shown.length; i++) {
        place[i] = firsts.get(shown[i]);
        rank[shown[i]] = i;
      }
      long[] inverse = new long[rows.length];
      long[] counts = new long[shown.length];
      for (int i = 0; i < inverse.length; i++) {
        inverse[i] = rank[group[i]];
        counts[(int) inverse[i]]++;
      }
      Tensor places = Tensor.create(place, place.length);
      return new Tensor[] {
        torch.index_select(x, along, places),
        places,
        Tensor.create(inverse, inverse.length),
        Tensor.create(counts, counts.length)
      };
    };
  }

  private static double[][] rows(Tensor matrix) {
    Tensor packed = matrix.to(ScalarType.Double).contiguous();
    if (!matrix.is_floating_point() && packed.abs().ge(new Scalar(0x1p53)).any().item_bool()) {
      throw new UnsupportedNodeException("integers beyond 2^53 are not supported");
    }
    int count = Math.toIntExact(packed.size(0));
    int width = Math.toIntExact(packed.size(1));
    double[] all = new double[count * width];
    if (all.length > 0) {
      new DoublePointer(packed.data_ptr_double()).get(all);
    }
    double[][] rows = new double[count][];
    for (int i = 0; i < count; i++) {
      rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
      for (int j = 0; j < width; j++) {
        // The two zeros are equal.
        rows[i][j] += 0.0;
      }
    }
    return rows;
  }

  /**
   * Row numbers into the tensor whose first {@code depth} dimensions are made one; the last
   * dimension of the points holds their coordinates.
   */
  static Tensor flatRows(Tensor points, long[] shape, int depth) {
    Tensor rows = null;
    for (int i = 0; i < depth; i++) {
      Tensor coordinate = wrapped(points.select(-1, i), shape[i]);
      // A row number may be right where a coordinate is not.
      Tensor outside =
          coordinate.lt(new Scalar(0L)).logical_or(coordinate.ge(new Scalar(shape[i])));
      if (outside.any().item_bool()) {
        throw new IllegalArgumentException(
            "an index lies outside axis " + i + ", whose size is " + shape[i]);
      }
      rows = rows == null ? coordinate : rows.mul(new Scalar(shape[i])).add(coordinate);
    }
    if (rows == null) {
      throw new IllegalArgumentException("indices need at least one coordinate");
    }
    return rows.reshape(-1);
  }

  /** Indices as 64-bit integers, negative ones counted from the end. */
  static Tensor wrapped(Tensor indices, long size) {
    Tensor whole = indices.to(ScalarType.Long);
    Tensor below = whole.lt(new Scalar(0L)).to(ScalarType.Long);
    return whole.add(below.mul(new Scalar(size)));
  }

  private static Kernel.Single triangle(NodeContext context) {
    boolean upper = context.integer("upper", 1) != 0;
    return in -> {
      long diagonal = in.has(1) ? in.longs(1)[0] : 0;
      return upper ? torch.triu(in.get(0), diagonal) : torch.tril(in.get(0), diagonal);
    };
  }

  private static Kernel.Single reverseSequence(NodeContext context) {
    long timeAxis = context.integer("time_axis", 0);
    long batchAxis = context.integer("batch_axis", 1);
    return in -> {
      Tensor x = in.get(0);
      long[] lengths = in.longs(1);
      long steps = in.shape(0)[(int) timeAxis];
      long batch = in.shape(0)[(int) batchAxis];
      if (lengths.length != batch) {
        throw new IllegalArgumentException(
            "there are " + lengths.length + " lengths for " + batch + " sequences");
      }
      if (batch == 0 || steps == 0) {
        return new Tensor(x);
      }
      Tensor[] reversed = new Tensor[lengths.length];
      for (int i = 0; i < lengths.length; i++) {
        long[] order = new long[(int) steps];
        for (int t = 0; t < order.length; t++) {
          order[t] = t < lengths[i] ? lengths[i] - 1 - t : t;
        }
        Tensor sequence = x.narrow(batchAxis, i, 1);
        reversed[i] = torch.index_select(sequence, timeAxis, Tensor.create(order, order.length));
      }
      return torch.cat(new TensorVector(reversed), batchAxis);
    };
  }

  private static Kernel.Single oneHot(NodeContext context) {
    long axis = context.integer("axis", -1);
    return in -> {
      long depth = in.longs(1)[0];
      ShapeOperators.checkSize(new long[] {in.get(0).numel(), depth});
      Tensor index = wrapped(in.get(0), depth).unsqueeze(-1);
      Tensor hot = index.eq(Tensor.create(counting(depth), depth));
      Tensor values = in.get(2);
      Tensor filled = torch.where(hot, values.select(0, 1), values.select(0, 0));
      return axis == -1 ? filled : filled.movedim(-1, axis);
    };
  }

  private static long[] counting(long count) {
    long[] values = new long[(int) count];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    return values;
  }
}
