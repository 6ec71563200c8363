package dev.nervure.run;

/**
 * The value of a descriptor at a network, as it entered into correlations and predictions.
 *
 * @param descriptor its name
 * @param model the network
 * @param value finite; a network without one has no row
 */
public record DescriptorValue(String descriptor, String model, double value) {}
