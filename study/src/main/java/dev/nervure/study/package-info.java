/**
 * What every study shares: a plan of stages with their expected cost, the way samples are brought
 * into the shape that a model wants, and what there is to say of samples and answers. One
 * sub-package for each question.
 *
 * <p>Of answers: {@link dev.nervure.study.Answers} are what a network answers, {@link
 * dev.nervure.study.Prediction} sets outputs beside labels or targets. Doubts are found by {@link
 * dev.nervure.study.InputDoubts} (samples beside the network), {@link dev.nervure.study.LabelMatch}
 * (labels beside outputs), {@link dev.nervure.study.AnswerDoubts} (answers beside labels) and
 * {@link dev.nervure.study.TargetFit} (outputs beside targets); {@link
 * dev.nervure.study.AnswerNotes} puts them in one order for all commands.
 */
@NullMarked
package dev.nervure.study;

import org.jspecify.annotations.NullMarked;
