// What the output says, by class: probabilities over the steps, and the membranes.
import uPlot from '../uplot/uPlot.esm.js';
import {colour, context, describe, make, rgb} from './dom.js';

const TEMPERATURE = 2; // of PRIME's softmax

export const number = value => value.toLocaleString('en-GB');

function softmax(answer) {
  const largest = Math.max(...answer);
  const raised = answer.map(value => Math.exp((value - largest) / TEMPERATURE));
  const sum = raised.reduce((a, b) => a + b);
  return raised.map(value => value / sum);
}

// A bar for each class, at the step that is shown, with what it was at every step as a strip.
export function bars() {
  const rows = [];
  const element = make('div', {class: 'bars', role: 'img'});
  for (let label = 0; label < 10; label++) {
    const fill = make('div', {class: 'fill'});
    const strip = make('canvas', {'aria-hidden': 'true'});
    const share = make('span', {class: 'number small'});
    const row = make('div', {class: 'bar', 'aria-hidden': 'true'}, make('span', {class: 'label'}, String(label)),
      make('div', {class: 'track'}, fill), strip, share);
    rows.push({row, fill, strip, share});
    element.append(row);
  }
  return {element, show(answer, step) {
    const all = answer.trail.map(each => softmax(each.answer));
    const now = all[step];
    const most = Math.max(...now);
    const back = rgb('well');
    const full = rgb('accent');
    rows.forEach(({row, fill, strip, share}, label) => {
      row.hidden = label >= now.length;
      fill.style.width = `${100 * now[label]}%`;
      row.classList.toggle('leads', now[label] === most);
      share.textContent = `${Math.round(100 * now[label])} %`;
      const width = 60;
      const drawing = context(strip, width, 14);
      const wide = width / answer.ofSteps;
      drawing.fillStyle = `rgb(${back})`;
      drawing.fillRect(0, 0, width, 14);
      all.slice(0, step + 1).forEach((each, t) => {
        drawing.fillStyle = `rgb(${back.map((from, i) => Math.round(from + (full[i] - from) * each[label]))})`;
        drawing.fillRect(t * wide, 0, wide - 1, 14);
      });
    });
    const ranked = now.map((share, label) => [share, label]).sort((a, b) => b[0] - a[0]).slice(0, 3);
    element.setAttribute('aria-label', `Probabilities at step ${step + 1}: `
      + ranked.map(([share, label]) => `${label} with ${Math.round(100 * share)} %`).join(', '));
  }};
}

// Potentials of the output's membranes, the class that leads in the accent.
export function membranes() {
  const element = make('div', {class: 'curves'});
  let plot = null;
  let shown = '';
  return {element, show(answer, step) {
    const leads = answer.trail[step].answer.indexOf(Math.max(...answer.trail[step].answer));
    const width = Math.max(200, element.clientWidth);
    const look = JSON.stringify([leads, width, colour('accent'), answer.steps, answer.ofSteps]);
    const x = Array.from({length: answer.ofSteps + 1}, (unused, t) => t);
    const data = [x, ...answer.trail[0].readout.map((unused, label) =>
      x.map(t => t === 0 ? 0 : t <= step + 1 ? answer.trail[t - 1].readout[label] : null))];
    if (look !== shown) {
      plot?.destroy();
      shown = look;
      const axis = {stroke: colour('muted'), grid: {stroke: colour('line'), width: 1}, ticks: {show: false}, font: '12px system-ui'};
      plot = new uPlot({
        width,
        height: 190,
        legend: {show: false},
        cursor: {show: false},
        scales: {x: {time: false, range: [0, answer.ofSteps]}},
        axes: [{...axis, label: 'step', labelSize: 18, size: 30, labelFont: '12px system-ui'}, {...axis, size: 46}],
        series: [{}, ...answer.trail[0].readout.map((unused, label) => ({
          label: String(label),
          stroke: label === leads ? colour('accent') : colour('muted'),
          alpha: label === leads ? 1 : 0.45,
          width: label === leads ? 3 : 1.25,
          points: {show: answer.steps === 1},
        }))],
      }, data, element);
    } else {
      plot.setData(data);
    }
    const canvas = element.querySelector('canvas');
    if (canvas) {
      describe(canvas, `Membrane potentials of the output at step ${step + 1}; that of ${leads} is on average the highest`);
    }
  }};
}
