package dev.nervure.study.attack;

import dev.nervure.array.NdArray;
import dev.nervure.attack.AttackedNetwork;
import dev.nervure.attack.ByteRounding;
import dev.nervure.attack.Goal;
import dev.nervure.attack.InputSpace;
import dev.nervure.box.Box;
import dev.nervure.data.BadDataException;
import dev.nervure.data.LabelledSamples;
import dev.nervure.data.Normalization;
import dev.nervure.network.BadModelException;
import dev.nervure.network.Model;
import dev.nervure.network.NotDifferentiableException;
import dev.nervure.study.AdaptedSamples;
import dev.nervure.study.LabelMatch;
import dev.nervure.study.fiber.PixelBox;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a study in the units in which they are changed: images as they are before they are
 * normalised, tables as they enter the network. What cannot be attacked is refused here.
 */
final class AttackedInputs {
  private static final int READ_AT_ONCE = 256;

  private final LabelledSamples samples;
  private final AdaptedSamples values;
  private final AttackedNetwork network;
  private final boolean asTheyEnter;

  private AttackedInputs(
      LabelledSamples samples,
      AdaptedSamples values,
      AttackedNetwork network,
      boolean asTheyEnter) {
    this.samples = samples;
    this.values = values;
    this.network = network;
    this.asTheyEnter = asTheyEnter;
  }

  /**
   * The inputs of a network.
   *
   * @throws BadDataException when labels are missing or are none of its outputs, or values lie
   *     outside of their range
   * @throws BadModelException when it is no classifier, or an attack needs a gradient that it does
   *     not have
   */
  static AttackedInputs of(Model model, Path file, LabelledSamples samples, AttackOptions options) {
    AdaptedSamples entering = AdaptedSamples.of(samples, model);
    boolean asTheyEnter = options.paper() || samples.scaling() != null;
    AdaptedSamples values =
        asTheyEnter ? entering : AdaptedSamples.of(samples.withoutNormalization(), model);
    InputSpace space = space(values, entering, options);
    AttackedNetwork network = network(model, file, space, options);
    requireLabels(samples, network.classes());
    AttackedInputs inputs = new AttackedInputs(samples, values, network, asTheyEnter);
    inputs.requireValues(options.bytes());
    Integer target = options.target();
    if (target != null && (target < 0 || target >= network.classes())) {
      throw new IllegalArgumentException(
          "there is no class %d to be reached: the network has outputs 0 to %d"
              .formatted(target, network.classes() - 1));
    }
    return inputs;
  }

  private static InputSpace space(
      AdaptedSamples values, AdaptedSamples entering, AttackOptions options) {
    int[] shape = values.sampleShape();
    Box chosen = options.box();
    if (options.paper()) {
      return InputSpace.of(shape, chosen == null ? Box.NONE : chosen);
    }
    Box box = chosen == null ? PixelBox.of(values) : chosen;
    Normalization normalization = entering.samples().normalization();
    if (values == entering || normalization == null) {
      return InputSpace.of(shape, box);
    }
    int size = Arrays.stream(shape).reduce(1, Math::multiplyExact);
    float[] mean = new float[size];
    float[] deviation = new float[size];
    int[] channels = values.channels();
    int perChannel = size / normalization.channels();
    for (int i = 0; i < size; i++) {
      int channel = channels.length == size ? channels[i] : i / perChannel;
      channel = normalization.channels() == 1 ? 0 : channel;
      mean[i] = normalization.mean()[channel];
      deviation[i] = normalization.standardDeviation()[channel];
    }
    return InputSpace.normalized(shape, box, mean, deviation);
  }

  private static boolean needsGradient(AttackOptions options) {
    return options.attacks().stream().anyMatch(chosen -> chosen.attack().needsGradient());
  }

  private static AttackedNetwork network(
      Model model, Path file, InputSpace space, AttackOptions options) {
    boolean needsGradient = needsGradient(options);
    try {
      if (!needsGradient) {
        return AttackedNetwork.withoutGradient(model, space);
      }
      AttackedNetwork network = AttackedNetwork.of(model, space);
      return options.paper() ? network.withSoftmaxTwice() : network;
    } catch (NotDifferentiableException e) {
      throw new BadModelException(
          String.valueOf(e.getMessage()),
          file.toString(),
          "onepixel, spatial and noise need no gradient; others might be attacked through a copy of the network",
          e);
    } catch (IllegalArgumentException e) {
      throw new BadModelException(
          "it cannot be attacked: " + e.getMessage(), file.toString(), "", e);
    }
  }

  private static void requireLabels(LabelledSamples samples, int classes) {
    if (!samples.hasLabels()) {
      throw new BadDataException(
          "has no labels, so that nothing tells right answers from wrong ones",
          samples.description(),
          "Give them with --labels.");
    }
    String obstacle = LabelMatch.obstacle(samples, classes);
    if (obstacle != null) {
      throw new BadDataException(
          "has labels that are not compared with answers (" + obstacle + ")",
          samples.description(),
          "An attack needs to know which answers are right.");
    }
  }

  /** Values outside of the range cannot be attacked within it. */
  private void requireValues(boolean bytes) {
    Box box = space().box();
    for (int from = 0; from < size(); from += READ_AT_ONCE) {
      float[] some = read(from, Math.min(size(), from + READ_AT_ONCE)).floats();
      for (int i = 0; i < some.length; i++) {
        int coordinate = i % space().size();
        if (!(some[i] >= box.low(coordinate) && some[i] <= box.high(coordinate))) {
          throw new BadDataException(
              "value %d of sample %d is %s, outside of the range from %s to %s"
                  .formatted(
                      coordinate,
                      samples.originalIndex(from + i / space().size()),
                      some[i],
                      box.low(coordinate),
                      box.high(coordinate)),
              samples.description(),
              "Give images as they are before they are normalised, with --mean and --std, or the range of the values with --box LOW,HIGH (none for no range).");
        }
      }
      if (bytes) {
        try {
          ByteRounding.requireBytes(some);
        } catch (IllegalArgumentException e) {
          throw new BadDataException(
              "cannot be rounded to 8 bits: " + e.getMessage(),
              samples.description(),
              "Leave out --quantize.",
              e);
        }
      }
    }
  }

  LabelledSamples samples() {
    return samples;
  }

  AttackedNetwork network() {
    return network;
  }

  InputSpace space() {
    return network.space();
  }

  int size() {
    return samples.size();
  }

  /** Whether they are changed as they enter the network, after any scaling or normalisation. */
  boolean asTheyEnter() {
    return asTheyEnter;
  }

  /** Clean inputs in the units of the space. */
  NdArray read(int from, int to) {
    return values.read(from, to);
  }

  /** How an input is drawn. */
  int[] pictureShape() {
    return values.pictureShape();
  }

  /** What an attack is to reach for some of the inputs. */
  Goal goal(int from, int to, @Nullable Integer target) {
    int[] classes = new int[to - from];
    for (int i = 0; i < classes.length; i++) {
      classes[i] = target == null ? samples.label(from + i) : target;
    }
    return target == null ? Goal.awayFrom(classes) : Goal.towards(classes);
  }
}
