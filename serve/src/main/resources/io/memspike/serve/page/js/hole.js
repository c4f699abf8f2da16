// The part of the page called Hole: any part of a digit is rubbed out and filled step by step, until it hardly changes any
// more; and new digits are drawn from the prior.
import uPlot from '../uplot/uPlot.esm.js';
import {colour, context, describe, make, onWidth, rgb, slider} from './dom.js';
import * as maps from './maps.js';

const KEY = 'memspike-hole';
const SMALL = 28;
const STEP_MILLIS = 140;

export async function mount(element, api) {
  const models = await api.get('/api/hole/models');
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  const state = {
    model: models.find(each => each.name === kept?.model) ?? models[0],
    sample: kept?.sample ?? 3,
    stop: kept?.stop ?? 'model',
    missing: null,
    pixels: null, // 28 × 28
    steps: [],
    finished: null,
    step: -1,
  };
  const side = () => state.model.side;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  state.missing = kept?.missing && api.fromBase64(kept.missing).length === side() ** 2
    ? api.fromBase64(kept.missing) : new Uint8Array(side() ** 2);

  // ---- the picture, and what is rubbed out
  const paper = make('canvas', {id: 'paper', class: 'paper'});
  const brush = make('input', {id: 'rub', type: 'radio', name: 'brush', checked: true});
  const mend = make('input', {id: 'mend', type: 'radio', name: 'brush'});
  let rubbing = false;
  function onCanvas(greys) { // 28 × 28 in the middle of the model's canvas
    const margin = (side() - SMALL) / 2;
    const all = new Uint8Array(side() ** 2);
    greys.forEach((grey, i) => {
      all[(Math.floor(i / SMALL) + margin) * side() + i % SMALL + margin] = grey;
    });
    return all;
  }
  function drawPaper() {
    if (state.pixels === null) {
      return;
    }
    const all = onCanvas(state.pixels);
    const hole = rgb('accent');
    maps.grey(paper, side(), all, Math.max(160, Math.min(300, paper.parentElement.clientWidth - 34)), at => state.missing[at]
      ? hole.map(each => Math.round(each * ((Math.floor(at / side()) + at % side()) % 2 ? 0.55 : 0.7))) : null);
    const count = state.missing.reduce((sum, each) => sum + each, 0);
    describe(paper, `Test digit ${state.sample}, ${count} pixels rubbed out`);
    size.textContent = count === 0 ? 'Nothing rubbed out yet: rub with the mouse or a finger.' : `${count} pixels rubbed out`;
    fillIt.disabled = count === 0;
  }
  function rub(event) {
    const box = paper.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * side();
    const y = (event.clientY - box.top) / box.height * side();
    const radius = 1.9;
    for (let row = 0; row < side(); row++) {
      for (let column = 0; column < side(); column++) {
        if (Math.hypot(column + 0.5 - x, row + 0.5 - y) < radius) {
          state.missing[row * side() + column] = brush.checked ? 1 : 0;
        }
      }
    }
    drawPaper();
  }
  paper.addEventListener('pointerdown', event => {
    event.preventDefault();
    paper.setPointerCapture(event.pointerId);
    rubbing = true;
    rub(event);
  });
  paper.addEventListener('pointermove', event => rubbing && (event.getCoalescedEvents?.() ?? [event]).concat(event).forEach(rub));
  for (const end of ['pointerup', 'pointercancel']) {
    paper.addEventListener(end, () => {
      if (rubbing) {
        rubbing = false;
        fill();
      }
    });
  }
  const shapes = {
    middle: ['Middle', (row, column) => Math.abs(row + 0.5 - side() / 2) < 4 && Math.abs(column + 0.5 - side() / 2) < 4],
    left: ['Left half', (row, column) => column < side() / 2],
    right: ['Right half', (row, column) => column >= side() / 2],
    top: ['Top half', row => row < side() / 2],
    bottom: ['Bottom half', row => row >= side() / 2],
  };
  const cut = name => {
    state.missing = state.missing.map((unused, i) => shapes[name][1](Math.floor(i / side()), i % side()) ? 1 : 0);
    drawPaper();
    fill();
  };

  // ---- which digit
  const sample = make('input', {id: 'hole-sample', type: 'number', min: 0, max: 9999, 'aria-label': 'Number of the test digit'});
  const choose = index => guarded(async () => {
    const found = await api.get(`/api/digit/sample?dataset=mnist&sample=${Math.max(0, index)}`);
    sample.max = found.size - 1;
    sample.value = Math.max(0, index);
    state.sample = Math.max(0, index);
    state.pixels = api.fromBase64(found.pixels);
    drawPaper();
    await fill();
  });
  sample.addEventListener('change', () => choose(Number(sample.value)));

  // ---- filling
  const guarded = async task => {
    try {
      await task();
    } catch (error) {
      api.trouble(error);
    }
  };
  const filled = make('canvas', {id: 'filled'});
  const film = make('canvas', {});
  const line = make('p', {id: 'filled-line', role: 'status', 'aria-live': 'polite'}, 'Rub out a part of the digit.');
  const size = make('p', {class: 'small muted'});
  const fillIt = make('button', {type: 'button', class: 'strong', id: 'fill', onclick: () => fill()}, 'Fill again');
  const chart = make('div', {class: 'curves'});
  let plot = null;
  let abort = null;
  let timer = 0;

  async function fill() {
    sessionStorage.setItem(KEY, JSON.stringify(
      {model: state.model.name, sample: state.sample, stop: state.stop, missing: api.toBase64(state.missing)}));
    abort?.abort();
    clearInterval(timer);
    if (!state.missing.some(each => each) || state.pixels === null) {
      state.steps = [];
      state.finished = null;
      state.step = -1;
      line.textContent = 'Rub out a part of the digit.';
      show();
      return;
    }
    const mine = abort = new AbortController();
    state.steps = [];
    state.finished = null;
    state.step = -1;
    line.textContent = 'Filling …';
    timer = setInterval(() => { // what has come is shown one by one
      if (state.step + 1 < state.steps.length) {
        state.step = calm.matches ? state.steps.length - 1 : state.step + 1;
        show();
      } else if (state.finished !== null) {
        clearInterval(timer);
        line.textContent = ending(state.finished);
        show();
      }
    }, STEP_MILLIS);
    await guarded(() => api.stream('/api/hole/fill', {
      model: state.model.name,
      pixels: api.toBase64(state.pixels),
      missing: api.toBase64(state.missing),
      stop: state.stop,
      number: state.sample,
    }, (name, data) => {
      if (mine === abort) {
        name === 'step' ? state.steps.push({...data, greys: api.fromBase64(data.greys)}) : state.finished = data;
      }
    }, mine.signal));
  }
  const ending = done => (done.stopped ? `Finished at step ${done.steps} of ${done.ofSteps}: it hardly changed any more`
    : `Filled in all ${done.steps} steps`) + `; mean squared error in the hole ${done.holeError.toFixed(3)}.`;

  function show() {
    const edge = Math.max(160, Math.min(300, filledCard.clientWidth - 34));
    const at = state.step;
    const holed = state.pixels === null ? new Uint8Array(side() ** 2)
      : onCanvas(state.pixels).map((grey, i) => state.missing[i] ? 0 : grey);
    const frame = rgb('accent');
    const greys = at < 0 ? holed : state.steps[at].greys;
    maps.grey(filled, side(), greys, edge, i => state.missing[i] // a blue cast tells what is made up
      ? [greys[i], greys[i], greys[i]].map((grey, c) => Math.round(grey * 0.82 + frame[c] * 0.18)) : null);
    describe(filled, at < 0 ? 'The digit with its hole' : `The hole filled, after step ${at + 1} of ${state.model.steps}`);
    const width = Math.max(160, stepsCard.clientWidth - 34);
    const across = Math.min(state.model.steps, Math.max(4, Math.floor(width / 76)));
    const wide = Math.floor((width - (across - 1) * 4) / across);
    const down = Math.ceil(state.model.steps / across);
    const drawing = context(film, width, down * (wide + 4) - 4);
    const small = document.createElement('canvas');
    drawing.imageSmoothingEnabled = false;
    for (let t = 0; t < state.model.steps; t++) {
      const x = (t % across) * (wide + 4);
      const y = Math.floor(t / across) * (wide + 4);
      drawing.fillStyle = colour('well');
      drawing.fillRect(x, y, wide, wide);
      if (t <= at) {
        maps.grey(small, side(), state.steps[t].greys, wide);
        drawing.drawImage(small, x, y, wide, wide);
      }
      if (t === at) {
        drawing.strokeStyle = colour('accent');
        drawing.lineWidth = 3;
        drawing.strokeRect(x + 1.5, y + 1.5, wide - 3, wide - 3);
      }
    }
    describe(film, `Pictures after ${at + 1} of ${state.model.steps} steps`);
    curve();
  }

  function curve() {
    const width = Math.max(200, chart.clientWidth);
    plot?.destroy();
    chart.replaceChildren();
    const x = Array.from({length: state.model.steps}, (unused, t) => t + 1);
    const changes = x.map(t => t <= state.step + 1 ? state.steps[t - 1].change : null);
    const threshold = state.finished?.threshold ?? (state.stop === 'model' ? state.model.stop : null);
    const axis = {stroke: colour('muted'), grid: {stroke: colour('line'), width: 1}, ticks: {show: false}, font: '12px system-ui'};
    plot = new uPlot({
      width, height: 170, legend: {show: false}, cursor: {show: false},
      scales: {x: {time: false, range: [1, state.model.steps]}, y: {range: (unused, low, high) => [0, Math.max(high || 0, 2 * (threshold ?? 0), 0.05)]}},
      axes: [{...axis, label: 'step', labelSize: 18, size: 30, labelFont: '12px system-ui'}, {...axis, size: 46}],
      series: [{}, {stroke: colour('accent'), width: 2, points: {show: true, size: 5, fill: colour('accent')}},
        {stroke: colour('ink'), width: 1.5, dash: [4, 4], points: {show: false}}],
    }, [x, changes, x.map(() => threshold)], chart);
    describe(chart.querySelector('canvas'), `How much the hole changed at each step${
      threshold === null ? '' : `; it is finished below ${threshold.toPrecision(3)} and falling`}`);
  }

  // ---- when it stops
  const threshold = slider({id: 'hole-stop', label: 'Stop threshold', min: 0, max: 0.3, step: 0.005,
    value: state.stop.startsWith('hole:') ? Number(state.stop.slice(5)) : state.model.stop, shown: value => value.toFixed(3),
    hint: 'Mean change of the hole’s pixels in a step below which it is finished; 0 takes all steps.',
    onChange: value => {
      state.stop = `hole:${value}`;
      clearTimeout(pause);
      pause = setTimeout(fill, 150);
    }});
  let pause = 0;
  const own = make('button', {type: 'button', class: 'plain', id: 'hole-own', onclick: () => {
    state.stop = 'model';
    threshold.set(state.model.stop);
    fill();
  }}, 'As trained');

  // ---- the prior
  const seed = make('input', {id: 'prior-seed', type: 'number', min: 1, value: 1});
  const prior = make('canvas', {id: 'prior'});
  const draw = make('button', {type: 'button', class: 'plain', id: 'draw', onclick: () => {
    seed.value = Number(seed.value) + 1;
    drawn();
  }}, 'Draw others');
  let pictures = null;
  seed.addEventListener('change', () => drawn());
  const drawn = () => guarded(async () => {
    pictures = await api.get(`/api/hole/prior?model=${encodeURIComponent(state.model.name)}&count=16&seed=${Number(seed.value)}`);
    showPrior();
  });
  function showPrior() {
    if (pictures === null) {
      return;
    }
    const width = Math.max(160, Math.min(320, priorCard.clientWidth - 34));
    const wide = Math.floor((width - 12) / 4);
    const drawing = context(prior, 4 * wide + 12, 4 * wide + 12);
    drawing.imageSmoothingEnabled = false;
    const small = document.createElement('canvas');
    pictures.pictures.forEach((greys, i) => {
      maps.grey(small, pictures.side, api.fromBase64(greys), wide);
      drawing.drawImage(small, (i % 4) * (wide + 4), Math.floor(i / 4) * (wide + 4), wide, wide);
    });
    describe(prior, `16 digits drawn from the prior with seed ${seed.value}`);
  }

  // ---- how it lies
  const chosen = make('select', {id: 'hole-model'}, models.map(each => make('option', {value: each.name}, each.name)));
  chosen.value = state.model.name;
  chosen.addEventListener('change', () => {
    state.model = models.find(each => each.name === chosen.value);
    state.missing = new Uint8Array(side() ** 2);
    state.stop = 'model';
    threshold.set(state.model.stop);
    drawPaper();
    fill();
    drawn();
  });
  const filledCard = make('div', {class: 'card stack'}, make('h2', {}, 'Filled'), filled, line);
  const stepsCard = make('div', {class: 'card stack'}, make('h2', {}, 'Step by step'), film);
  const priorCard = make('div', {class: 'card stack'},
    make('h2', {}, 'New digits from the prior'), prior,
    make('div', {class: 'row'}, make('label', {for: 'prior-seed'}, 'Seed'), seed, draw));
  element.append(make('div', {class: 'hole-grid'},
    make('div', {class: 'card stack'},
      make('h2', {}, 'Rub out'), paper, size,
      make('div', {class: 'row'}, make('label', {class: 'row'}, brush, 'rub out'), make('label', {class: 'row'}, mend, 'put back')),
      make('div', {class: 'row', role: 'group', 'aria-label': 'Holes of a shape'},
        Object.entries(shapes).map(([name, [label]]) =>
          make('button', {type: 'button', class: 'plain', id: `cut-${name}`, onclick: () => cut(name)}, label)),
        make('button', {type: 'button', class: 'plain', id: 'whole', onclick: () => {
          state.missing.fill(0);
          drawPaper();
          fill();
        }}, 'Whole again')),
      make('div', {class: 'row test'},
        make('button', {type: 'button', class: 'plain', 'aria-label': 'Digit before', onclick: () => choose(state.sample - 1)}, '‹'),
        sample,
        make('button', {type: 'button', class: 'plain', id: 'hole-next', 'aria-label': 'Next digit', onclick: () => choose(state.sample + 1)}, '›'),
        make('button', {type: 'button', class: 'plain', onclick: () => choose(Math.floor(Math.random() * 10000))}, 'Random')),
      make('label', {for: 'hole-model'}, 'Model'), chosen),
    make('div', {class: 'stack'},
      make('div', {class: 'pair'}, filledCard,
        make('div', {class: 'card stack'}, make('h2', {}, 'Change of the hole'), chart, threshold.element,
          make('div', {class: 'row'}, fillIt, own))),
      stepsCard),
    priorCard));

  window.addEventListener('colours', () => {
    drawPaper();
    show();
    showPrior();
  });
  onWidth(element, () => {
    drawPaper();
    show();
    showPrior();
  });
  if (!state.missing.some(each => each)) {
    state.missing = state.missing.map((unused, i) => shapes.middle[1](Math.floor(i / side()), i % side()) ? 1 : 0);
  }
  await choose(state.sample);
  await drawn();
}
