/**
 * The self-contained HTML report of a run, and pictures of it. {@link
 * dev.nervure.report.HtmlReport} writes one page that needs no network: {@code page.html} with the
 * figures of {@link dev.nervure.report.figure} that the run bears and the sentences of {@link
 * dev.nervure.report.finding}; the files under {@code script} are what figures share. {@link
 * dev.nervure.report.PictureFiles} draws the depth profiles as SVG and PNG files without a browser.
 * What is shown comes from a {@link dev.nervure.report.view.RunView}.
 */
@NullMarked
package dev.nervure.report;

import org.jspecify.annotations.NullMarked;
