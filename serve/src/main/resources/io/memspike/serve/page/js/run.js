// One run: its state, progress, curves, news, result and files, told as they come; it comes back after the server was away.
import {make} from './dom.js';
import {plot} from './curves.js';
import {stateOf} from './runs.js';

const RETRY_MILLIS = 1000;
const MOST_NEWS = 200;
const PICTURE = /\.(png|gif)$/;

// Epochs of a run's news, the last of each number: [{epoch, loss, accuracy, watched, name}].
export function epochs(news) {
  const found = new Map();
  for (const each of news) {
    const result = each.result;
    if (typeof result?.epoch === 'number') {
      found.set(result.epoch, {...result, name: typeof each.watched === 'string' ? each.watched : 'watched'});
    }
  }
  return [...found.values()].sort((a, b) => a.epoch - b.epoch);
}

export function number(value) {
  return typeof value !== 'number' ? String(value ?? '–')
    : Number.isInteger(value) ? String(value) : Number(value.toPrecision(5)).toString();
}

// What a result says, as [key, value], numbers and texts alone.
export function flat(value, key = '') {
  if (Array.isArray(value)) {
    return value.flatMap((each, i) => flat(each, `${key}[${i}]`));
  }
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([name, each]) => flat(each, key === '' ? name : `${key}.${name}`));
  }
  return [[key, value]];
}

