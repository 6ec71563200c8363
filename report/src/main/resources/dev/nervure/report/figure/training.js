// Training curves: loss and accuracies by epoch, of several trainings their means and each of them faintly.

figure("training", (section, data) => {
  const { epochs, trainings } = data;
  const last = epochs[epochs.length - 1];
  addChart(section, {
    id: "figure-training",
    title: "Loss and accuracy by epoch",
    caption: () => "The last epoch, " + last.epoch + ", ended with"
      + [["a training loss of ", last.trainLoss === null ? "" : formatNumber(last.trainLoss)],
        [" training accuracy ", last.trainAccuracy === null ? "" : formatPercent(last.trainAccuracy)],
        [" test accuracy ", last.testAccuracy === null ? "" : formatPercent(last.testAccuracy)]]
        .filter(([, value]) => value !== "").map(([name, value]) => " " + name.trim() + " " + value).join(",") + "."
      + (trainings.length ? " Means over " + trainings.length + " trainings, each of which is drawn thin." : ""),
    label: "Training loss, training accuracy and test accuracy by epoch.",
    height: (width) => (width < 560 ? 320 : 340),
    option: (ctx) => trainingOption(data, ctx),
  });
});

function trainingOption({ epochs, trainings, shuffled }, ctx) {
  const { colours } = ctx;
  const curves = [
    { name: "training loss", field: "trainLoss", axis: 0, colour: colours.series[1], dash: "solid", symbol: "circle", rows: epochs },
    { name: "training accuracy", field: "trainAccuracy", axis: 1, colour: colours.series[0], dash: [8, 4], symbol: "rect", rows: epochs },
    { name: "test accuracy", field: "testAccuracy", axis: 1, colour: colours.series[2], dash: "solid", symbol: "triangle", rows: epochs },
    { name: "training accuracy, shuffled labels", field: "trainAccuracy", axis: 1, colour: colours.series[3], dash: [2, 3], symbol: "diamond", rows: shuffled },
  ].filter((curve) => curve.rows.some((epoch) => epoch[curve.field] !== null));
  const hasLoss = curves.some((curve) => curve.axis === 0);
  return {
    grid: { left: 8, right: 12, top: ctx.top + (ctx.width < 560 && curves.length > 2 ? 92 : 64), bottom: 34, containLabel: true },
    legend: { left: 10, top: ctx.top + 8, itemWidth: 26, data: curves.map((curve) => curve.name), textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: { trigger: "axis", formatter: (shown) => epochTip(shown[0].axisValue, curves) },
    xAxis: axisStyle(colours, {
      type: "value", minInterval: 1, min: epochs[0].epoch, max: epochs[epochs.length - 1].epoch,
      name: "epoch", nameLocation: "middle", nameGap: 30,
    }),
    yAxis: [
      axisStyle(colours, {
        type: "value", name: hasLoss ? "loss" : "", min: 0, show: hasLoss, axisLine: { show: false }, axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: colours.line } },
      }),
      axisStyle(colours, {
        type: "value", name: "accuracy", min: 0, max: 1, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colours.soft, formatter: (value) => Math.round(100 * value) + " %" },
        splitLine: { show: !hasLoss, lineStyle: { color: colours.line } },
      }),
    ],
    series: curves.flatMap((curve) => trainings.filter(() => curve.rows === epochs).map((rows) => ({
      type: "line", yAxisIndex: curve.axis, symbol: "none", silent: true, z: 1, lineStyle: { color: curve.colour, width: 1, opacity: 0.4 },
      data: rows.filter((epoch) => epoch[curve.field] !== null).map((epoch) => [epoch.epoch, epoch[curve.field]]),
    })).concat([{
      type: "line", name: curve.name, yAxisIndex: curve.axis, symbol: curve.symbol, symbolSize: 6,
      lineStyle: { color: curve.colour, width: 2.2, type: curve.dash }, itemStyle: { color: curve.colour },
      data: curve.rows.filter((epoch) => epoch[curve.field] !== null).map((epoch) => [epoch.epoch, epoch[curve.field]]),
    }])),
  };
}

function epochTip(at, curves) {
  const known = curves.map((curve) => [curve, curve.rows.find((epoch) => epoch.epoch === at)])
    .filter(([curve, epoch]) => epoch && epoch[curve.field] !== null);
  return known.length === 0 ? "" : element("div", { class: "tip" },
    element("strong", {}, "epoch " + at),
    ...known.map(([curve, epoch]) => element("div", {},
      curve.name + ": " + (curve.axis === 1 ? formatPercent(epoch[curve.field]) : formatNumber(epoch[curve.field])))));
}
