package dev.nervure.data;

import dev.nervure.data.table.TableOptions;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a user may say about an input; everything has a default.
 *
 * @param format kind of input; default AUTO
 * @param split which part of a folder that holds several; default AUTO (test where present)
 * @param labels file with the labels (IDX, npy, csv, txt); null for the usual names beside the data
 * @param classNames file with the names of outputs ({@link ClassNames}); null for the usual names
 *     beside the data
 * @param images size, crop, channels of image files
 * @param normalization applied after scaling to [0, 1]; null for none
 * @param scaling of the columns of a table by a training table; null for none
 * @param labelColumn CSV: name or 0-based index of the label column, negative from the end; {@code
 *     none} for no labels; null for a column named label, labels, class, target or y, else as the
 *     use of the table has it
 * @param indexColumn CSV: name or index of a column that counts or names the rows and is left out;
 *     {@code none} for no such column; null for a first column without a name
 * @param tableUse CSV: what the rows are; default SAMPLES
 * @param separator CSV: the character between cells; null to find out among {@code , ; tab | space}
 * @param channelOrder arrays of four axes; default AUTO
 * @param arrayKey npz: name of the array with the samples; null for x, images, data, ...
 * @param labelKey npz: name of the array with the labels; null for y, labels, ...
 * @param coarseLabels CIFAR-100: the 20 superclasses instead of the 100 classes
 */
public record DataOptions(
    Format format,
    Split split,
    @Nullable Path labels,
    @Nullable Path classNames,
    ImageOptions images,
    @Nullable Normalization normalization,
    @Nullable ScalingChoice scaling,
    @Nullable String labelColumn,
    @Nullable String indexColumn,
    TableOptions.Use tableUse,
    @Nullable Character separator,
    ChannelOrder channelOrder,
    @Nullable String arrayKey,
    @Nullable String labelKey,
    boolean coarseLabels) {

  /** Everything found out from the input. */
  public static final DataOptions DEFAULT =
      new DataOptions(
          Format.AUTO,
          Split.AUTO,
          null,
          null,
          ImageOptions.DEFAULT,
          null,
          null,
          null,
          null,
          TableOptions.Use.SAMPLES,
          null,
          ChannelOrder.AUTO,
          null,
          null,
          false);

  /** With a format. */
  public DataOptions withFormat(Format value) {
    return edited(fields -> fields.format = value);
  }

  /** With a part. */
  public DataOptions withSplit(Split value) {
    return edited(fields -> fields.split = value);
  }

  /** With a file of labels. */
  public DataOptions withLabels(@Nullable Path value) {
    return edited(fields -> fields.labels = value);
  }

  /** With a file of class names. */
  public DataOptions withClassNames(@Nullable Path value) {
    return edited(fields -> fields.classNames = value);
  }

  /** With options for image files. */
  public DataOptions withImages(ImageOptions value) {
    return edited(fields -> fields.images = value);
  }

  /** With a normalisation. */
  public DataOptions withNormalization(@Nullable Normalization value) {
    return edited(fields -> fields.normalization = value);
  }

  /** With a scaling by a training table, or without. */
  public DataOptions withScaling(@Nullable ScalingChoice value) {
    return edited(fields -> fields.scaling = value);
  }

  /** With a label column. */
  public DataOptions withLabelColumn(@Nullable String value) {
    return edited(fields -> fields.labelColumn = value);
  }

  /** With a column that counts or names the rows. */
  public DataOptions withIndexColumn(@Nullable String value) {
    return edited(fields -> fields.indexColumn = value);
  }

  /** With what the rows of a table are. */
  public DataOptions withTableUse(TableOptions.Use value) {
    return edited(fields -> fields.tableUse = value);
  }

  /** With a separator. */
  public DataOptions withSeparator(@Nullable Character value) {
    return edited(fields -> fields.separator = value);
  }

  /** With a channel order. */
  public DataOptions withChannelOrder(ChannelOrder value) {
    return edited(fields -> fields.channelOrder = value);
  }

  /** With the name of the array of samples in an archive. */
  public DataOptions withArrayKey(@Nullable String value) {
    return edited(fields -> fields.arrayKey = value);
  }

  /** With the name of the array of labels in an archive. */
  public DataOptions withLabelKey(@Nullable String value) {
    return edited(fields -> fields.labelKey = value);
  }

  /** With the superclasses of CIFAR-100, or without. */
  public DataOptions withCoarseLabels(boolean value) {
    return edited(fields -> fields.coarseLabels = value);
  }

  private DataOptions edited(Consumer<Fields> edit) {
    Fields fields = new Fields(this);
    edit.accept(fields);
    return fields.options();
  }

  /** A mutable copy, so that each wither names one field only. */
  private static final class Fields {
    private Format format;
    private Split split;
    private @Nullable Path labels;
    private @Nullable Path classNames;
    private ImageOptions images;
    private @Nullable Normalization normalization;
    private @Nullable ScalingChoice scaling;
    private @Nullable String labelColumn;
    private @Nullable String indexColumn;
    private TableOptions.Use tableUse;
    private @Nullable Character separator;
    private ChannelOrder channelOrder;
    private @Nullable String arrayKey;
    private @Nullable String labelKey;
    private boolean coarseLabels;

    Fields(DataOptions from) {
      this.format = from.format;
      this.split = from.split;
      this.labels = from.labels;
      this.classNames = from.classNames;
      this.images = from.images;
      this.normalization = from.normalization;
      this.scaling = from.scaling;
      this.labelColumn = from.labelColumn;
      this.indexColumn = from.indexColumn;
      this.tableUse = from.tableUse;
      this.separator = from.separator;
      this.channelOrder = from.channelOrder;
      this.arrayKey = from.arrayKey;
      this.labelKey = from.labelKey;
      this.coarseLabels = from.coarseLabels;
    }

    DataOptions options() {
      return new DataOptions(
          format,
          split,
          labels,
          classNames,
          images,
          normalization,
          scaling,
          labelColumn,
          indexColumn,
          tableUse,
          separator,
          channelOrder,
          arrayKey,
          labelKey,
          coarseLabels);
    }
  }
}
