// The part of the page called Stream: events as they come, as a time surface, and what a model decides of them.
import {context, describe, make, rgb, slider} from './dom.js';
import {plot} from './curves.js';

const RETRY_MILLIS = 1000;
const PLOT_MILLIS = 500;
const WORDS = {
  WAITING: 'waits for the first event', RUNNING: 'is running', PAUSED: 'stands still', ENDED: 'has ended', STOPPED: 'was stopped', FAILED: 'failed',
};
const micros = value => (value >= 1000 ? `${(value / 1000).toFixed(1)} ms` : `${value.toFixed(0)} µs`);

export async function mount(element, api) {
  const choices = await api.get('api/stream');
  let frame = null;
  let speed = 1;
  let stopAt = 0.8;
  let said = -1;
  let counted = -1;
  let plotted = 0;

  const model = make('select', {id: 'stream-model'}, choices.models.map(name => make('option', {value: name}, name)));
  const source = make('input', {
    id: 'stream-source', type: 'text', list: 'stream-sources', value: choices.sources[0] ?? '', autocomplete: 'off', spellcheck: 'false',
    'aria-describedby': 'stream-source-hint',
  });
  const sources = make('datalist', {id: 'stream-sources'}, [...choices.sources, ...choices.files].map(value => make('option', {value})));
  const tempo = slider({
    id: 'stream-speed', label: 'Speed', min: -2, max: 1, step: 0.1, value: 0, shown: at => `× ${(10 ** at).toPrecision(2)}`,
    hint: 'of the recorded one; from the next start on', onChange: at => {
      speed = 10 ** at;
    },
  });
  const threshold = slider({
    id: 'stream-stop', label: 'Decide above', min: 0.1, max: 1, step: 0.01, value: stopAt, shown: at => (at === 1 ? 'all steps' : at.toFixed(2)),
    hint: 'confidence at which an answer is given; from the next start on', onChange: at => {
      stopAt = at;
    },
  });
  const act = what => () => what().catch(api.trouble);
  const start = make('button', {type: 'button', class: 'strong', id: 'stream-start', onclick: act(() => begin())}, 'Start');
  const pause = make('button', {type: 'button', class: 'plain', id: 'stream-pause', disabled: true, onclick: act(() => halt())}, 'Pause');
  const stop = make('button', {type: 'button', class: 'plain', id: 'stream-stop-button', disabled: true, onclick: act(() => api.post('api/stream/stop', {}))}, 'Stop');
  const state = make('p', {class: 'small muted', id: 'stream-state', 'aria-live': 'polite'}, 'Nothing is running.');
  const canvas = make('canvas', {id: 'stream-surface'});
  const answer = make('p', {class: 'answer', id: 'stream-answer'}, '–');
  const spoken = make('p', {class: 'sr', 'aria-live': 'polite'});
  const list = make('tbody');
  const facts = make('dl', {class: 'facts', id: 'stream-facts'});
  const place = make('div', {class: 'plot'});
  const latency = plot(place, {steps: true, height: 220, shownX: at => micros(10 ** at)});
  const seen = make('div', {class: 'live', hidden: true},
    make('section', {class: 'card stack', 'aria-label': 'Time surface'}, make('h3', {}, 'What the camera sees'), make('div', {class: 'well surface'}, canvas),
      make('p', {class: 'small muted'}, 'Blue grew brighter just now, orange darker; it fades within 30 ms of the stream.')),
    make('section', {class: 'card stack', 'aria-label': 'Decisions'}, make('h3', {}, 'What is decided'), answer, spoken,
      make('table', {'aria-label': 'Latest decisions'}, make('thead', {}, make('tr', {}, ['Recording', 'Decided', 'Is', 'Confidence', 'Steps']
        .map(name => make('th', {scope: 'col'}, name)))), list)),
    make('section', {class: 'card stack', 'aria-label': 'Latency'}, make('h3', {}, 'Latency of decisions'), facts, place));
  element.append(make('div', {class: 'streaming'},
    make('section', {class: 'card stack', 'aria-labelledby': 'stream-title'}, make('h2', {id: 'stream-title'}, 'Stream'),
      make('div', {}, make('label', {for: 'stream-model'}, 'Model'), model),
      make('div', {}, make('label', {for: 'stream-source'}, 'Source'), source, sources,
        make('small', {class: 'muted', id: 'stream-source-hint'},
          'saccade:mnist for digits before the camera, a recording in the server’s folder, or ipc:NAME for a ring there.')),
      tempo.element, threshold.element, make('div', {class: 'row'}, start, pause, stop), state),
    seen));

  async function begin() {
    start.disabled = true;
    try {
      await api.post('api/stream/start', {model: model.value, source: source.value.trim(), speed, stopAt});
      said = -1;
    } finally {
      start.disabled = false;
    }
  }

  const halt = () => api.post(frame?.state === 'PAUSED' ? 'api/stream/go' : 'api/stream/pause', {});

  // Only the newest of what came since the last picture of the screen is drawn.
  let coming = null;
  function soon(now) {
    if (coming === null) {
      requestAnimationFrame(() => {
        const shown = coming;
        coming = null;
        show(shown);
      });
    }
    coming = now;
  }

  function show(now) {
    frame = now;
    seen.hidden = false;
    const isOn = ['WAITING', 'RUNNING', 'PAUSED'].includes(now.state);
    pause.disabled = !isOn;
    stop.disabled = !isOn;
    pause.textContent = now.state === 'PAUSED' ? 'Go on' : 'Pause';
    const words = `${now.source} ${WORDS[now.state]}${now.failure === null ? '' : `: ${now.failure}`}`;
    if (state.textContent !== words) {
      state.textContent = words;
    }
    draw();
    decisions(now);
    figures(now);
  }

  function draw() {
    if (frame === null || element.hidden) {
      return;
    }
    const {width, height} = frame;
    const side = Math.min(canvas.parentElement.clientWidth, 420);
    if (side === 0) {
      return;
    }
    const bytes = api.fromBase64(frame.surface);
    const small = document.createElement('canvas');
    small.width = width;
    small.height = height;
    const g = small.getContext('2d');
    const image = g.createImageData(width, height);
    const [none, on, off] = ['well', 'accent', 'negative'].map(rgb);
    let lit = 0;
    for (let i = 0; i < bytes.length; i++) {
      const share = Math.abs(bytes[i] - 128) / 127;
      const to = bytes[i] > 128 ? on : off;
      lit += share > 0.1 ? 1 : 0;
      for (let k = 0; k < 3; k++) {
        image.data[4 * i + k] = none[k] + share * (to[k] - none[k]);
      }
      image.data[4 * i + 3] = 255;
    }
    g.putImageData(image, 0, 0);
    const drawn = context(canvas, side, Math.round(side * height / width));
    drawn.imageSmoothingEnabled = false;
    drawn.drawImage(small, 0, 0, side, Math.round(side * height / width));
    describe(canvas, `Time surface of ${width} by ${height} pixels at ${(frame.micros / 1e6).toFixed(2)} s of the stream; ${lit} pixels are lit`);
  }

  function decisions(now) {
    const newest = now.decisions[0];
    if (newest === undefined || newest.recording === said) {
      return;
    }
    said = newest.recording;
    const isRight = newest.truth === null ? '' : newest.truth === newest.label ? 'right' : 'wrong';
    answer.className = `answer ${isRight}`;
    answer.textContent = newest.label;
    spoken.textContent = `Recording ${newest.recording}: ${newest.label}${newest.truth === null ? '' : `, ${isRight}`}`;
    list.replaceChildren(...now.decisions.map(each => make('tr', {},
      make('td', {}, String(each.recording)), make('td', {}, String(each.label)), make('td', {}, each.truth === null ? '?' : String(each.truth)),
      make('td', {}, `${(100 * each.confidence).toFixed(0)} %`), make('td', {}, String(each.steps)))));
  }

  function figures(now) {
    const lines = [['Events', now.events.toLocaleString('en')], ['Dropped', now.dropped.toLocaleString('en')], ['Decisions', String(now.decided)]];
    if (now.right !== null && now.decided > 0) {
      lines.push(['Right', `${(100 * now.right / now.decided).toFixed(1)} %`]);
    }
    if (now.latency !== null) {
      lines.push(['p50', micros(now.latency.p50)], ['p99', micros(now.latency.p99)], ['p99.9', micros(now.latency.p999)]);
    }
    facts.replaceChildren(...lines.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)]));
    if (now.decided === counted || now.decided > 0 && performance.now() - plotted < PLOT_MILLIS && now.state === 'RUNNING') {
      return;
    }
    counted = now.decided;
    plotted = performance.now();
    if (now.decided === 0) {
      latency.clear();
      return;
    }
    const upTo = now.upTo.map(Math.log10); // widths of bins grow with the time
    latency.set({
      x: [upTo[0] - Math.log10(1.3), ...upTo], xLabel: 'latency, up to', yLabel: 'decisions',
      series: [{label: 'decisions', values: [0, ...now.counts]}],
      text: `Decisions by latency: half within ${micros(now.latency.p50)}, 99 % within ${micros(now.latency.p99)}, 99.9 % within ${micros(now.latency.p999)}`,
    });
  }

  async function listen() {
    for (;;) {
      const enough = new AbortController();
      const leave = () => element.hidden && enough.abort(); // nobody looks
      window.addEventListener('part', leave);
      try {
        await api.stream('api/stream/frames', null, (name, data) => soon(data), enough.signal);
      } catch {
        // the server is away for a moment, or nobody looks
      }
      window.removeEventListener('part', leave);
      await new Promise(done => setTimeout(done, RETRY_MILLIS));
      while (element.hidden) {
        await new Promise(done => window.addEventListener('part', done, {once: true}));
      }
    }
  }

  window.addEventListener('colours', draw);
  listen();
}
