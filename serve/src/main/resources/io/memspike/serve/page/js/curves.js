// Curves by uPlot that fit their place and the page's colours; each has its data in words, too.
import uPlot from '../uplot/uPlot.esm.js';
import {colour, describe} from './dom.js';

const HUES = ['accent', 'negative', 'right', 'wrong', 'muted', 'ink'];

export function hue(i) {
  return colour(HUES[i % HUES.length]);
}

// A plot in an element: {set({x, series: [{label, values, dash}], xLabel, yLabel, text}), clear()}. Values may be null.
export function plot(element, {height = 240, points = false, steps = false, shownX = null} = {}) {
  let drawn = null;
  let last = null;
  const width = () => Math.max(160, element.clientWidth);
  const axis = label => ({
    label, stroke: colour('muted'), grid: {stroke: colour('line'), width: 1}, ticks: {stroke: colour('line'), width: 1},
    font: '12px system-ui, sans-serif', labelFont: '12px system-ui, sans-serif', labelSize: 20, size: 44,
  });
  const draw = () => {
    drawn?.destroy();
    drawn = null;
    if (last === null || element.clientWidth === 0) {
      return;
    }
    drawn = new uPlot({
      width: width(), height,
      cursor: {drag: {x: true, y: false}},
      legend: {live: true},
      scales: {x: {time: false}},
      axes: [{...axis(last.xLabel), ...(shownX === null ? {} : {values: (of, at) => at.map(shownX)})}, axis(last.yLabel)],
      series: [{label: last.xLabel, ...(shownX === null ? {} : {value: (of, at) => (at === null ? '–' : shownX(at))})}, ...last.series.map((one, i) => ({
        label: one.label, stroke: hue(one.hue ?? i), width: 2, dash: one.dash ? [6, 4] : undefined, spanGaps: true,
        points: {show: points || one.values.length < 3, size: 6},
        paths: steps ? uPlot.paths.stepped({align: 1}) : undefined,
      }))],
    }, [last.x, ...last.series.map(one => one.values)], element);
    describe(element.querySelector('canvas'), last.text);
  };
  const again = new ResizeObserver(() => {
    if (drawn === null) {
      draw();
    } else if (element.clientWidth > 0 && drawn.width !== width()) {
      drawn.setSize({width: width(), height});
    }
  });
  again.observe(element);
  window.addEventListener('colours', draw);
  return {
    set(data) {
      const isSame = drawn !== null && last !== null && last.series.length === data.series.length
        && last.series.every((one, i) => one.label === data.series[i].label);
      last = data;
      if (isSame) {
        drawn.setData([data.x, ...data.series.map(one => one.values)]);
        describe(element.querySelector('canvas'), data.text);
      } else {
        draw();
      }
    },
    clear() {
      last = null;
      draw();
    },
  };
}
