// The part of the page called Array: the cells behind one layer, their map, counts, and each of them.
import {make, rgb} from './dom.js';
import {map} from './map.js';
import {plot} from './curves.js';
import {number} from './run.js';

const VIEWS = {conductance: 'Conductance', mask: 'Mask', drop: 'IR drop'};
const AGES = {0: 'fresh', 3600: 'an hour', 86400: 'a day', 31557600: 'a year', 315576000: 'ten years'};

const mix = (from, to, share) => from.map((each, i) => Math.round(each + share * (to[i] - each)));

export async function mount(element, api) {
  const {models, devices} = await api.get('api/array');
  let shown = null;
  let drop = null;
  let asking = new AbortController();
  let asked = 0;
  let viewed = 0;

  const option = (value, text = value) => make('option', {value}, text);
  const select = (id, options) => make('select', {id}, options);
  const model = select('array-model', Object.keys(models).map(name => option(name)));
  const layer = select('array-layer', []);
  const device = select('array-device', devices.map(name => option(name, name === 'formed-rram' ? 'as formed' : name)));
  const age = select('array-age', Object.entries(AGES).map(([seconds, text]) => option(seconds, text)));
  const stuck = make('input', {id: 'array-stuck', type: 'number', min: 0, max: 1, step: 0.01, value: 0});
  const wire = make('input', {id: 'array-wire', type: 'number', min: 0.1, max: 1000, step: 'any', value: 2});
  const tile = select('array-tile', []);
  const views = make('div', {class: 'row', role: 'radiogroup', 'aria-label': 'What the map shows'},
    Object.entries(VIEWS).map(([name, text]) => make('label', {class: 'row'},
      make('input', {type: 'radio', name: 'array-view', value: name, checked: name === 'conductance', onchange: () => view().catch(api.trouble)}), text)));
  const canvas = make('canvas', {id: 'array-map', tabindex: 0, class: 'cells'});
  const scale = make('p', {class: 'small muted', id: 'array-scale'});
  const cell = make('div', {id: 'array-cell', 'aria-live': 'polite'}, make('p', {class: 'muted'}, 'Click a cell, or go from cell to cell by the arrow keys.'));
  const summary = make('p', {class: 'small'});
  const conductances = make('div', {class: 'plot'});
  const weights = make('div', {class: 'plot'});
  const labelled = (text, control) => make('div', {}, make('label', {for: control.id}, text), control);
  const wires = make('div', {class: 'row', hidden: true}, labelled('Crossbar', tile), labelled('Ohms of a piece of wire', wire));
  const button = (text, label, onclick) => make('button', {type: 'button', class: 'plain', 'aria-label': label, onclick}, text);
  element.append(make('div', {class: 'array'},
    make('section', {class: 'card stack', 'aria-labelledby': 'array-title'}, make('h2', {id: 'array-title'}, 'Array'),
      labelled('Model', model), labelled('Layer', layer), labelled('Device', device), labelled('Age', age),
      labelled('Share of stuck cells', stuck), summary, make('h3', {}, 'Cell'), cell),
    make('div', {class: 'stack'},
      make('section', {class: 'card stack', 'aria-label': 'Map'},
        make('div', {class: 'row apart'}, views, make('div', {class: 'row'},
          button('+', 'Magnify', () => cells.zoom(1.5)), button('−', 'Make smaller', () => cells.zoom(1 / 1.5)), button('All', 'Show all cells', () => cells.fit()))),
        wires, make('div', {class: 'well'}, canvas), scale),
      make('section', {class: 'card', 'aria-label': 'Counts'}, make('div', {class: 'pair'}, conductances, weights)))));
  const cells = map(canvas, {step: 2, onCell: (row, column) => tell(row, column).catch(api.trouble)});
  const ofConductance = plot(conductances, {steps: true, height: 220});
  const ofWeight = plot(weights, {steps: true, height: 220});

  const chosen = () => document.querySelector('input[name="array-view"]:checked').value;
  const query = more => new URLSearchParams({
    model: model.value, node: layer.value, device: device.value, age: age.disabled ? 0 : age.value, 'stuck-at': stuck.value || 0, ...more,
  });

  function layers() {
    layer.replaceChildren(...models[model.value].map(each => option(each.node, `${each.node}: ${each.kind}, ${each.rows} × ${each.columns}`)));
    return load();
  }

  async function load() {
    asking.abort();
    asking = new AbortController();
    age.disabled = !['rram', 'pcm'].includes(device.value);
    const {signal} = asking;
    const got = await api.get(`api/array/map?${query()}`, signal);
    shown = {...got, bytes: api.fromBase64(got.map.cells)};
    summary.textContent = `${shown.connected.toLocaleString('en')} of ${shown.pairs.toLocaleString('en')} pairs are connected`
      + ` (${(100 * shown.connected / shown.pairs).toFixed(1)} %), on ${shown.tiles.length} crossbar${shown.tiles.length === 1 ? '' : 's'}`
      + (shown.faulty > 0 ? `; ${shown.faulty.toLocaleString('en')} cells are faulty.` : '.');
    const before = tile.value;
    tile.replaceChildren(...shown.tiles.map((each, i) => option(i, `${i + 1}: ${each.inputs} × ${2 * each.outputs} cells`)));
    tile.value = Number(before) < shown.tiles.length ? before || 0 : 0;
    counts();
    await view();
    const at = cells.cell();
    await tell(at.row, at.column);
  }

  function counts() {
    const middles = each => each.of[0].map((count, i) => each.from + (i + 0.5) * (each.to - each.from) / each.of[0].length);
    ofConductance.set({
      x: middles(shown.conductances), xLabel: 'conductance (µS)', yLabel: 'connected cells',
      series: [{label: 'G⁺', values: shown.conductances.of[0]}, {label: 'G⁻', values: shown.conductances.of[1]}],
      text: `Connected cells by conductance, ${number(shown.conductances.from)} to ${number(shown.conductances.to)} µS`,
    });
    ofWeight.set({
      x: middles(shown.weights), xLabel: 'weight', yLabel: 'connected pairs', series: [{label: 'pairs', values: shown.weights.of[0]}],
      text: `Connected pairs by weight, ${number(shown.weights.from)} to ${number(shown.weights.to)}`,
    });
  }

  async function view() {
    if (shown === null) {
      return; // shown once it has come
    }
    const name = chosen();
    const mine = ++viewed;
    wires.hidden = name !== 'drop';
    const [none, pruned, low, high, mid] = ['card', 'empty', 'well', 'accent', 'negative'].map(rgb);
    if (name === 'drop') {
      const got = await api.get(`api/array/drop?${query({tile: tile.value, wire: wire.value})}`, asking.signal);
      if (mine !== viewed) {
        return; // something else is looked at by now
      }
      drop = got;
      const {inputs, outputs} = drop.tile;
      cells.set({
        rows: inputs, columns: 2 * outputs, bytes: api.fromBase64(drop.cells), lines: null, paint: i => mix(low, mid, i / 255),
        words: `Map of the IR drop of crossbar ${Number(tile.value) + 1}: ${drop.meanPercent.toFixed(2)} % of the drive in the mean, ${drop.mostPercent.toFixed(2)} % at most`,
      });
      scale.textContent = `All rows driven: the wires keep ${drop.meanPercent.toFixed(2)} % of the drive from a cell in the mean, ${drop.mostPercent.toFixed(2)} % at most (darkest).`;
      return;
    }
    drop = null;
    const isMask = name === 'mask';
    const most = (1e6 * shown.map.highestSiemens).toFixed(1);
    cells.set({
      rows: shown.map.rows, columns: shown.map.columns, bytes: shown.bytes, lines: {rows: shown.tileRows, columns: shown.tileColumns},
      paint: i => (i === 0 ? none : i === 1 ? pruned : isMask ? high : mix(low, high, (i - 2) / 253)),
      words: isMask ? `Map of the mask: ${shown.connected} of ${shown.pairs} pairs are connected`
        : `Map of ${shown.map.rows} by ${shown.map.columns} conductances, up to ${most} µS`,
    });
    scale.textContent = isMask ? 'Blue pairs are connected, grey ones pruned. Lines are where crossbars end.'
      : `From 0 to ${most} µS (darkest); grey pairs are pruned. G⁺ and G⁻ of a weight lie side by side. Lines are where crossbars end.`;
  }

  async function tell(row, column) {
    const first = drop === null ? {row: 0, column: 0} : {row: drop.tile.firstInput, column: drop.tile.firstOutput};
    const at = {row: first.row + row, column: first.column + column / 2};
    const mine = ++asked;
    const one = await api.get(`api/array/cell?${query(at)}`, asking.signal);
    if (mine !== asked) {
      return; // the cursor has gone on
    }
    const siemens = (value, target, fault) => `${value.toFixed(2)} µS`
      + (target === null ? '' : `, aimed at ${target.toFixed(2)}`) + (fault === null ? '' : ` (${fault})`);
    const lines = [['Row', `${at.row}: ${one.rowMeaning}`], ['Column', `${at.column}: ${one.columnMeaning}`]];
    if (one.has) {
      lines.push(['Pair', one.isConnected ? 'connected' : 'pruned'],
        ['G⁺', siemens(one.positiveMicrosiemens, one.positiveTargetMicrosiemens, one.positiveFault)],
        ['G⁻', siemens(one.negativeMicrosiemens, one.negativeTargetMicrosiemens, one.negativeFault)],
        ['Weight', number(one.weight)], ['In effect', number(one.effectiveWeight)]);
    } else {
      lines.push(['Pair', 'none: these two have nothing to do with each other']);
    }
    lines.push(['Crossbar', String(one.tile + 1)]);
    cell.replaceChildren(make('dl', {class: 'facts'}, lines.flatMap(([name, value]) => [make('dt', {}, name), make('dd', {}, value)])));
  }

  const trying = what => () => what().catch(api.trouble);
  model.addEventListener('change', trying(layers));
  for (const each of [layer, device, age, stuck]) {
    each.addEventListener('change', trying(load));
  }
  tile.addEventListener('change', trying(view));
  wire.addEventListener('change', trying(view));
  window.addEventListener('colours', () => {
    if (shown !== null) {
      view().catch(api.trouble);
    }
  });
  await layers();
}
