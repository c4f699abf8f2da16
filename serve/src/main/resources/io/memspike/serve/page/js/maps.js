// Pictures of what neurons do and weights are, each drawn into a canvas of its own.
import {context, rgb} from './dom.js';

const mixed = (from, to, share) => from.map((each, i) => Math.round(each + (to[i] - each) * share));

// How many tiles stand side by side so that so many of them fill a width best.
function columns(tiles, tileWidth, tileHeight, width, height) {
  let best = 1;
  let largest = 0;
  for (let across = 1; across <= tiles; across++) {
    const down = Math.ceil(tiles / across);
    const zoom = Math.min((width - (across - 1) * 2) / (across * tileWidth), (height - (down - 1) * 2) / (down * tileHeight));
    if (zoom > largest) {
      largest = zoom;
      best = across;
    }
  }
  return {across: best, zoom: Math.min(largest, 14)};
}

// Draws channels of height × width side by side; paint(index, channel) gives [red, green, blue] of a channel-last index.
// Returns where a place in the canvas lies: (x, y) → {channel, row, column} or null.
export function tiles(canvas, {channels, height, width}, most, paint) {
  const wide = most.width;
  const {across, zoom} = columns(channels, width, height, wide, most.height);
  const down = Math.ceil(channels / across);
  const cell = [width * zoom, height * zoom];
  const size = [across * cell[0] + (across - 1) * 2, down * cell[1] + (down - 1) * 2];
  const drawing = context(canvas, size[0], size[1]);
  const tile = new ImageData(width, height);
  const small = new OffscreenCanvas(width, height);
  const onto = small.getContext('2d');
  drawing.imageSmoothingEnabled = false;
  for (let channel = 0; channel < channels; channel++) {
    for (let i = 0; i < width * height; i++) {
      const [red, green, blue] = paint(i * channels + channel, channel, i);
      tile.data[4 * i] = red;
      tile.data[4 * i + 1] = green;
      tile.data[4 * i + 2] = blue;
      tile.data[4 * i + 3] = 255;
    }
    onto.putImageData(tile, 0, 0);
    drawing.drawImage(small, (channel % across) * (cell[0] + 2), Math.floor(channel / across) * (cell[1] + 2), ...cell);
  }
  const place = (channel, row, column) => [
    (channel % across) * (cell[0] + 2) + column * zoom, Math.floor(channel / across) * (cell[1] + 2) + row * zoom, zoom];
  return {
    at(x, y) {
      const tileX = Math.floor(x / (cell[0] + 2));
      const tileY = Math.floor(y / (cell[1] + 2));
      const channel = tileY * across + tileX;
      const column = Math.floor((x - tileX * (cell[0] + 2)) / zoom);
      const row = Math.floor((y - tileY * (cell[1] + 2)) / zoom);
      return channel < channels && tileX < across && column < width && row < height && column >= 0 && row >= 0
        ? {channel, row, column} : null;
    },
    mark(channel, row, column, colour) {
      const [x, y, side] = place(channel, row, column);
      drawing.strokeStyle = colour;
      drawing.lineWidth = 2;
      drawing.strokeRect(x - 1, y - 1, side + 2, side + 2);
    },
  };
}

// Events of one step: ON in the accent, OFF in the other hue.
export function events(canvas, size, counts, most) {
  const back = rgb('well');
  const on = rgb('accent');
  const off = rgb('negative');
  const last = size.channels - 1;
  return tiles(canvas, {...size, channels: 1}, most, (unused, channel, at) => {
    const onCount = counts[at * size.channels + last];
    const offCount = last > 0 ? counts[at * size.channels] : 0;
    const strength = count => Math.min(1, 0.35 + count / 4);
    if (onCount >= offCount && onCount > 0) {
      return mixed(back, on, strength(onCount));
    }
    return offCount > 0 ? mixed(back, off, strength(offCount)) : back;
  });
}

