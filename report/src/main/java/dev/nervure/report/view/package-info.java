/**
 * What a page may show, read once: a run or the folder of one walk or preimage ({@link
 * dev.nervure.report.view.RunView}), its measures along the network ({@link
 * dev.nervure.report.view.DepthProfile}), and numbers as finely as a screen shows them.
 */
@NullMarked
package dev.nervure.report.view;

import org.jspecify.annotations.NullMarked;
