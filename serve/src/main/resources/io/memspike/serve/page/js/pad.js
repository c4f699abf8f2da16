// A pad to draw a digit on. What is drawn is laid into 28 × 28 pixels as MNIST's digits are: its longer side 20 pixels, its
// centre of mass in the middle.
import {describe, make} from './dom.js';

export const SIDE = 28;
const BOX = 20;
const STROKE = 2.3; // of 28
const FINE = 4; // parts of a pixel

// The pad: {element, clear(), show(pixels), strokes(), restore(strokes), pixels()}; onDraw(isDone) is told while it is drawn.
export function pad(id, onDraw) {
  const canvas = make('canvas', {id, class: 'pad', tabindex: '-1'});
  const fine = make('canvas', {width: SIDE * FINE, height: SIDE * FINE});
  let strokes = [];
  let picture = null; // shown instead of strokes
  let at = null; // the stroke under way

  const place = event => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width * SIDE, (event.clientY - box.top) / box.height * SIDE];
  };

  function draw() {
    const drawing = canvas.getContext('2d');
    const side = 280;
    if (canvas.width !== side * 2) {
      canvas.width = side * 2;
      canvas.height = side * 2;
    }
    drawing.setTransform(2, 0, 0, 2, 0, 0);
    drawing.fillStyle = '#10131a';
    drawing.fillRect(0, 0, side, side);
    drawing.fillStyle = '#2a303c';
    for (let line = 1; line < SIDE; line++) {
      drawing.fillRect(line * side / SIDE, 0, 0.5, side);
      drawing.fillRect(0, line * side / SIDE, side, 0.5);
    }
    if (picture !== null) {
      const unit = side / SIDE;
      picture.forEach((grey, i) => {
        if (grey > 0) {
          drawing.fillStyle = `rgb(255 255 255 / ${grey / 255})`;
          drawing.fillRect((i % SIDE) * unit, Math.floor(i / SIDE) * unit, unit, unit);
        }
      });
    } else {
      lines(drawing, strokes, side / SIDE, 0, 0);
    }
    const what = picture !== null ? 'A digit as a picture' : strokes.length > 0 ? `A drawing of ${strokes.length} strokes`
      : 'An empty pad: draw a digit here, or choose a test digit below';
    describe(canvas, what);
  }

  function lines(drawing, all, scale, right, down, factor = 1) {
    drawing.strokeStyle = '#ffffff';
    drawing.fillStyle = '#ffffff';
    drawing.lineWidth = STROKE * scale;
    drawing.lineCap = 'round';
    drawing.lineJoin = 'round';
    for (const stroke of all) {
      drawing.beginPath();
      stroke.forEach(([x, y], i) => {
        const to = [(x * factor + right) * scale, (y * factor + down) * scale];
        if (i === 0) {
          drawing.moveTo(...to);
        }
        drawing.lineTo(...to);
      });
      drawing.stroke();
    }
  }

  function rendered(factor, right, down) {
    const drawing = fine.getContext('2d', {willReadFrequently: true});
    drawing.fillStyle = '#000000';
    drawing.fillRect(0, 0, fine.width, fine.height);
    lines(drawing, strokes, FINE, right, down, factor);
    const greys = drawing.getImageData(0, 0, fine.width, fine.height).data;
    const pixels = new Uint8Array(SIDE * SIDE);
    for (let i = 0; i < pixels.length; i++) {
      let sum = 0;
      for (let y = 0; y < FINE; y++) {
        for (let x = 0; x < FINE; x++) {
          sum += greys[((Math.floor(i / SIDE) * FINE + y) * SIDE * FINE + (i % SIDE) * FINE + x) * 4];
        }
      }
      pixels[i] = Math.round(sum / (FINE * FINE));
    }
    return pixels;
  }

  function pixels() {
    if (picture !== null) {
      return picture;
    }
    const points = strokes.flat();
    if (points.length === 0) {
      return null;
    }
    const low = [0, 1].map(axis => Math.min(...points.map(point => point[axis])));
    const high = [0, 1].map(axis => Math.max(...points.map(point => point[axis])));
    const extent = Math.max(high[0] - low[0], high[1] - low[1], 4);
    const factor = (BOX - STROKE) / extent;
    const middle = [0, 1].map(axis => SIDE / 2 - factor * (low[axis] + high[axis]) / 2);
    const first = rendered(factor, ...middle);
    let mass = 0;
    const sum = [0, 0];
    first.forEach((grey, i) => {
      mass += grey;
      sum[0] += grey * (i % SIDE + 0.5);
      sum[1] += grey * (Math.floor(i / SIDE) + 0.5);
    });
    return rendered(factor, middle[0] + SIDE / 2 - sum[0] / mass, middle[1] + SIDE / 2 - sum[1] / mass);
  }

  canvas.addEventListener('pointerdown', event => {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    if (picture !== null) {
      picture = null;
      strokes = [];
    }
    at = [place(event)];
    strokes.push(at);
    draw();
  });
  canvas.addEventListener('pointermove', event => {
    if (at !== null) {
      const fresh = event.getCoalescedEvents?.() ?? [];
      (fresh.length > 0 ? fresh : [event]).forEach(each => at.push(place(each)));
      draw();
      onDraw(false);
    }
  });
  for (const end of ['pointerup', 'pointercancel']) {
    canvas.addEventListener(end, () => {
      if (at !== null) {
        at = null;
        onDraw(true);
      }
    });
  }
  draw();
  return {
    element: canvas,
    clear() {
      strokes = [];
      picture = null;
      draw();
    },
    show(greys) {
      picture = greys;
      strokes = [];
      draw();
    },
    restore(lined) {
      picture = null;
      strokes = lined;
      draw();
    },
    strokes: () => picture === null ? strokes : [],
    pixels,
  };
}

// A picture file as 28 × 28 grey values, light on dark: ink on paper is turned round.
export async function pictureOf(file) {
  const image = await createImageBitmap(file);
  const canvas = make('canvas', {width: SIDE, height: SIDE});
  const drawing = canvas.getContext('2d');
  drawing.fillStyle = '#000000';
  drawing.fillRect(0, 0, SIDE, SIDE);
  const scale = Math.min(SIDE / image.width, SIDE / image.height);
  drawing.imageSmoothingQuality = 'high';
  drawing.drawImage(image, (SIDE - image.width * scale) / 2, (SIDE - image.height * scale) / 2,
    image.width * scale, image.height * scale);
  const data = drawing.getImageData(0, 0, SIDE, SIDE).data;
  const greys = new Uint8Array(SIDE * SIDE);
  for (let i = 0; i < greys.length; i++) { // ITU-R BT.601-7, as the server's own pictures
    greys[i] = Math.round(0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2]);
  }
  const mean = greys.reduce((sum, grey) => sum + grey, 0) / greys.length;
  return mean > 127 ? greys.map(grey => 255 - grey) : greys;
}
