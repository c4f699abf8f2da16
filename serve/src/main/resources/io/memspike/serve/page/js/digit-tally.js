// The last inferences of one model with one setting, in this window: how many test digits were right, and their energy beside
// digital machines. A digit counts once, however often it is asked for; another model or setting begins anew.
import {make} from './dom.js';

const KEY = 'memspike-tally';
const MOST = 200;

export function tally() {
  const kept = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
  let of = kept?.of ?? null;
  let entries = kept?.list ?? [];
  const right = make('p', {id: 'tally'});
  const energy = make('div', {class: 'energy', role: 'img'});
  const many = make('button', {type: 'button', class: 'plain', id: 'many'}, 'Try 20 test digits');
  const element = make('div', {class: 'card stack'},
    make('h2', {}, 'Last inferences'), right, energy,
    make('p', {class: 'small muted'}, 'Mean energy of an inference, modelled: array with its converters; digital machines without memory traffic.'),
    make('div', {class: 'row'}, many,
      make('button', {type: 'button', class: 'plain', id: 'forget', onclick: () => {
        entries = [];
        keep();
        show();
      }}, 'Forget')));
  const rows = ['Array', 'Event-driven digital', 'Dense digital'].map(name => {
    const fill = make('div', {class: 'fill'});
    const value = make('span', {class: 'number small'});
    energy.append(make('div', {class: 'energy-row', 'aria-hidden': 'true'}, make('span', {class: 'small'}, name), value,
      make('div', {class: 'track'}, fill)));
    return {fill, value};
  });
  const keep = () => sessionStorage.setItem(KEY, JSON.stringify({of, list: entries}));

  function joules(value) {
    const units = ['pJ', 'nJ', 'µJ', 'mJ'];
    const at = Math.max(0, Math.min(units.length - 1, Math.floor(Math.log10(value * 1e12) / 3)));
    return `${(value * 1e12 / 1000 ** at).toPrecision(3)} ${units[at]}`;
  }

  function show() {
    const judged = entries.filter(entry => entry.right !== null);
    const correct = judged.filter(entry => entry.right).length;
    const steps = entries.reduce((sum, entry) => sum + entry.steps, 0) / entries.length;
    right.textContent = entries.length === 0 ? 'None yet.' : (judged.length === 0 ? 'No test digit yet'
      : `${correct} of ${judged.length} test digits right (${(100 * correct / judged.length).toFixed(1)} %)`)
      + `; ${steps.toFixed(2)} steps on average.`;
    energy.hidden = entries.length === 0;
    if (entries.length === 0) {
      return;
    }
    const means = [0, 1, 2].map(at => entries.reduce((sum, entry) => sum + entry.joules[at], 0) / entries.length);
    const low = Math.log10(means[0]) - 0.5;
    const high = Math.log10(Math.max(...means));
    rows.forEach(({fill, value}, at) => {
      value.textContent = joules(means[at]) + (at === 0 ? '' : `, ${(means[at] / means[0]).toPrecision(3)} ×`);
      fill.style.width = `${100 * Math.max(0.03, (Math.log10(means[at]) - low) / (high - low))}%`;
    });
    energy.setAttribute('aria-label', `Energy of an inference: array ${joules(means[0])}, event-driven digital ${
      joules(means[1])}, dense digital ${joules(means[2])}; bars grow by the logarithm`);
  }

  return {
    element,
    show,
    add(answer, {dataset, sample, recording, pixels, ...settings}) {
      const now = JSON.stringify(Object.entries(settings).sort());
      if (now !== of) {
        of = now;
        entries = [];
      }
      const what = recording ?? pixels ?? `${dataset} ${sample}`;
      entries = entries.filter(entry => entry.what !== what);
      entries.push({
        what,
        right: answer.label === null ? null : answer.label === answer.decision,
        steps: answer.steps,
        joules: [answer.energy.array, answer.energy.eventDriven, answer.energy.dense],
      });
      entries = entries.slice(-MOST);
      keep();
    },
    many(task) {
      many.addEventListener('click', async () => {
        many.disabled = true;
        await task();
        many.disabled = false;
      });
    },
  };
}
