package dev.nervure.run;

/**
 * With which classes a label class hangs together in the Mapper graph of a layer. A group is named
 * by its lowest class.
 *
 * @param layer its index
 * @param labelClass the class
 * @param together its group in this layer by itself; -1 where none of its points is in a node
 * @param group its group in the tree, in which classes that are together here or in a later layer
 *     are of one group
 * @param share of its points that are in the component with most of them; where it is small the
 *     class is spread, and its group says little
 */
public record MapperGroupRow(int layer, int labelClass, int together, int group, double share) {}
