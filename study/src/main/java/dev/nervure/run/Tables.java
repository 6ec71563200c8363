package dev.nervure.run;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The tables of the results database, a line a table: what is stored, read, exported, hashed and
 * described in docs/results-database.md is this list.
 */
public final class Tables {
  /** The columns of a {@link Subject}, in the order of its components. */
  static final String SUBJECT_COLUMNS = "model, epoch, sample_group, strength";

  /** The measured layers, by subject and along it. */
  public static final Table<LayerResult> LAYERS =
      Table.of("layers", LayerResult.class)
          .column("group", "sample_group")
          .column("index", "layer_index")
          .column("dimension", "dim")
          .ordered("model", "epoch", "sample_group", "strength", "layer_index");

  /** The measured values: by subject, layer and measure, of all points first, then by class. */
  public static final Table<MeasuredValue> MEASURES =
      Table.of("measures", MeasuredValue.class)
          .column("group", "sample_group")
          .column("name", "measure")
          .column("layer", "layer_index")
          .column("labelClass", "class")
          .ordered("model", "epoch", "sample_group", "strength", "layer_index", "measure", "class");

  /** The bars of the persistence diagrams: of all points first, then by class. */
  public static final Table<Bar> BARS =
      Table.of("bars", Bar.class)
          .column("group", "sample_group")
          .column("layer", "layer_index")
          .column("labelClass", "class")
          .ordered(
              "model",
              "epoch",
              "sample_group",
              "strength",
              "layer_index",
              "class",
              "dimension",
              "birth",
              "death");

  /** The samples, by subject and in the order of the rows of the activation arrays. */
  public static final Table<SampleResult> SAMPLES =
      Table.of("samples", SampleResult.class)
          .column("group", "sample_group")
          .ordered("model", "epoch", "sample_group", "strength", "sample");

  /** The epochs of trainings. */
  public static final Table<EpochResult> EPOCHS =
      Table.of("epochs", EpochResult.class).ordered("model", "epoch");

  /** Values of networks of one kind together: by epoch, layer and measure. */
  public static final Table<KindMean> KIND_MEANS =
      Table.of("kind_means", KindMean.class)
          .column("layer", "layer_index")
          .ordered("kind", "epoch", "layer_index", "measure");

  /** Trained networks less those that have not learned: by epoch, layer and measure. */
  public static final Table<LearnedResult> LEARNED =
      Table.of("learned", LearnedResult.class)
          .column("layer", "layer_index")
          .ordered("baseline", "epoch", "layer_index", "measure");

  /** The classes of the data. */
  public static final Table<ClassResult> CLASSES =
      Table.of("classes", ClassResult.class).column("index", "class").ordered("class");

  /** The walks, by input and kind. */
  public static final Table<WalkRow> WALKS =
      Table.of("walks", WalkRow.class)
          .column("smallestSingularValue", "sigma_min")
          .column("largestSingularValue", "sigma_max")
          .ordered("original_index", "kind");

  /** The spectra, by input and layer; their singular values are a table of their own. */
  public static final Table<SpectrumResult> SPECTRA =
      Table.of("spectra", SpectrumResult.class).ordered("original_index", "layer_index");

  /** In what two groups of inputs differ, by layer and measure. */
  public static final Table<ContrastResult> CONTRASTS =
      Table.of("contrasts", ContrastResult.class)
          .column("layer", "layer_index")
          .column("difference", "estimate")
          .ordered("layer_index", "measure");

  /** The corrected p-values of these. */
  public static final Table<ContrastCorrection> CONTRAST_CORRECTIONS =
      Table.of("contrast_corrections", ContrastCorrection.class)
          .column("layer", "layer_index")
          .ordered("layer_index", "measure");

  /** How alike the layers of networks are, by measure and pair of layers. */
  public static final Table<SimilarityResult> SIMILARITIES =
      Table.of("similarities", SimilarityResult.class)
          .ordered(
              "measure",
              "first_model",
              "first_epoch",
              "second_model",
              "second_epoch",
              "first_layer",
              "second_layer");

  /** How far layers are from themselves without some of their principal components. */
  public static final Table<SensitivityResult> SENSITIVITIES =
      Table.of("sensitivities", SensitivityResult.class)
          .ordered("measure", "model", "epoch", "layer", "removed");

  /** The networks that a study has trained, by name. */
  public static final Table<TrainedNetwork> TRAINED_NETWORKS =
      Table.of("trained_networks", TrainedNetwork.class).ordered("model");

  /** The descriptors of networks beside a target, in the order of the study. */
  public static final Table<DescriptorRelation> DESCRIPTORS =
      Table.of("descriptors", DescriptorRelation.class).ordered("position");

  /** The values of the descriptors, a row a network. */
  public static final Table<DescriptorValue> DESCRIPTOR_VALUES =
      Table.of("descriptor_values", DescriptorValue.class).ordered("descriptor", "model");

  /** What the target of each network is and is predicted to be. */
  public static final Table<TargetPrediction> PREDICTIONS =
      Table.of("predictions", TargetPrediction.class).ordered("model");

  /** How well targets are predicted, from which descriptors. */
  public static final Table<PredictorResult> PREDICTORS =
      Table.of("predictors", PredictorResult.class).ordered("position");

