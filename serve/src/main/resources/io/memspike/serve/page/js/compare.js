// Runs side by side: what differs in their plans, their curves in one plot, their figures in a table.
import {make} from './dom.js';
import {plot} from './curves.js';
import {epochs, flat, number} from './run.js';

export async function compare(place, ids, api) {
  if (ids.length < 2) {
    place.replaceChildren();
    return;
  }
  const runs = await Promise.all(ids.map(async id => ({...(await api.get(`/api/runs/${id}`)), news: await news(id, api)})));
  const losses = make('div', {class: 'plot'});
  const shares = make('div', {class: 'plot'});
  const title = `Runs ${ids.join(', ')} side by side`;
  place.replaceChildren(make('section', {class: 'card stack', 'aria-labelledby': 'compared'},
    make('h2', {id: 'compared'}, title), plans(runs),
    make('div', {class: 'pair', hidden: !runs.some(run => epochs(run.news).length > 0)}, losses, shares), figures(runs)));
  curves(losses, runs, 'mean loss', each => each.loss);
  curves(shares, runs, 'share right', each => (typeof each.watched === 'number' ? each.watched : each.accuracy));
}

async function news(id, api) {
  const all = [];
  const enough = new AbortController();
  try {
    await api.stream(`/api/runs/${id}/news`, null, (name, data) => {
      if (name === 'news') {
        all.push(...data.news);
      } else if (name === 'state') {
        enough.abort(); // the state comes behind all news that there are
      }
    }, enough.signal);
  } catch (error) {
    if (!enough.signal.aborted) {
      throw error;
    }
  }
  return all;
}

function table(label, runs, rows) {
  return make('div', {class: 'scroll'}, make('table', {'aria-label': label},
    make('thead', {}, make('tr', {}, make('th', {scope: 'col'}, label), runs.map(run => make('th', {scope: 'col'}, `run ${run.run.id}`)))),
    make('tbody', {}, rows.map(([name, values]) => make('tr', {}, make('th', {scope: 'row'}, name), values.map(value => make('td', {}, value)))))));
}

function plans(runs) {
  const names = [...new Set(runs.flatMap(run => Object.keys(run.run.plan)))].sort();
  const text = value => (value === undefined ? 'as usual' : Array.isArray(value) ? value.join(', ') : String(value));
  const rows = [['experiment', runs.map(run => run.run.experiment)], ...names.map(name => [name, runs.map(run => text(run.run.plan[name]))])];
  const differing = rows.filter(([, values]) => new Set(values).size > 1);
  return differing.length === 0 ? make('p', {class: 'muted'}, 'Their plans are the same.') : table('What differs', runs, differing);
}

function figures(runs) {
  const results = runs.map(run => new Map(flat(run.result ?? {})));
  const names = [...new Set(results.flatMap(result => [...result.keys()]))]
    .filter(name => results.some(result => typeof result.get(name) === 'number'));
  return names.length === 0 ? make('p', {class: 'muted'}, 'None of them has a result.')
    : table('Figures', runs, names.map(name => [name, results.map(result => number(result.get(name)))]));
}

function curves(place, runs, label, value) {
  const shown = runs.map(run => ({id: run.run.id, epochs: epochs(run.news)})).filter(run => run.epochs.length > 0);
  if (shown.length === 0) {
    return;
  }
  const x = [...new Set(shown.flatMap(run => run.epochs.map(each => each.epoch)))].sort((a, b) => a - b);
  plot(place, {points: true}).set({
    x, xLabel: 'epoch', yLabel: label, text: `${label} by epoch of runs ${shown.map(run => run.id).join(', ')}`,
    series: shown.map(run => ({
      label: `run ${run.id}`,
      values: x.map(at => value(run.epochs.find(each => each.epoch === at) ?? {}) ?? null),
    })),
  });
}
