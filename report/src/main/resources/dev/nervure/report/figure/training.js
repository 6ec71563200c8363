// Training curves: loss and accuracies by epoch.

figure("training", (section, { epochs }) => {
  const last = epochs[epochs.length - 1];
  addChart(section, {
    id: "figure-training",
    title: "Loss and accuracy by epoch",
    caption: () => "The last epoch, " + last.epoch + ", ended with"
      + [["a training loss of ", formatNumber(last.trainLoss)],
        [" training accuracy ", last.trainAccuracy === null ? "" : formatPercent(last.trainAccuracy)],
        [" test accuracy ", last.testAccuracy === null ? "" : formatPercent(last.testAccuracy)]]
        .filter(([, value]) => value !== "").map(([name, value]) => " " + name.trim() + " " + value).join(",") + ".",
    label: "Training loss, training accuracy and test accuracy by epoch.",
    height: (width) => (width < 560 ? 300 : 340),
    option: (ctx) => trainingOption(epochs, ctx),
  });
});

function trainingOption(epochs, ctx) {
  const { colours } = ctx;
  const curves = [
    { name: "training loss", field: "trainLoss", axis: 0, colour: colours.series[1], dash: "solid", symbol: "circle" },
    { name: "training accuracy", field: "trainAccuracy", axis: 1, colour: colours.series[0], dash: [8, 4], symbol: "rect" },
    { name: "test accuracy", field: "testAccuracy", axis: 1, colour: colours.series[2], dash: "solid", symbol: "triangle" },
  ].filter((curve) => epochs.some((epoch) => epoch[curve.field] !== null));
  return {
    grid: { left: 8, right: 12, top: ctx.top + 64, bottom: 34, containLabel: true },
    legend: { left: 10, top: ctx.top + 8, itemWidth: 26, data: curves.map((curve) => curve.name), textStyle: { color: colours.ink, fontFamily: FONT } },
    tooltip: { trigger: "axis", formatter: (shown) => epochTip(epochs.find((epoch) => epoch.epoch === shown[0].axisValue), curves) },
    xAxis: axisStyle(colours, {
      type: "value", minInterval: 1, min: epochs[0].epoch, max: epochs[epochs.length - 1].epoch,
      name: "epoch", nameLocation: "middle", nameGap: 30,
    }),
    yAxis: [
      axisStyle(colours, {
        type: "value", name: "loss", min: 0, axisLine: { show: false }, axisTick: { show: false },
        splitLine: { show: true, lineStyle: { color: colours.line } },
      }),
      axisStyle(colours, {
        type: "value", name: "accuracy", min: 0, max: 1, axisLine: { show: false }, axisTick: { show: false },
        axisLabel: { color: colours.soft, formatter: (value) => Math.round(100 * value) + " %" },
      }),
    ],
    series: curves.map((curve) => ({
      type: "line", name: curve.name, yAxisIndex: curve.axis, symbol: curve.symbol, symbolSize: 6,
      lineStyle: { color: curve.colour, width: 2.2, type: curve.dash }, itemStyle: { color: curve.colour },
      data: epochs.filter((epoch) => epoch[curve.field] !== null).map((epoch) => [epoch.epoch, epoch[curve.field]]),
    })),
  };
}

function epochTip(epoch, curves) {
  if (!epoch) {
    return "";
  }
  return element("div", { class: "tip" },
    element("strong", {}, "epoch " + epoch.epoch),
    ...curves.filter((curve) => epoch[curve.field] !== null).map((curve) => element("div", {},
      curve.name + ": " + (curve.axis === 1 ? formatPercent(epoch[curve.field]) : formatNumber(epoch[curve.field])))));
}
