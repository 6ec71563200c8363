package dev.nervure.study.glassbox;

import dev.nervure.glassbox.block.Blocks;
import dev.nervure.glassbox.classifier.ClassifierSettings;
import dev.nervure.glassbox.classifier.Classifiers;
import dev.nervure.glassbox.classifier.FeatureClassifier;
import dev.nervure.glassbox.reduction.ReductionOptions;
import dev.nervure.network.train.Architectures;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What a glass-box study is made of. Start from {@link #defaults()}.
 *
 * @param blocks of the representation layer, in their order; the pixels are measured beside them in
 *     any case
 * @param reduction of their joined coefficients
 * @param classifiers names of those that are tried, in the order of {@link Classifiers}
 * @param decider the classifier whose answers stand for the model
 * @param settings of the classifiers
 * @param changes what test images go through, the first of which is the group under which ratios
 *     are taken
 * @param networks architectures that are trained on the same images; empty for none
 * @param epochs of their training; 0 for about 1,000 steps of 64 images, 8 to 40 epochs
 * @param trainingShare share of the images to learn from, where no number is given
 * @param trainingImages number of images to learn from; 0 to take the share
 * @param testImages most images to test on
 * @param trainedUnderGroup whether the images to learn from go through the first change too
 * @param sensitivity whether training size, components and strength are varied
 * @param explained how many test images are explained
 * @param labelPreserving whether changes that may turn one class into another are meant
 * @param seed of everything that is drawn
 * @param threads tasks at a time; no result depends on it
 */
public record GlassBoxOptions(
    List<BlockChoice> blocks,
    ReductionOptions reduction,
    List<String> classifiers,
    String decider,
    ClassifierSettings settings,
    List<ImageChange> changes,
    List<String> networks,
    int epochs,
    double trainingShare,
    int trainingImages,
    int testImages,
    boolean trainedUnderGroup,
    boolean sensitivity,
    int explained,
    boolean labelPreserving,
    long seed,
    int threads) {
  /** Blocks of the default representation. */
  private static final List<String> USUAL_BLOCKS =
      List.of("zernike", "scattering", "scattering_rotation");

  /** Checks names and numbers. */
  public GlassBoxOptions {
    blocks = List.copyOf(blocks);
    changes = List.copyOf(changes);
    networks = List.copyOf(networks);
    if (blocks.isEmpty()) {
      throw new IllegalArgumentException(
          "a representation has at least one block: " + String.join(", ", Blocks.names()));
    }
    requireOnce(blocks.stream().map(BlockChoice::block).toList(), "block");
    requireOnce(changes.stream().map(ImageChange::name).toList(), "transformation");
    requireOnce(networks, "network");
    for (BlockChoice choice : blocks) {
      if (!Blocks.names().contains(choice.block())) {
        throw new IllegalArgumentException(
            "there is no block '%s' but %s"
                .formatted(choice.block(), String.join(", ", Blocks.names())));
      }
    }
    networks.forEach(Architectures::named);
    classifiers = inOrder(classifiers, decider);
    if (!(trainingShare > 0 && trainingShare < 1)) {
      throw new IllegalArgumentException(
          "the share of images to learn from must be between 0 and 1 but was " + trainingShare);
    }
    requireAtLeast("training images", trainingImages, 0);
    requireAtLeast("test images", testImages, 1);
    requireAtLeast("epochs", epochs, 0);
    requireAtLeast("explained images", explained, 0);
    requireAtLeast("threads", threads, 1);
  }

  private static List<String> inOrder(List<String> chosen, String decider) {
    List<String> known = Classifiers.names();
    for (String name : chosen) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "there is no classifier '%s' but %s".formatted(name, String.join(", ", known)));
      }
    }
    if (!known.contains(decider)) {
      throw new IllegalArgumentException(
          "there is no classifier '%s' but %s".formatted(decider, String.join(", ", known)));
    }
    return known.stream().filter(name -> chosen.contains(name) || name.equals(decider)).toList();
  }

  private static void requireOnce(List<String> names, String what) {
    for (String name : names) {
      if (names.indexOf(name) != names.lastIndexOf(name)) {
        throw new IllegalArgumentException("%s %s is named twice".formatted(what, name));
      }
    }
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "%s must be at least %d but were %d".formatted(what, least, value));
    }
  }

  /** The defaults that docs/glassbox.md explains. */
  public static GlassBoxOptions defaults() {
    return new GlassBoxOptions(
        USUAL_BLOCKS.stream().map(BlockChoice::of).toList(),
        ReductionOptions.defaults(),
        Classifiers.names(),
        "lda",
        ClassifierSettings.defaults(),
        List.of(
            ImageChange.of(ImageChange.Kind.ROTATIONS),
            ImageChange.of(ImageChange.Kind.QUARTER_TURNS),
            ImageChange.of(ImageChange.Kind.FLIPS),
            ImageChange.of(ImageChange.Kind.SHIFTS),
            ImageChange.of(ImageChange.Kind.SCALES)),
        List.of("cnn"),
        0,
        0.7,
        0,
        2_000,
        false,
        false,
        0,
        false,
        1,
        1);
  }

  /** The classifiers themselves, in their order. */
  List<FeatureClassifier> fitted() {
    return classifiers.stream().map(name -> Classifiers.named(name, settings)).toList();
  }

  /** The classifier whose answers stand for the model. */
  FeatureClassifier deciding() {
    return Classifiers.named(decider, settings);
  }

  /** The same with other blocks. */
  public GlassBoxOptions withBlocks(List<BlockChoice> changed) {
    return edited(fields -> fields.blocks = changed);
  }

  /** The same with another reduction. */
  public GlassBoxOptions withReduction(ReductionOptions changed) {
    return edited(fields -> fields.reduction = changed);
  }

  /** The same with other classifiers; the deciding one stays among them. */
  public GlassBoxOptions withClassifiers(List<String> changed) {
    return edited(fields -> fields.classifiers = changed);
  }

  /** The same with another classifier to stand for the model. */
  public GlassBoxOptions withDecider(String changed) {
    return edited(fields -> fields.decider = changed);
  }

  /** The same with other settings of classifiers. */
  public GlassBoxOptions withSettings(ClassifierSettings changed) {
    return edited(fields -> fields.settings = changed);
  }

  /** The same with other changes of test images. */
  public GlassBoxOptions withChanges(List<ImageChange> changed) {
    return edited(fields -> fields.changes = changed);
  }

  /** The same with other networks. */
  public GlassBoxOptions withNetworks(List<String> changed) {
    return edited(fields -> fields.networks = changed);
  }

  /** The same with so many epochs of training networks; 0 for the usual number. */
  public GlassBoxOptions withEpochs(int changed) {
    return edited(fields -> fields.epochs = changed);
  }

  /** The same with another split; 0 training images to take the share. */
  public GlassBoxOptions withSplit(double share, int training, int test) {
    return edited(
        fields -> {
          fields.trainingShare = share;
          fields.trainingImages = training;
          fields.testImages = test;
        });
  }

  /** The same, learning from changed images or not. */
  public GlassBoxOptions withTrainedUnderGroup(boolean changed) {
    return edited(fields -> fields.trainedUnderGroup = changed);
  }

  /** The same, with sensitivities or not. */
  public GlassBoxOptions withSensitivity(boolean changed) {
    return edited(fields -> fields.sensitivity = changed);
  }

  /** The same with so many explained images. */
  public GlassBoxOptions withExplained(int changed) {
    return edited(fields -> fields.explained = changed);
  }

  /** The same, with changes of labels meant or not. */
  public GlassBoxOptions withLabelPreserving(boolean changed) {
    return edited(fields -> fields.labelPreserving = changed);
  }

  /** The same with another seed. */
  public GlassBoxOptions withSeed(long changed) {
    return edited(fields -> fields.seed = changed);
  }

  /** The same with so many tasks at a time. */
  public GlassBoxOptions withThreads(int changed) {
    return edited(fields -> fields.threads = changed);
  }

  /** The names of all feature blocks that are computed, the pixels first. */
  List<BlockChoice> measured() {
    LinkedHashSet<BlockChoice> all = new LinkedHashSet<>();
    all.add(
        blocks.stream()
            .filter(choice -> choice.block().equals("pixels"))
            .findFirst()
            .orElse(BlockChoice.of("pixels")));
    all.addAll(blocks);
    return List.copyOf(all);
  }

  /** Every option by its name with its value, for manifests. */
  Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("blocks", blocks.stream().map(BlockChoice::block).toList());
    parameters.put("scaling", reduction.scaling().word());
    parameters.put("reduction", reduction.method().word());
    parameters.put("components", reduction.most());
    parameters.put("varianceShare", String.valueOf(reduction.varianceShare()));
    parameters.put("whitened", reduction.whitened());
    parameters.put("classifiers", classifiers);
    parameters.put("decider", decider);
    parameters.put("classifierSettings", settings.toString());
    parameters.put("under", changes.stream().map(ImageChange::name).toList());
    parameters.put("networksTrained", networks);
    parameters.put("epochs", epochs);
    parameters.put("trainingShare", trainingShare);
    parameters.put("trainingImages", trainingImages);
    parameters.put("testImages", testImages);
    parameters.put("trainedUnderGroup", trainedUnderGroup);
    parameters.put("sensitivity", sensitivity);
    parameters.put("explained", explained);
    parameters.put("labelPreserving", labelPreserving);
    return parameters;
  }

  private GlassBoxOptions edited(Consumer<Fields> edit) {
    Fields fields = new Fields(this);
    edit.accept(fields);
    return fields.options();
  }

  /** A mutable copy, so that each wither names its fields only. */
  private static final class Fields {
    private List<BlockChoice> blocks;
    private ReductionOptions reduction;
    private List<String> classifiers;
    private String decider;
    private ClassifierSettings settings;
    private List<ImageChange> changes;
    private List<String> networks;
    private int epochs;
    private double trainingShare;
    private int trainingImages;
    private int testImages;
    private boolean trainedUnderGroup;
    private boolean sensitivity;
    private int explained;
    private boolean labelPreserving;
    private long seed;
    private int threads;

    Fields(GlassBoxOptions from) {
      this.blocks = from.blocks;
      this.reduction = from.reduction;
      this.classifiers = from.classifiers;
      this.decider = from.decider;
      this.settings = from.settings;
      this.changes = from.changes;
      this.networks = from.networks;
      this.epochs = from.epochs;
      this.trainingShare = from.trainingShare;
      this.trainingImages = from.trainingImages;
      this.testImages = from.testImages;
      this.trainedUnderGroup = from.trainedUnderGroup;
      this.sensitivity = from.sensitivity;
      this.explained = from.explained;
      this.labelPreserving = from.labelPreserving;
      this.seed = from.seed;
      this.threads = from.threads;
    }

    GlassBoxOptions options() {
      return new GlassBoxOptions(
          blocks,
          reduction,
          classifiers,
          decider,
          settings,
          changes,
          networks,
          epochs,
          trainingShare,
          trainingImages,
          testImages,
          trainedUnderGroup,
          sensitivity,
          explained,
          labelPreserving,
          seed,
          threads);
    }
  }
}