export function details(id, api, {changed, again, gone}) {
  const closing = new AbortController();
  const news = [];
  let run = null;
  const state = make('span', {'aria-live': 'polite'});
  const bar = make('progress', {max: 1, 'aria-label': `Progress of run ${id}`});
  const doing = make('span', {class: 'small muted'});
  const failure = make('p', {class: 'refusal'});
  const buttons = make('div', {class: 'row'});
  const settings = make('p', {class: 'small muted'});
  const losses = make('div', {class: 'plot loss'});
  const shares = make('div', {class: 'plot accuracy'});
  const curves = make('div', {class: 'pair', hidden: true}, losses, shares);
  const told = make('ol', {class: 'news small', 'aria-label': 'News'});
  const result = make('div', {class: 'stack'});
  const element = make('section', {class: 'card stack run', 'aria-labelledby': `title-${id}`},
    make('div', {class: 'row'}, make('h2', {id: `title-${id}`}, `Run ${id}`), state),
    settings, make('div', {class: 'row progress'}, bar, doing), failure, buttons, curves, told, result);
  const lossPlot = plot(losses, {points: true});
  const sharePlot = plot(shares, {points: true});

  const act = (what, then) => async () => {
    try {
      await what();
      await then?.();
    } catch (error) {
      api.trouble(error);
    }
  };

  function button(name, onclick, kind = 'plain') {
    return make('button', {type: 'button', class: kind, onclick}, name);
  }

  async function state_(now) {
    run = now;
    state.replaceChildren(stateOf(run));
    settings.textContent = `${run.experiment}: ${Object.entries(run.plan)
      .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(', ') : value}`).join(' · ') || 'all as usual'}`;
    failure.textContent = run.failure ?? '';
    failure.hidden = !run.failure;
    const isOn = run.state === 'QUEUED' || run.state === 'RUNNING';
    bar.parentElement.hidden = !isOn;
    bar.removeAttribute('value');
    doing.textContent = run.state === 'QUEUED' ? 'waits until those before it have ended' : '';
    if (isOn) {
      result.replaceChildren();
      buttons.replaceChildren(button('Cancel', act(() => api.post(`/api/runs/${id}/cancel`, {}))));
      return;
    }
    const whole = await api.get(`/api/runs/${id}`);
    buttons.replaceChildren(...[
      run.state === 'DONE' ? null : button(whole.canResume ? 'Go on from its checkpoint' : 'Do it again from the beginning',
        act(() => api.post(`/api/runs/${id}/resume`, {}), reopen), 'strong'),
      button('Another like it', act(() => again(run))),
      button('Delete', act(() => api.del(`/api/runs/${id}`), gone)),
    ].filter(each => each !== null));
    results(whole);
  }

  function results(whole) {
    const files = whole.files.map(name => ({name, path: `/api/runs/${id}/file?name=${encodeURIComponent(name)}`}));
    const link = (name, path) => make('a', {href: path, download: true, class: 'file'}, name);
    const downloads = [
      ...(whole.result === undefined ? [] : [link('Result as JSON', `/api/runs/${id}/result.json`), link('Result as CSV', `/api/runs/${id}/result.csv`)]),
      ...(news.length === 0 ? [] : [link('News as CSV', `/api/runs/${id}/curve.csv`)]),
      ...files.map(file => link(file.name, file.path)),
    ];
    const table = whole.result === undefined ? null : make('div', {class: 'scroll'}, make('table', {'aria-label': 'Result'},
      make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, 'Result'), make('th', {scope: 'col', class: 'number'}, ''),
        make('th', {scope: 'col'}, 'Meaning'))),
      make('tbody', {}, flat(whole.result).map(([key, value]) => make('tr', {}, make('th', {scope: 'row'}, key),
        make('td', {class: 'number'}, number(value)),
        make('td', {}, whole.meanings[key.replace(/\[\d+]/g, '[]')] ?? ''))))));
    result.replaceChildren(...[
      table,
      ...files.filter(file => PICTURE.test(file.name)).map(file => make('img', {src: file.path, alt: `${file.name}, drawn by run ${id}`, class: 'drawn'})),
      downloads.length === 0 ? null : make('div', {class: 'row downloads'}, downloads),
    ].filter(each => each !== null));
  }

  function more(lines) {
    news.push(...lines);
    told.append(...lines.map(line => make('li', {}, sentence(line))));
    while (told.children.length > MOST_NEWS) {
      told.firstChild.remove();
    }
    told.scrollTop = told.scrollHeight;
    const done = epochs(news);
    curves.hidden = done.length === 0;
    if (done.length > 0) {
      const x = done.map(each => each.epoch);
      const latest = done[done.length - 1];
      lossPlot.set({
        x, xLabel: 'epoch', yLabel: 'mean loss', series: [{label: 'loss', values: done.map(each => each.loss ?? null)}],
        text: `Mean loss by epoch; ${number(latest.loss)} in epoch ${latest.epoch}`,
      });
      const series = [{label: 'in training', values: done.map(each => each.accuracy ?? null)}];
      if (done.some(each => typeof each.watched === 'number')) {
        series.push({label: latest.name, values: done.map(each => each.watched ?? null)});
      }
      sharePlot.set({
        x, xLabel: 'epoch', yLabel: 'share right', series,
        text: `Accuracy by epoch; ${number(latest.accuracy)} in training in epoch ${latest.epoch}`,
      });
    }
  }

  function progress(now) {
    if (now.most > 0) {
      bar.max = now.most;
      bar.value = now.done;
    } else {
      bar.removeAttribute('value');
    }
    doing.textContent = [now.task, now.most > 0 ? `${now.done} of ${now.most}` : '', now.note].filter(each => each !== '').join(' · ');
  }

  const isThere = () => api.get(`/api/runs/${id}`).then(() => true, error => error.status !== 404);

  async function open() {
    while (!closing.signal.aborted) {
      const missed = new AbortController();
      let showing = null;
      try {
        await api.stream(`/api/runs/${id}/news?after=${news.length}`, null, (name, data) => {
          if (missed.signal.aborted) {
            return;
          }
          if (name === 'news' && data.from > news.length) {
            missed.abort(); // what is between was dropped: asked for again, with all that comes behind it
          } else if (name === 'news') {
            more(data.news.slice(news.length - data.from));
          } else if (name === 'progress') {
            progress(data.now);
          } else if (name === 'state') {
            showing = state_(data);
            showing.catch(() => {}); // awaited below
            changed();
          }
        }, AbortSignal.any([closing.signal, missed.signal]));
        await showing; // where the server went away before it told the rest, it is asked again
        if (showing !== null && run.state !== 'QUEUED' && run.state !== 'RUNNING') {
          return; // shown in whole; an end that another answer told may not be
        }
      } catch (error) {
        if (closing.signal.aborted) {
          return;
        }
        if (error.status >= 500 && error.status !== 503) {
          api.trouble(error);
        }
        if (!missed.signal.aborted && !await isThere()) {
          if (!closing.signal.aborted) {
            api.trouble(new Error(`Run ${id} was deleted.`));
            gone().catch(api.trouble);
          }
          return;
        }
      }
      await new Promise(done => setTimeout(done, RETRY_MILLIS));
    }
  }

  async function reopen() {
    news.length = 0;
    told.replaceChildren();
    lossPlot.clear();
    sharePlot.clear();
    curves.hidden = true;
    run = null;
    open();
  }

  return {
    id,
    element,
    async open() {
      open();
    },
    close() {
      closing.abort();
    },
  };
}

function sentence(line) {
  const {news, at, ...rest} = line;
  if (rest.line !== undefined) {
    return rest.line;
  }
  if (typeof rest.result?.epoch === 'number') {
    const {epoch, loss, accuracy, watched} = rest.result;
    return `epoch ${epoch}${rest.of ? ` of ${rest.of}` : ''}: loss ${number(loss)}, ${(100 * accuracy).toFixed(1)} % in training`
      + (typeof watched === 'number' ? `, ${(100 * watched).toFixed(1)} % ${rest.watched ?? 'watched'}` : '');
  }
  return `${news}: ${flat(rest).filter(([, value]) => value !== null).slice(0, 8).map(([key, value]) => `${key} ${number(value)}`).join(', ')}`;
}