// Events of all steps side by side, those that were not run left empty, the step at hand framed.
export function film(canvas, size, counts, ofSteps, step, width, height) {
  const drawing = context(canvas, width, height);
  const {across, zoom} = columns(ofSteps, size.width, size.height, width, height);
  const wide = size.width * zoom;
  const high = size.height * zoom;
  const small = document.createElement('canvas');
  for (let t = 0; t < ofSteps; t++) {
    const x = (t % across) * (wide + 2);
    const y = Math.floor(t / across) * (high + 2);
    drawing.fillStyle = `rgb(${rgb('well')})`;
    drawing.fillRect(x, y, wide, high);
    if (t < counts.length) {
      events(small, size, counts[t], {width: wide, height: high});
      drawing.globalAlpha = t <= step ? 1 : 0.25;
      drawing.drawImage(small, x, y, wide, high);
      drawing.globalAlpha = 1;
    }
    if (t === step) {
      drawing.strokeStyle = `rgb(${rgb('accent')})`;
      drawing.lineWidth = 2;
      drawing.strokeRect(x + 1, y + 1, wide - 2, high - 2);
    }
  }
}

export const bit = (bits, index) => bits[index >> 3] >> (index & 7) & 1;

// Spikes of one step strong, those of earlier steps as shades.
export function spikes(canvas, size, steps, step, most) {
  const back = rgb('well');
  const now = rgb('accent');
  return tiles(canvas, size, most, index => {
    if (bit(steps[step], index)) {
      return now;
    }
    let earlier = 0;
    for (let t = 0; t < step; t++) {
      earlier += bit(steps[t], index);
    }
    return earlier > 0 ? mixed(back, now, 0.12 + 0.3 * earlier / (step + 1)) : back;
  });
}

// Neurons down, steps across: how many of the neurons that share a row of pixels fired.
export function raster(canvas, neurons, steps, ofSteps, step, width, height) {
  const drawing = context(canvas, width, height);
  const back = rgb('well');
  const now = rgb('accent');
  const rows = Math.min(neurons, Math.floor(height));
  const wide = width / ofSteps;
  const high = height / rows;
  drawing.fillStyle = `rgb(${back})`;
  drawing.fillRect(0, 0, width, height);
  steps.forEach((bits, t) => {
    const count = new Uint16Array(rows);
    for (let i = 0; i < neurons; i++) {
      if (bit(bits, i)) {
        count[Math.floor(i * rows / neurons)]++;
      }
    }
    count.forEach((fired, row) => {
      if (fired > 0) {
        const share = Math.min(1, 0.25 + fired * rows / neurons);
        drawing.fillStyle = `rgb(${mixed(back, now, t <= step ? share : share * 0.25)})`;
        drawing.fillRect(t * wide + 0.5, row * high, wide - 1, Math.max(1, high));
      }
    });
  });
  drawing.fillStyle = `rgba(${rgb('ink')}, 0.55)`;
  drawing.fillRect((step + 1) * wide - 0.75, 0, 1.5, height);
}

// Values below and above zero, and what is cut.
export function weights(canvas, size, values, connected, most) {
  const back = rgb('well');
  const positive = rgb('accent');
  const negative = rgb('negative');
  const cut = rgb('empty');
  const largest = values.reduce((so, value) => Math.max(so, Math.abs(value)), 0) || 1;
  const perChannel = size.height * size.width;
  return tiles(canvas, size, most, (unused, channel, at) => { // weights lie channel by channel
    const index = channel * perChannel + at;
    if (!connected[index]) {
      return cut;
    }
    return mixed(back, values[index] < 0 ? negative : positive, 0.15 + 0.85 * Math.abs(values[index]) / largest);
  });
}

// A grey picture of values in [0, 255].
export function grey(canvas, side, values, edge, paint = null) {
  return tiles(canvas, {channels: 1, height: side, width: side}, {width: edge, height: edge}, (index, channel, at) => {
    const own = paint?.(at);
    return own ?? [values[at], values[at], values[at]];
  });
}
