// The weights of the array behind one neuron: chosen by a click into a layer's map, or by its numbers.
import {describe, make} from './dom.js';
import * as maps from './maps.js';

export function weightsPanel(api, asked, changed) {
  let layers = [];
  let at = null; // {node, channel, row, column}
  let shown = null;
  let last = '';
  let asking = 0; // answers come in any order
  const canvas = make('canvas', {});
  const text = make('p', {class: 'small muted', 'aria-live': 'polite'}, 'Click a neuron above, or choose one here.');
  const pair = make('p', {class: 'small number', id: 'cell'});
  const layer = make('select', {id: 'behind-layer', 'aria-label': 'Layer of the neuron'});
  const neuron = make('input', {id: 'behind-neuron', type: 'number', min: 0, value: 0, 'aria-label': 'Number of the neuron'});
  const element = make('div', {class: 'card stack'},
    make('h2', {}, 'Weights behind a neuron'),
    make('div', {class: 'row'}, layer, neuron,
      make('button', {type: 'button', class: 'plain', id: 'behind-show', onclick: () => byNumber()}, 'Show')),
    canvas, pair, text);

  function byNumber() {
    const of = layers.find(each => each.node === layer.value);
    const index = Math.min(Number(neuron.value), of.size.channels * of.size.height * of.size.width - 1);
    const place = Math.floor(index / of.size.channels);
    show(of, index % of.size.channels, Math.floor(place / of.size.width), place % of.size.width);
    changed();
  }

  function show(of, channel, row, column) {
    at = {node: of.node, channel, row, column};
    layer.value = of.node;
    neuron.value = (row * of.size.width + column) * of.size.channels + channel;
    last = '';
    refresh(asked());
  }

  // Asks again where the hardware is another, or the neuron.
  async function refresh(of) {
    if (at === null || !of) {
      return;
    }
    const {stop, pixels, recording, ...bench} = of;
    const key = JSON.stringify([at, bench, getComputedStyle(document.documentElement).getPropertyValue('--accent')]);
    if (key === last) {
      return;
    }
    last = key;
    const mine = ++asking;
    try {
      const answer = await api.post('/api/digit/weights', {of, node: at.node, neuron: Number(neuron.value)});
      if (mine === asking) {
        shown = answer;
        draw();
      }
    } catch (error) {
      api.trouble(error);
    }
  }

  let places = null;
  function draw() {
    const connected = api.fromBase64(shown.connected);
    places = maps.weights(canvas, shown, shown.weights, connected,
      {width: Math.max(140, element.clientWidth - 34), height: 150});
    const kept = connected.reduce((sum, each) => sum + each, 0);
    text.textContent = `Column ${shown.column} of ${shown.node}: ${kept} of ${connected.length} pairs connected, the rest cut.`
      + (shown.positive ? ' Point at a pair for its conductances.' : ' It lies in memory.');
    pair.textContent = '';
    describe(canvas, `Effective weights behind neuron ${neuron.value} of ${at.node}: ${shown.channels} inputs of ${shown.height} × ${
      shown.width}, ${kept} of ${connected.length} connected`);
  }
  canvas.addEventListener('pointermove', event => {
    const box = canvas.getBoundingClientRect();
    const place = places?.at(event.clientX - box.left, event.clientY - box.top);
    if (!place) {
      return;
    }
    const index = (place.channel * shown.height + place.row) * shown.width + place.column;
    pair.textContent = `weight ${shown.weights[index].toPrecision(3)}`
      + (shown.positive ? `; G⁺ ${shown.positive[index].toFixed(2)} µS, G⁻ ${shown.negative[index].toFixed(2)} µS` : '');
  });

  return {
    element,
    show,
    refresh,
    at: () => at,
    layers(all) {
      layers = all.filter(each => each.behind);
      at = layers.some(each => each.node === at?.node) ? at : null;
      layer.replaceChildren(...layers.map(each => make('option', {value: each.node}, each.node)));
      if (at === null && layers.length > 0) { // the first neuron of the first layer
        show(layers[0], 0, Math.floor(layers[0].size.height / 2), Math.floor(layers[0].size.width / 2));
      }
    },
  };
}
