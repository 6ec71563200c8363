// An analytic classifier: separation by layer, accuracy by classifier, and what that depends on.

figure("glass-box", (section, data) => {
  addGlassBoxLayers(section, data);
  const networks = data.accuracies.filter((bar) => bar.kind === "network").map((bar) => bar.name);
  addGlassBoxBars(section, data, data.accuracies, "figure-glass-box-accuracy", "Accuracy by classifier" + (networks.length ? " and network" : ""),
    "Classifiers read the reduced coefficients of all blocks, affine_pca all of them as they are."
    + (networks.length ? " Last the networks (" + networks.join(", ") + "), trained on the same images." : "") + " All are tested on the same images.");
  addGlassBoxBars(section, data, data.alone, "figure-glass-box-blocks", "Accuracy of each block by itself",
    "The classifier of the model with the coefficients of one block only: a block that is right by itself under a change keeps what tells classes apart.");
  [["training_size", "images to learn from", true], ["components", "components", true], ["strength", "degrees, pixels, or factor", false]]
    .forEach(([question, axis, logarithmic]) => addGlassBoxCurves(section, data, question, axis, logarithmic));
  data.answers.forEach((answer) => section.append(element("h3", {}, answer.image),
    element("ul", {}, ...answer.reasons.map((reason) => element("li", {}, reason)))));
});

const GLASS_BOX_QUESTIONS = {
  training_size: "Accuracy by the number of images to learn from",
  components: "Accuracy by the number of components",
  strength: "Accuracy by the strength of the change",
};

