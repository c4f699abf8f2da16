// A map of bytes on a canvas, a pixel a cell, to be moved and magnified; a cursor goes from cell to cell by keys and clicks.
import {colour, context, describe} from './dom.js';

const MOST_ZOOM = 48;

// {set(rows, columns, bytes, paint), cursor(row, column), zoom(factor), fit(), draw()}; paint(byte) is [r, g, b].
export function map(canvas, {step, onCell}) {
  const picture = document.createElement('canvas');
  let rows = 0;
  let columns = 0;
  let at = {row: 0, column: 0};
  let scale = 1;
  let left = 0;
  let top = 0;
  let lines = null;
  let words = '';

  const width = () => canvas.parentElement.clientWidth;
  const height = () => Math.max(220, Math.min(560, Math.round(window.innerHeight * 0.6)));

  function draw() {
    if (rows === 0 || width() === 0) {
      return;
    }
    const g = context(canvas, width(), height());
    g.imageSmoothingEnabled = scale < 1;
    g.drawImage(picture, left, top, columns * scale, rows * scale);
    g.strokeStyle = colour('muted');
    g.lineWidth = 1;
    if (lines !== null) {
      g.beginPath();
      for (let x = lines.columns; x < columns; x += lines.columns) {
        g.moveTo(left + x * scale, top);
        g.lineTo(left + x * scale, top + rows * scale);
      }
      for (let y = lines.rows; y < rows; y += lines.rows) {
        g.moveTo(left, top + y * scale);
        g.lineTo(left + columns * scale, top + y * scale);
      }
      g.stroke();
    }
    g.strokeRect(left, top, columns * scale, rows * scale);
    const size = Math.max(8, scale * step);
    const x = left + (at.column + step / 2) * scale - size / 2;
    const y = top + (at.row + 0.5) * scale - Math.max(8, scale) / 2;
    g.strokeStyle = colour('card');
    g.lineWidth = 4;
    g.strokeRect(x, y, size, Math.max(8, scale));
    g.strokeStyle = colour('ink');
    g.lineWidth = 2;
    g.strokeRect(x, y, size, Math.max(8, scale));
    describe(canvas, words);
  }

  function bounded() {
    const wide = columns * scale;
    const high = rows * scale;
    left = wide <= width() ? (width() - wide) / 2 : Math.min(0, Math.max(width() - wide, left));
    top = high <= height() ? (height() - high) / 2 : Math.min(0, Math.max(height() - high, top));
    draw();
  }

  const whole = () => Math.min(width() / columns, height() / rows);

  function zoom(factor, x = width() / 2, y = height() / 2) {
    const next = Math.min(MOST_ZOOM, Math.max(whole(), scale * factor));
    left = x - (x - left) * next / scale;
    top = y - (y - top) * next / scale;
    scale = next;
    bounded();
  }

  function go(row, column, isTold = true) {
    at = {row: Math.min(rows - 1, Math.max(0, row)), column: Math.min(columns - step, Math.max(0, column - column % step))};
    const x = left + at.column * scale;
    const y = top + at.row * scale;
    left += x < 0 ? -x : x + step * scale > width() ? width() - x - step * scale : 0;
    top += y < 0 ? -y : y + scale > height() ? height() - y - scale : 0;
    bounded();
    if (isTold) {
      onCell(at.row, at.column);
    }
  }

  let drag = null;
  canvas.addEventListener('pointerdown', event => {
    drag = {x: event.offsetX, y: event.offsetY, left, top, moved: false};
    canvas.setPointerCapture(event.pointerId);
  });
  canvas.addEventListener('pointermove', event => {
    if (drag !== null) {
      drag.moved ||= Math.hypot(event.offsetX - drag.x, event.offsetY - drag.y) > 4;
      if (drag.moved) {
        left = drag.left + event.offsetX - drag.x;
        top = drag.top + event.offsetY - drag.y;
        bounded();
      }
    }
  });
  canvas.addEventListener('pointerup', event => {
    if (drag !== null && !drag.moved) {
      go(Math.floor((event.offsetY - top) / scale), Math.floor((event.offsetX - left) / scale));
    }
    drag = null;
  });
  canvas.addEventListener('wheel', event => {
    event.preventDefault();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, event.offsetX, event.offsetY);
  }, {passive: false});
  canvas.addEventListener('keydown', event => {
    const far = event.shiftKey ? 10 : 1;
    const to = {
      ArrowUp: [-far, 0], ArrowDown: [far, 0], ArrowLeft: [0, -far * step], ArrowRight: [0, far * step],
      PageUp: [-50, 0], PageDown: [50, 0],
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      go(at.row + to[0], at.column + to[1]);
    } else if (event.key === '+' || event.key === '-') {
      event.preventDefault();
      zoom(event.key === '+' ? 1.5 : 1 / 1.5, left + at.column * scale, top + at.row * scale);
    }
  });
  new ResizeObserver(() => {
    if (rows > 0 && width() > 0) {
      scale = Math.max(scale, whole());
      bounded();
    }
  }).observe(canvas.parentElement);
  window.addEventListener('colours', draw);

  return {
    set(data) {
      const isOther = rows !== data.rows || columns !== data.columns;
      ({rows, columns, lines, words} = data);
      picture.width = columns;
      picture.height = rows;
      const g = picture.getContext('2d');
      const image = g.createImageData(columns, rows);
      const palette = Array.from({length: 256}, (each, i) => data.paint(i));
      for (let i = 0; i < data.bytes.length; i++) {
        const [red, green, blue] = palette[data.bytes[i]];
        image.data[4 * i] = red;
        image.data[4 * i + 1] = green;
        image.data[4 * i + 2] = blue;
        image.data[4 * i + 3] = 255;
      }
      g.putImageData(image, 0, 0);
      if (isOther) {
        at = {row: 0, column: 0};
        scale = whole();
        left = 0;
        top = 0;
      }
      bounded();
    },
    go,
    zoom,
    fit() {
      scale = whole();
      bounded();
    },
    cell: () => at,
  };
}