  /** The nodes of Mapper graphs, by layer. */
  public static final Table<MapperNodeRow> MAPPER_NODES =
      Table.of("mapper_nodes", MapperNodeRow.class)
          .column("layer", "layer_index")
          .ordered("layer_index", "node");

  /** The edges of Mapper graphs, by layer. */
  public static final Table<MapperEdgeRow> MAPPER_EDGES =
      Table.of("mapper_edges", MapperEdgeRow.class)
          .column("layer", "layer_index")
          .ordered("layer_index", "source", "target");

  /** The points of the nodes of Mapper graphs, by layer and node. */
  public static final Table<MapperMemberRow> MAPPER_MEMBERS =
      Table.of("mapper_members", MapperMemberRow.class)
          .column("layer", "layer_index")
          .column("label", "class")
          .ordered("layer_index", "node", "point");

  /** The components, branches and loops of Mapper graphs, by layer. */
  public static final Table<MapperFeatureRow> MAPPER_FEATURES =
      Table.of("mapper_features", MapperFeatureRow.class)
          .column("layer", "layer_index")
          .ordered("layer_index", "feature");

  /** Which classes hang together in Mapper graphs, by layer and class. */
  public static final Table<MapperGroupRow> MAPPER_GROUPS =
      Table.of("mapper_groups", MapperGroupRow.class)
          .column("layer", "layer_index")
          .column("labelClass", "class")
          .column("group", "class_group")
          .ordered("layer_index", "class");

  /** How layers follow transformations of the image. */
  public static final Table<SymmetryRow> SYMMETRIES =
      Table.of("symmetries", SymmetryRow.class)
          .column("layer", "layer_index")
          .ordered("layer_index", "transform");

  /** The maps by which they do, from the simplest. */
  public static final Table<SymmetryRungRow> SYMMETRY_RUNGS =
      Table.of("symmetry_rungs", SymmetryRungRow.class)
          .column("layer", "layer_index")
          .ordered("layer_index", "transform", "position");

  /** Layers of one network that are led to layers of another. */
  public static final Table<StitchRow> STITCHES =
      Table.of("stitches", StitchRow.class).ordered("from_layer", "into_layer");

  /** The maps by which they are, from the simplest. */
  public static final Table<StitchRungRow> STITCH_RUNGS =
      Table.of("stitch_rungs", StitchRungRow.class).ordered("from_layer", "into_layer", "position");

  /** How often classifiers and networks of a glass-box study answer rightly. */
  public static final Table<GlassBoxAccuracy> GLASS_BOX_ACCURACIES =
      Table.of("glass_box_accuracies", GlassBoxAccuracy.class)
          .column("group", "sample_group")
          .ordered("question", "representation", "classifier", "amount", "sample_group");

  /** What speaks for the answers of a glass-box classifier: by image, the most important first. */
  public static final Table<GlassBoxContribution> GLASS_BOX_CONTRIBUTIONS =
      Table.of("glass_box_contributions", GlassBoxContribution.class)
          .column("left", "left_column")
          .column("right", "right_column")
          .column("top", "top_row")
          .column("bottom", "bottom_row")
          .ordered("sample", "rank");

  /** The coefficients in the components of a glass-box classifier. */
  public static final Table<GlassBoxLoading> GLASS_BOX_LOADINGS =
      Table.of("glass_box_loadings", GlassBoxLoading.class).ordered("component", "rank");

  private static final List<Table<?>> ALL =
      List.of(
          LAYERS,
          MEASURES,
          BARS,
          SAMPLES,
          EPOCHS,
          KIND_MEANS,
          LEARNED,
          CLASSES,
          WALKS,
          SPECTRA,
          CONTRASTS,
          CONTRAST_CORRECTIONS,
          SIMILARITIES,
          SENSITIVITIES,
          TRAINED_NETWORKS,
          DESCRIPTORS,
          DESCRIPTOR_VALUES,
          PREDICTIONS,
          PREDICTORS,
          MAPPER_NODES,
          MAPPER_EDGES,
          MAPPER_MEMBERS,
          MAPPER_FEATURES,
          MAPPER_GROUPS,
          SYMMETRIES,
          SYMMETRY_RUNGS,
          STITCHES,
          STITCH_RUNGS,
          GLASS_BOX_ACCURACIES,
          GLASS_BOX_CONTRIBUTIONS,
          GLASS_BOX_LOADINGS);

  private static final Map<Class<?>, Table<?>> BY_ROW =
      ALL.stream().collect(Collectors.toUnmodifiableMap(Table::rows, Function.identity()));

  private Tables() {}

  /** All tables. */
  public static List<Table<?>> all() {
    return ALL;
  }

  /** All tables and those of their lists, as the database has them. */
  static List<StoredTable> stored() {
    return ALL.stream().flatMap(table -> table.stored().stream()).toList();
  }

  /**
   * The table of a row.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Table<?> of(Record row) {
    Table<?> table = BY_ROW.get(row.getClass());
    if (table == null) {
      throw new IllegalArgumentException(
          "no table has rows of %s; Tables lists them".formatted(row.getClass().getSimpleName()));
    }
    return table;
  }
}