function glassBoxFrame(names, ctx, xAxis, yAxis) {
  const { colours } = ctx;
  const rows = Math.ceil(names.length / (ctx.width < 560 ? 2 : 4));
  return {
    grid: { left: 8, right: 22, top: ctx.top + 40 + 22 * rows, bottom: 34, containLabel: true },
    legend: { type: "plain", left: 12, top: ctx.top + 6, itemWidth: 26, data: names, textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: {
      trigger: "item",
      formatter: (item) => element("div", { class: "tip" },
        element("strong", {}, item.seriesName), element("div", {}, item.data.about), element("div", {}, item.data.text)),
    },
    xAxis, yAxis,
  };
}

function glassBoxText(value) {
  return formatNumber(value.estimate) + (value.low === null ? "" : ", 95 % interval " + formatNumber(value.low) + " to " + formatNumber(value.high));
}

function glassBoxNames(names, ctx) {
  const { colours } = ctx;
  return axisStyle(colours, {
    type: "category", data: names,
    axisLabel: { color: colours.soft, interval: 0, rotate: ctx.width < 560 || names.length > 8 ? 40 : 0, formatter: (name) => name.replaceAll("_", " ") },
  });
}

function glassBoxShares(colours, scale) {
  return axisStyle(colours, {
    type: "value", max: 1, min: scale ? null : 0, scale, name: "accuracy", axisLine: { show: false }, axisTick: { show: false },
    axisLabel: { color: colours.soft, formatter: (value) => Math.round(1000 * value) / 10 + " %" }, splitLine: { show: true, lineStyle: { color: colours.line } },
  });
}

function addGlassBoxLayers(section, data) {
  const state = { measure: data.separations[0].measure };
  const separationOf = () => data.separations.find((one) => one.measure === state.measure);
  let drawn = null;
  section.append(element("div", { class: "controls" },
    choice("Measure", data.separations.map((one) => [one.measure, description(one.measure).title]), state.measure, (value) => {
      state.measure = value;
      drawn.draw();
    })));
  drawn = addChart(section, {
    id: "figure-glass-box",
    title: () => description(state.measure).title + " in each layer of the model",
    caption: () => [description(state.measure).what, description(state.measure).reading, description(state.measure).limits].join(" "),
    label: () => description(state.measure).title + " in each layer, for test images as they are and after each change.",
    height: (width) => (width < 560 ? 400 : 420),
    option: (ctx) => {
      const { colours } = ctx;
      return {
        ...glassBoxFrame(data.groups, ctx, glassBoxNames(data.layers, ctx), axisStyle(colours, {
          type: "value", scale: true, name: description(state.measure).axis, nameLocation: "end", nameGap: 12,
          nameTextStyle: { color: colours.soft, fontSize: 12, align: "left", padding: [0, 0, 0, -6] }, axisLine: { show: false }, axisTick: { show: false },
          splitLine: { show: true, lineStyle: { color: colours.line } },
        })),
        series: separationOf().lines.flatMap((line, index) => {
          const colour = index === 0 ? colours.ink : colours.classes[(index - 1) % colours.classes.length];
          return [{
            type: "line", name: line.group, symbol: ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"][index % 6], symbolSize: 8,
            lineStyle: { color: colour, width: 2 }, itemStyle: { color: colour },
            data: line.values.map((value, layer) => ({ value: [layer, value.estimate], about: data.layers[layer], text: value.estimate === null ? "" : glassBoxText(value) })),
          }, intervalStrokes(line.group, colour, line.values.map((value, layer) => [layer, value.low, value.high]))];
        }),
      };
    },
  });
}

function addGlassBoxBars(section, data, bars, id, title, caption) {
  if (bars.length === 0) {
    return;
  }
  addChart(section, {
    id, title, caption: caption + " Strokes: Wilson's 95 % intervals.",
    label: title + ", for test images as they are and after each change.",
    source: "The table glass_box_accuracies of the run holds the values.",
    height: (width) => (width < 560 ? 420 : 420),
    option: (ctx) => {
      const { colours } = ctx;
      return {
        ...glassBoxFrame(data.groups, ctx, glassBoxNames(bars.map((bar) => bar.name), ctx), glassBoxShares(colours, true)),
        series: data.groups.flatMap((group, index) => {
          const colour = index === 0 ? colours.ink : colours.classes[(index - 1) % colours.classes.length];
          return [{
            type: "line", name: group, symbol: ["circle", "rect", "triangle", "diamond", "emptyCircle", "emptyRect"][index % 6], symbolSize: 9,
            lineStyle: { width: 0, opacity: 0 }, itemStyle: { color: colour },
            data: bars.map((bar, at) => ({ value: [at, bar.values[index].estimate], about: bar.name.replaceAll("_", " "), text: bar.values[index].estimate === null ? "" : glassBoxText(bar.values[index]) })),
          }, intervalStrokes(group, colour, bars.map((bar, at) => [at, bar.values[index].low, bar.values[index].high]))];
        }),
      };
    },
  });
}

function addGlassBoxCurves(section, data, question, axis, logarithmic) {
  const curves = data.sensitivities.filter((curve) => curve.question === question);
  if (curves.length === 0) {
    return;
  }
  addChart(section, {
    id: "figure-glass-box-" + question.replaceAll("_", "-"),
    title: GLASS_BOX_QUESTIONS[question],
    caption: "Everything else as in the model." + (question === "strength" ? " Degrees of rotations, pixels of shifts, largest factor of scales; each image by an amount of its own up to that." : ""),
    label: GLASS_BOX_QUESTIONS[question] + ".",
    source: "The table glass_box_accuracies of the run holds the values.",
    height: (width) => (width < 560 ? 460 : 460),
    option: (ctx) => {
      const { colours } = ctx;
      return {
        ...glassBoxFrame(curves.map((curve) => curve.name), ctx,
          axisStyle(colours, { type: logarithmic ? "log" : "value", name: axis, nameLocation: "middle", nameGap: 28 }), glassBoxShares(colours, true)),
        series: curves.flatMap((curve, index) => {
          const colour = colours.classes[index % colours.classes.length];
          return [{
            type: "line", name: curve.name, symbol: ["circle", "rect", "triangle", "diamond"][Math.floor(index / colours.classes.length) % 4], symbolSize: 6,
            lineStyle: { color: colour, width: 1.8, type: curve.name.endsWith(", clean") ? "solid" : [6, 4] }, itemStyle: { color: colour },
            data: curve.points.map((point) => ({ value: [point.amount, point.accuracy], about: formatNumber(point.amount), text: glassBoxText({ estimate: point.accuracy, low: point.low, high: point.high }) })),
          }];
        }),
      };
    },
  });
}
