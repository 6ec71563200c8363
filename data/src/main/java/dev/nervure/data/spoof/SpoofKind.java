package dev.nervure.data.spoof;

/** What is held up to the camera. */
public enum SpoofKind {
  /** A print: halftone dots, the tones of paper and ink, uneven light. */
  PRINT,
  /** A screen: moire between its pixels and those of the camera, its gamma and glare. */
  REPLAY
}
