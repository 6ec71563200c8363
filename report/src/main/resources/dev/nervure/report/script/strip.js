// The strip: frames of a walk among images, with the answer and the drift below each.

function addStrip(section) {
  const heading = element("h3", {});
  const strip = element("div", { class: "strip" });
  const caption = element("figcaption", {});
  const figure = element("figure", { id: "figure-strip" }, element("div", { class: "figure-head" }, heading), strip, caption);
  section.append(figure);
  function draw() {
    const { walk } = shownWalk;
    heading.textContent = inputName(walk) + ": " + walkName(walk);
    strip.hidden = walk.frames.length === 0;
    const frames = walk.frames.map((frame, i) => frameOf(walk, frame, i))
      .concat(walk.nearest ? [nearestOf(walk)] : [], walk.target ? [targetOf(walk)] : []);
    strip.style.setProperty("--columns", frames.length <= 6 ? Math.max(2, frames.length) : Math.ceil(frames.length / 2));
    strip.replaceChildren(...frames);
    caption.textContent = walkInWords(walk);
  }
  shownWalk.listeners.push(draw);
  draw();
}

function frameOf(walk, frame, i) {
  const answer = outputName(frame.answer, frame.outputs);
  const name = "frame " + (i + 1) + " of " + walk.frames.length + ", length " + formatNumber(frame.length) + ", answer " + answer;
  return element("div", {},
    element("img", { src: frame.picture, alt: name }),
    element("img", { class: "difference", src: frame.difference, alt: "difference from the start, " + name }),
    element("strong", {}, shortened(answer, 24)), " " + formatNumber(frame.logit),
    element("br", {}), "length " + formatNumber(frame.length),
    element("br", {}), (leavesTheClass(walk) ? "moved " : "drift ") + formatNumber(frame.drift));
}

/** The nearest crossing, beside the frames of the lift that it was looked for from. */
function nearestOf(walk) {
  const answer = outputName(walk.nearest.answer, walk.nearest.outputs);
  const name = "nearest point found, distance " + formatNumber(walk.nearestDistance) + ", answer " + answer;
  return element("div", { class: "nearest" },
    element("img", { src: walk.nearest.picture, alt: name }),
    element("img", { class: "difference", src: walk.nearest.difference, alt: "difference from the start, " + name }),
    element("strong", {}, shortened(answer, 24)), " " + formatNumber(walk.nearest.logit),
    element("br", {}), "nearest found",
    element("br", {}), "distance " + formatNumber(walk.nearestDistance));
}

/** Where a directed walk was to go, after its last frame. */
function targetOf(walk) {
  return element("div", { class: "target" },
    element("img", { src: walk.target.picture, alt: "the target" }),
    element("img", { class: "difference", src: walk.target.difference, alt: "difference from the start, the target" }),
    element("strong", {}, "the target"));
}

/** The figures of a walk as sentences. */
function walkInWords(walk) {
  return [
    "Ended: " + stopName(walk.stop, walk.kind) + ", after " + formatCount(walk.steps) + " steps and a " + pathLengthName(walk).toLowerCase() + " of " + formatNumber(walk.length)
      + "; " + formatNumber(walk.netDistance) + " from its start.",
    leavesTheClass(walk) ? "Length of the way in the output: " + formatNumber(walk.pseudolength) + "."
      : "Held (" + walk.hold + ") to " + formatNumber(walk.drift)
        + (typeof walk.driftBetween === "number" ? ", halfway between points to " + formatNumber(walk.driftBetween) : "") + "; length in the output " + formatNumber(walk.pseudolength) + ".",
    walk.nearestDistance === undefined ? null
      : (walk.nearestTried === undefined ? "Nearest point found with that output: " : "Nearest other answer found: ") + formatNumber(walk.nearestDistance) + " from the start.",
    walk.remainingDistance === undefined || walk.remainingDistance === null ? null
      : "Distance left to the target: " + formatPercent(walk.remainingDistance) + ".",
    "Singular values on the way: " + formatNumber(walk.sigmaMin) + " to " + formatNumber(walk.sigmaMax) + ".",
    "Null dimension " + formatCount(walk.nullDimension) + ".",
    walk.kinks === undefined ? null : "Kinks crossed: " + formatCount(walk.kinks) + "; null dimensions met: " + formatCount(walk.smallestNullDimension)
      + " to " + formatCount(walk.largestNullDimension) + ", at the end " + formatCount(walk.endNullDimension) + ".",
    "At the box at the end: " + formatPercent(walk.boxShare) + " of the values.",
    walk.frames.length ? "The number beside the answer is its output." : null,
  ].filter(Boolean).join(" ");
}
