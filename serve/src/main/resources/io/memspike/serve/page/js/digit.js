// The part of the page called Digit: a digit becomes events, spikes run through the layers, confidence rises, the inference
// stops. What is shown at each step is what the server's inference did at that step.
import {describe, make, onWidth, slider} from './dom.js';
import * as maps from './maps.js';
import {pad, pictureOf} from './pad.js';
import {bars, membranes, number} from './digit-charts.js';
import {tally} from './digit-tally.js';
import {weightsPanel} from './digit-weights.js';

const KEY = 'memspike-digit';
const STEP_MILLIS = 280;
const AGES = [0, 1, 60, 3600, 86400, 2592000, 31536000, 315360000];
const AGE_WORDS = ['fresh', '1 s', '1 min', '1 h', '1 day', '30 days', '1 year', '10 years'];
const LIVE_MILLIS = 70;
const MOST_RECORDING = 4 * 2 ** 20; // bytes that the server takes
const FIRST_STOP = 0.98; // more to see than with most models' own

export async function mount(element, api) {
  const models = await api.get('/api/digit/models');
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  const state = {
    model: models.some(each => each.name === kept?.model) ? kept.model : models[0].name,
    settings: kept?.settings ?? {stop: FIRST_STOP},
    source: kept?.source ?? {dataset: 'mnist', sample: 0},
    answer: null,
    step: 0,
    label: null,
    recording: null,
  };
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const model = () => models.find(each => each.name === state.model);

  // ---- what is shown
  const drawn = pad('pad', isDone => {
    state.source = {strokes: drawn.strokes()};
    isDone ? ask(true) : live();
  });
  const which = make('select', {id: 'dataset', 'aria-label': 'Test set'});
  const sample = make('input', {id: 'sample', type: 'number', min: 0, value: 0, 'aria-label': 'Number of the test digit'});
  const choose = async (dataset, index) => {
    const found = await api.get(`/api/digit/sample?dataset=${encodeURIComponent(dataset)}&sample=${index}`);
    sample.max = found.size - 1;
    sample.value = index;
    which.value = dataset;
    state.source = {dataset, sample: index};
    found.pixels === null ? drawn.clear() : drawn.show(api.fromBase64(found.pixels));
    return found;
  };
  const pick = index => guarded(async () => {
    await choose(which.value, Math.max(0, index));
    await ask(true);
  });
  const random = () => Math.floor(Math.random() * (Number(sample.max || 9999) + 1));
  which.addEventListener('change', () => pick(0));
  sample.addEventListener('change', () => pick(Number(sample.value)));
  const file = make('input', {id: 'file', type: 'file', class: 'sr'});
  file.addEventListener('change', () => file.files.length > 0 && take(file.files[0]));
  const clear = make('button', {type: 'button', class: 'plain', id: 'clear', onclick: () => {
    stop();
    shown = ++asked; // whatever is still to come was asked before
    drawn.clear();
    state.source = {strokes: []};
    state.answer = null;
    keep();
    show();
  }}, 'Clear');

  async function take(given) {
    await guarded(async () => {
      if (given.type.startsWith('image/')) {
        const greys = await pictureOf(given);
        drawn.show(greys);
        state.source = {pixels: api.toBase64(greys)};
      } else {
        if (given.size > MOST_RECORDING) {
          throw new Error(`${given.name}: expected at most ${MOST_RECORDING / 2 ** 20} MB, found ${(given.size / 2 ** 20).toFixed(1)}`);
        }
        const bytes = new Uint8Array(await given.arrayBuffer());
        const {recording} = await api.postBytes(`/api/digit/recording?name=${encodeURIComponent(given.name)}`, bytes);
        drawn.clear();
        state.source = {recording};
      }
      await ask(true);
    });
    file.value = '';
  }

  // ---- settings
  const sliders = {};
  const set = (name, value) => {
    if (value === null) {
      delete state.settings[name];
    } else {
      state.settings[name] = value;
    }
    later();
  };
  const percent = value => `${(100 * value).toFixed(value < 0.1 ? 1 : 0)} %`;
  const add = (name, options) => {
    sliders[name] = slider({id: `set-${name}`, ...options});
    return sliders[name].element;
  };
  const device = make('select', {id: 'device'},
    make('option', {value: 'own'}, 'random RRAM, as formed'),
    make('option', {value: 'rram'}, 'programmed RRAM'),
    make('option', {value: 'pcm'}, 'phase-change memory'));
  device.addEventListener('change', () => {
    set('device', device.value === 'own' ? null : device.value);
    agesOrNot();
  });
  const agesOrNot = () => {
    sliders.age.input.disabled = device.value === 'own';
    if (device.value === 'own') {
      delete state.settings.age;
      sliders.age.set(0);
    }
  };
  const stops = make('input', {id: 'stops', type: 'checkbox'});
  stops.addEventListener('change', () => {
    sliders.stop.input.disabled = !stops.checked;
    set('stop', stops.checked ? Number(sliders.stop.input.value) : null);
  });
  const settings = make('div', {class: 'card stack settings'},
    make('h2', {}, 'Hardware and stop'),
    make('label', {class: 'row'}, stops, 'Stop once confident'),
    add('stop', {label: 'Stop threshold', min: 0, max: 1, step: 0.01, value: 0.5, shown: value => value.toFixed(2),
      hint: 'Stops when the confidence is above it.', onChange: value => set('stop', value)}),
    add('noise', {label: 'Read noise', min: 0, max: 0.5, step: 0.01, value: 0, shown: percent,
      hint: 'Of each cell’s conductance, anew at every read.', onChange: value => set('readNoise', value)}),
    add('pruned', {label: 'Pruned share', min: 0, max: 0.98, step: 0.01, value: 0, shown: percent,
      hint: 'Cuts the weakest connections that training left, layer by layer. Nothing is learnt again.',
      onChange: value => set('pruned', value > model().pruned ? value : null)}),
    add('bits', {label: 'Converter bits', min: 0, max: 12, step: 1, value: 0, shown: bits => bits === 0 ? 'exact' : `${bits} bits`,
      hint: 'ADCs behind the columns, ranged on 32 training digits.', onChange: bits => set('adcBits', bits)}),
    make('label', {for: 'device'}, 'Cells'), device,
    add('age', {label: 'Age', min: 0, max: AGES.length - 1, step: 1, value: 0, shown: at => AGE_WORDS[at],
      hint: 'Of programmed cells, which drift; cells as formed do not.',
      onChange: at => set('age', at === 0 ? null : AGES[at])}),
    add('faults', {label: 'Stuck cells', min: 0, max: 0.3, step: 0.005, value: 0, shown: percent,
      hint: 'Half of them at the largest conductance, half at the smallest.',
      onChange: value => set('faults', value === 0 ? null : value)}),
    add('seed', {label: 'Chip number', min: 1, max: 20, step: 1, value: 1,
      hint: 'Seed of noise, faults and ageing.', onChange: value => set('seed', value === 1 ? null : value)}),
    make('button', {type: 'button', class: 'plain', id: 'reset', onclick: () => {
      trained();
      later();
    }}, 'As trained'));

  function trained() {
    state.settings = model().stop === null ? {} : {stop: model().stop};
    usual();
  }

  function usual() { // the controls, as the settings say or else the model
    const of = state.settings;
    const own = model();
    stops.checked = of.stop !== undefined;
    sliders.stop.input.disabled = !stops.checked;
    sliders.stop.set(of.stop ?? own.stop ?? 0.5);
    sliders.noise.set(of.readNoise ?? own.readNoise);
    sliders.pruned.input.min = Math.floor(100 * own.pruned) / 100;
    sliders.pruned.set(of.pruned ?? own.pruned);
    sliders.bits.set(of.adcBits ?? own.adcBits);
    device.value = of.device ?? 'own';
    agesOrNot();
    sliders.age.set(Math.max(0, AGES.indexOf(of.age ?? 0)));
    sliders.faults.set(of.faults ?? 0);
    sliders.seed.set(of.seed ?? 1);
  }

  const chosen = make('select', {id: 'model'}, models.map(each => make('option', {value: each.name}, each.name)));
  chosen.value = state.model;
  chosen.addEventListener('change', () => {
    state.model = chosen.value;
    trained();
    sets();
    later();
  });
  const sets = () => which.replaceChildren(...model().sets.map(name =>
    make('option', {value: name}, {mnist: 'MNIST, simulated camera', 'n-mnist': 'N-MNIST, real recordings'}[name])));

  // ---- asking
  const guarded = async task => {
    try {
      await task();
    } catch (error) {
      api.trouble(error);
    }
  };
  function request() {
    const source = state.source;
    const of = {model: state.model, ...state.settings};
    if (source.strokes !== undefined) {
      const pixels = drawn.pixels();
      return pixels === null ? null : {...of, pixels: api.toBase64(pixels)};
    }
    return {...of, ...source};
  }
  function keep() {
    sessionStorage.setItem(KEY, JSON.stringify({model: state.model, settings: state.settings, source: state.source}));
  }
  let asked = 0; // questions, final and live, in the order in which they were asked
  let shown = 0; // the newest of them that was answered, which older answers do not replace
  let abort = null;
  async function ask(plays) {
    const mine = ++asked;
    abort?.abort();
    const own = new AbortController();
    abort = own;
    const wanted = request();
    keep();
    if (wanted === null) {
      element.removeAttribute('aria-busy');
      return;
    }
    element.setAttribute('aria-busy', 'true');
    await guarded(async () => {
      const answer = await api.post('/api/digit/run', {...wanted, asked: mine}, own.signal);
      if (take_(answer, wanted, plays)) {
        results.add(answer, wanted);
        results.show();
        decision.spoken.textContent = spoken(answer);
      }
    });
    if (own === abort) {
      element.removeAttribute('aria-busy');
    }
  }
  function take_(answer, wanted, plays) {
    if (answer.asked <= shown) {
      return false;
    }
    shown = answer.asked;
    state.answer = answer;
    state.asked = wanted;
    plays && !calm.matches ? play() : jump(answer.steps - 1);
    return true;
  }
  let pause = 0;
  function later() { // sliders move faster than anybody reads
    keep();
    clearTimeout(pause);
    pause = setTimeout(() => ask(false), 120);
  }
  const talk = api.conversation('/api/digit/live', answer => {
    if (answer.error !== undefined) {
      api.trouble(new Error(answer.error));
    } else if (state.source.strokes !== undefined) {
      take_(answer, request(), false);
    }
  });
  let lately = 0;
  function live() {
    const now = performance.now();
    if (now - lately > LIVE_MILLIS) {
      lately = now;
      const wanted = request();
      if (wanted !== null) {
        talk.say({...wanted, asked: ++asked});
      }
    }
  }

  // ---- going through the steps
  let timer = 0;
  const stepper = make('input', {id: 'step', type: 'range', min: 1, max: 10, value: 1, 'aria-label': 'Step'});
  const at = make('output', {for: 'step', class: 'number'});
  const playing = make('button', {type: 'button', class: 'strong', id: 'play', onclick: () => timer ? stop() : play()}, 'Play');
  stepper.addEventListener('input', () => {
    stop();
    jump(Number(stepper.value) - 1);
  });
  function stop() {
    clearInterval(timer);
    timer = 0;
    playing.textContent = 'Play';
  }
  function play() {
    stop();
    if (state.answer === null) {
      return;
    }
    playing.textContent = 'Pause';
    jump(0);
    timer = setInterval(() => {
      if (state.answer === null || state.step + 1 >= state.answer.steps) {
        stop();
        return;
      }
      jump(state.step + 1);
    }, STEP_MILLIS);
  }
  function jump(step) {
    state.step = step;
    show();
  }

  // ---- what is seen of it
  const decision = {
    big: make('p', {class: 'decision', 'aria-hidden': 'true'}, '–'),
    line: make('p', {class: 'muted'}),
    spoken: make('p', {class: 'sr', role: 'status', 'aria-live': 'polite', id: 'spoken'}),
  };
  const confidence = make('div', {class: 'meter', role: 'meter', 'aria-label': 'Confidence', 'aria-valuemin': 0, 'aria-valuemax': 1},
    make('div', {class: 'fill'}), make('div', {class: 'threshold', hidden: true}));
  const classes = bars();
  const curves = membranes();
  const input = make('canvas', {});
  const layers = make('div', {class: 'layers'});
  const results = tally();
  const behind = weightsPanel(api, () => state.asked, () => show());
  let made = null; // canvases, for the layers of one model

  function layerCards(answer) {
    const key = JSON.stringify([answer.model, answer.layers]);
    if (made?.key === key) {
      return made.cards;
    }
    const cards = answer.layers.map((layer, at) => {
      const map = make('canvas', {class: layer.behind ? 'clickable' : ''});
      const raster = make('canvas', {});
      const count = make('span', {class: 'muted small number'});
      const card = {layer, map, raster, count, places: null, element: make('article', {class: 'layer'},
        make('header', {class: 'row'},
          make('h3', {}, `Layer ${at + 1}: ${layer.node}`),
          make('span', {class: 'muted small'}, words(layer.size)),
          count),
        make('div', {class: 'layer-pictures'}, make('div', {class: 'map'}, map), make('div', {class: 'raster'}, raster)))};
      map.addEventListener('click', event => {
        const box = map.getBoundingClientRect();
        const place = card.places?.at(event.clientX - box.left, event.clientY - box.top);
        if (place && layer.behind) {
          behind.show(layer, place.channel, place.row, place.column);
          show();
        }
      });
      return card;
    });
    made = {key, cards};
    layers.replaceChildren(...cards.map(card => card.element));
    behind.layers(answer.layers);
    return cards;
  }

  const decoded = new WeakMap(); // Base64 is read once for each answer
  function bytesOf(answer) {
    if (!decoded.has(answer)) {
      decoded.set(answer, answer.trail.map(step => ({input: api.fromBase64(step.input), spikes: step.spikes.map(api.fromBase64)})));
    }
    return decoded.get(answer);
  }

  function show() {
    const answer = state.answer;
    if (answer === null) {
      decision.big.textContent = '–';
      decision.line.textContent = 'Draw a digit, or choose one.';
      return;
    }
    const step = Math.min(state.step, answer.steps - 1);
    const now = answer.trail[step];
    const bytes = bytesOf(answer);
    const isLast = step === answer.steps - 1;
    stepper.max = answer.steps;
    stepper.value = step + 1;
    at.textContent = `step ${step + 1} of ${answer.steps}`;
    const leads = now.answer.indexOf(Math.max(...now.answer));
    decision.big.textContent = leads;
    decision.big.classList.toggle('final', isLast);
    decision.big.classList.toggle('wrong', isLast && answer.label !== null && answer.label !== leads);
    decision.line.textContent = isLast ? ending(answer) : 'deciding …';
    const share = now.confidence;
    confidence.setAttribute('aria-valuenow', share.toFixed(3));
    confidence.setAttribute('aria-valuetext', `${Math.round(share * 100)} %`);
    confidence.firstChild.style.width = `${share * 100}%`;
    confidence.lastChild.hidden = answer.threshold === null;
    confidence.lastChild.style.left = `${(answer.threshold ?? 0) * 100}%`;
    confidenceText.textContent = `${(100 * share).toFixed(1)} %`;
    classes.show(answer, step);
    curves.show(answer, step);
    const edge = inputCard.clientWidth > 520 ? 132 : 100;
    maps.events(input, answer.input, bytes[step].input, {width: edge, height: edge});
    maps.film(film, answer.input, bytes.map(each => each.input), answer.ofSteps, step, inputCard.clientWidth - edge - 20, edge);
    describe(film, `Events of each of ${answer.ofSteps} steps, of which ${answer.steps} were run`);
    const eventCount = bytes[step].input.reduce((sum, count) => sum + count, 0);
    describe(input, `Events of step ${step + 1}: ${eventCount}, seen by a camera of ${answer.input.height} × ${answer.input.width} pixels`);
    inputText.textContent = `${number(eventCount)} events`;
    layerCards(answer).forEach((card, index) => {
      const each = bytes.map(one => one.spikes[index]);
      const size = card.layer.size;
      const neurons = size.channels * size.height * size.width;
      const room = card.element.clientWidth - 2;
      const rasterWide = room > 520 ? 130 : 80;
      const most = {width: Math.max(120, room - rasterWide - 16), height: neurons > 200 ? 158 : 80};
      card.places = maps.spikes(card.map, size, each, step, most);
      let fired = 0;
      for (let i = 0; i < neurons; i++) {
        fired += maps.bit(each[step], i);
      }
      card.count.textContent = `${number(fired)} of ${number(neurons)} spike`;
      describe(card.map, `Spikes of ${card.layer.node} at step ${step + 1}: ${fired} of ${neurons} neurons`);
      maps.raster(card.raster, neurons, each, answer.ofSteps, step, rasterWide, Math.max(60, card.map.clientHeight));
      describe(card.raster, `Raster of ${card.layer.node}: neurons down, ${answer.ofSteps} steps across`);
      const marked = behind.at();
      if (marked && marked.node === card.layer.node) {
        card.places.mark(marked.channel, marked.row, marked.column, getComputedStyle(card.map).color);
      }
    });
    results.show();
    behind.refresh(state.asked);
  }

  const words = size => size.height * size.width === 1 ? `${number(size.channels)} neurons`
    : `${size.channels} × ${size.height} × ${size.width} neurons`;
  const ending = answer => {
    const judged = answer.label === null ? '' : answer.label === answer.decision ? ', right' : `, wrong: it is a ${answer.label}`;
    return answer.stopped ? `stopped at step ${answer.steps} of ${answer.ofSteps}${judged}` : `after all ${answer.steps} steps${judged}`;
  };
  const spoken = answer => `It is a ${answer.decision}, ${ending(answer)}.`;

  const confidenceText = make('span', {class: 'number'});
  const inputText = make('span', {class: 'muted small number'});
  const film = make('canvas', {});
  const inputCard = make('article', {class: 'layer'},
    make('header', {class: 'row'}, make('h3', {}, 'Events of the camera'),
      make('span', {class: 'small muted'}, make('span', {class: 'dot on'}), 'brighter ', make('span', {class: 'dot off'}), 'darker'),
      inputText),
    make('div', {class: 'layer-pictures'}, input, film));
  const left = make('div', {class: 'stack left'},
    make('div', {class: 'card stack', id: 'drop'},
      make('h2', {}, 'Draw a digit'),
      drawn.element,
      make('div', {class: 'row'}, clear,
        make('label', {class: 'file', for: 'file'}, 'Open a file …'), file),
      make('fieldset', {class: 'stack tight'},
        make('legend', {}, make('h3', {}, 'or try a test digit')),
        which,
        make('div', {class: 'row test'},
          make('button', {type: 'button', class: 'plain', id: 'before', 'aria-label': 'Digit before', onclick: () => pick(Number(sample.value) - 1)}, '‹'),
          sample,
          make('button', {type: 'button', class: 'plain', id: 'next', 'aria-label': 'Next digit', onclick: () => pick(Number(sample.value) + 1)}, '›'),
          make('button', {type: 'button', class: 'plain', id: 'random', onclick: () => pick(random())}, 'Random'))),
      make('label', {for: 'model'}, 'Model'), chosen),
    settings);
  const right = make('div', {class: 'stack right'},
    make('div', {class: 'card stack result'},
      make('h2', {}, 'Decision'),
      make('div', {class: 'verdict'}, decision.big, make('div', {class: 'stack tight'}, decision.line,
        make('div', {}, 'Confidence ', confidenceText), confidence)),
      decision.spoken, classes.element),
    results.element);
  const middle = make('div', {class: 'stack middle'},
    make('div', {class: 'card row transport'}, playing, stepper, at),
    make('div', {class: 'card stack'}, make('h2', {}, 'Step by step'), inputCard, layers),
    make('div', {class: 'pair'},
      make('div', {class: 'card stack'}, make('h2', {}, 'Membranes of the output'), curves.element),
      behind.element));
  element.append(make('div', {class: 'digit-grid'}, left, middle, right));

  results.many(() => guarded(async () => { // test digits one after the other, none of them twice
    const of = {model: state.model, ...state.settings, dataset: which.value};
    const settings = JSON.stringify(of);
    const numbers = new Set();
    const count = Math.min(20, Number(sample.max || 9999) + 1);
    while (numbers.size < count) {
      numbers.add(random());
    }
    for (const number of numbers) {
      const wanted = {...of, sample: number};
      const answer = await api.post('/api/digit/run', wanted);
      if (settings !== JSON.stringify({model: state.model, ...state.settings, dataset: which.value})) {
        return; // what was asked is no longer what is set
      }
      results.add(answer, wanted);
      results.show();
    }
  }));

  // ---- files dropped anywhere on the left
  const drop = left.firstChild;
  drop.addEventListener('dragover', event => event.preventDefault());
  drop.addEventListener('drop', event => {
    event.preventDefault();
    if (event.dataTransfer.files.length > 0) {
      take(event.dataTransfer.files[0]);
    }
  });
  window.addEventListener('colours', () => show());
  onWidth(middle, show);

  // ---- the first digit
  sets();
  usual();
  await guarded(async () => {
    const source = state.source;
    if (source.strokes !== undefined) {
      drawn.restore(source.strokes);
    } else if (source.pixels !== undefined) {
      drawn.show(api.fromBase64(source.pixels));
    } else if (source.dataset !== undefined) {
      await choose(source.dataset, source.sample);
    }
    await ask(true);
  });
  show();
}
