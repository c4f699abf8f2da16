// The part of the page called Runs: experiments started from a form, watched, kept and compared.
import {make} from './dom.js';
import {form, words} from './form.js';
import {compare} from './compare.js';
import {details} from './run.js';

const POLL_MILLIS = 2000;

export const STATES = {
  QUEUED: 'in line', RUNNING: 'under way', DONE: 'done', FAILED: 'failed', CANCELLED: 'cancelled', INTERRUPTED: 'interrupted',
};

export function stateOf(run) {
  return make('span', {class: `state ${run.state.toLowerCase()}`}, STATES[run.state]);
}

export async function mount(element, api) {
  let all = {experiments: [], runs: [], damaged: [], files: []};
  let plan = null;
  let shown = null;
  const checked = new Set();

  const experiment = make('select', {id: 'experiment'});
  const place = make('div');
  const line = make('p', {class: 'refusal', role: 'alert', hidden: true});
  const start = make('button', {type: 'submit', class: 'strong', id: 'start'}, 'Start');
  const asking = make('form', {class: 'stack', novalidate: true, 'aria-label': 'A new run'},
    make('div', {}, make('label', {for: 'experiment'}, 'Experiment'), experiment),
    make('div', {class: 'row'}, start, make('span', {class: 'small muted'}, 'What is left empty is as usual.')), line, place);
  const list = make('tbody');
  const none = make('p', {class: 'muted'}, 'None yet. A good first one: train classify with network mlp, 2000 samples and 3 epochs.');
  const damaged = make('ul', {class: 'small refusal'});
  const table = make('table', {'aria-label': 'Runs'}, make('thead', {}, make('tr', {},
    make('th', {scope: 'col'}, make('span', {class: 'sr'}, 'Compare')), make('th', {scope: 'col'}, '#'),
    make('th', {scope: 'col'}, 'Experiment'), make('th', {scope: 'col'}, 'State'), make('th', {scope: 'col'}, 'Asked for'))), list);
  const beside = make('div', {class: 'stack'});
  const comparing = make('div');
  element.append(make('div', {class: 'runs'},
    make('section', {class: 'card', 'aria-labelledby': 'new-run'}, make('h2', {id: 'new-run'}, 'New run'), asking),
    make('div', {class: 'stack'},
      make('section', {class: 'card', 'aria-labelledby': 'all-runs'}, make('h2', {id: 'all-runs'}, 'Runs'),
        none, make('div', {class: 'scroll'}, table),
        make('p', {class: 'small muted'}, 'Tick two or more to compare them.'), damaged),
      comparing, beside)));

  async function refresh() {
    all = await api.get('/api/runs');
    for (const id of [...checked]) {
      if (!all.runs.some(run => run.id === id)) {
        checked.delete(id);
      }
    }
    none.hidden = all.runs.length > 0;
    table.hidden = all.runs.length === 0;
    const focused = document.activeElement?.id;
    list.replaceChildren(...all.runs.map(row));
    if (focused?.startsWith('run-') || focused?.startsWith('compare-')) {
      document.getElementById(focused)?.focus();
    }
    damaged.replaceChildren(...all.damaged.map(each => make('li', {}, each)));
    if (experiment.options.length === 0) {
      experiments();
    }
  }

  function row(run) {
    const name = `${run.id} ${run.experiment}`;
    return make('tr', {class: shown?.id === run.id ? 'chosen' : null},
      make('td', {}, make('input', {
        type: 'checkbox', id: `compare-${run.id}`, 'aria-label': `Compare run ${name}`, checked: checked.has(run.id),
        onchange: event => tick(run.id, event.target.checked),
      })),
      make('td', {class: 'number'}, String(run.id)),
      make('td', {}, make('button', {
        type: 'button', class: 'link', id: `run-${run.id}`, 'aria-label': `Show run ${name}`, onclick: () => show(run.id).catch(api.trouble),
      }, run.experiment)),
      make('td', {}, stateOf(run)),
      make('td', {}, new Date(run.created).toLocaleString()));
  }

  function experiments() {
    const groups = new Map();
    for (const name of all.experiments) {
      const group = name.split(' ')[0];
      groups.set(group, [...(groups.get(group) ?? []), name]);
    }
    for (const [group, names] of groups) {
      experiment.append(names.length === 1
        ? make('option', {value: names[0]}, names[0])
        : make('optgroup', {label: words(group)}, names.map(name => make('option', {value: name}, name))));
    }
    experiment.value = all.experiments.includes('train classify') ? 'train classify' : all.experiments[0];
  }

  async function ask(values) {
    const asked = experiment.value;
    const made = await api.get(`/api/runs/form?experiment=${encodeURIComponent(asked)}`);
    if (asked === experiment.value) {
      plan = form(made.fields, all.files);
      plan.fill(values ?? {});
      line.hidden = true;
      place.replaceChildren(plan.element);
    }
  }

  async function submit(event) {
    event.preventDefault();
    if (plan === null) {
      return;
    }
    line.hidden = true;
    plan.clear();
    start.disabled = true;
    try {
      const run = await api.post('/api/runs', {experiment: experiment.value, plan: plan.values()});
      await refresh();
      await show(run.id);
    } catch (error) {
      if (!plan.refuse(error.message)) {
        line.textContent = error.message;
        line.hidden = false;
      }
    } finally {
      start.disabled = false;
    }
  }

  async function show(id) {
    shown?.close();
    shown = details(id, api, {
      changed: () => refresh().catch(api.trouble),
      again: async run => {
        experiment.value = run.experiment;
        await ask(run.plan);
        asking.scrollIntoView({block: 'start'});
      },
      gone: () => {
        shown.close();
        shown = null;
        beside.replaceChildren();
        return refresh();
      },
    });
    history.replaceState(null, '', '#runs');
    sessionStorage.setItem('run', id);
    beside.replaceChildren(shown.element);
    list.replaceChildren(...all.runs.map(row));
    await shown.open();
  }

  function tick(id, isTicked) {
    if (isTicked) {
      checked.add(id);
    } else {
      checked.delete(id);
    }
    compare(comparing, [...checked].sort((a, b) => a - b), api).catch(api.trouble);
  }

  asking.addEventListener('submit', submit);
  experiment.addEventListener('change', () => ask().catch(api.trouble));
  await refresh();
  await ask();
  const before = Number(sessionStorage.getItem('run'));
  const first = all.runs.find(run => run.id === before) ?? all.runs.find(run => run.state === 'RUNNING');
  if (first !== undefined) {
    await show(first.id);
  }
  setInterval(() => {
    if (!element.hidden && !document.hidden && all.runs.some(run => run.state === 'RUNNING' || run.state === 'QUEUED')) {
      refresh().catch(() => {}); // the server may be away for a moment
    }
  }, POLL_MILLIS);
}
