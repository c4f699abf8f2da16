// Elements, made of their tag, their attributes and what is in them; no markup is ever read from text.

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, '');
    } else if (value !== false && value !== null && value !== undefined) {
      element.setAttribute(name, value);
    }
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined));
  return element;
}

// A canvas that looks sharp at its size in CSS pixels; its context, scaled to them.
export function context(canvas, width, height) {
  const scale = window.devicePixelRatio || 1;
  const wide = Math.max(1, Math.round(width * scale));
  const high = Math.max(1, Math.round(height * scale));
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
  }
  const drawing = canvas.getContext('2d');
  drawing.setTransform(scale, 0, 0, scale, 0, 0);
  drawing.clearRect(0, 0, width, height);
  return drawing;
}

// The colours of the page as it is now, by name: 'accent' is --accent.
export function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();
}

// The same as [red, green, blue].
export function rgb(name) {
  const hex = colour(name);
  return [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16));
}

// What a canvas shows, in words, for whoever does not see it.
export function describe(canvas, text) {
  canvas.setAttribute('role', 'img');
  canvas.setAttribute('aria-label', text);
}

// A labelled slider: {element, input, set(value)}; onChange is told its number while it moves.
export function slider({id, label, min, max, step, value, shown = String, hint = null, onChange}) {
  const output = make('output', {for: id}, shown(value));
  const input = make('input', {
    id, type: 'range', min, max, step, value, 'aria-valuetext': shown(value), ...(hint ? {'aria-describedby': `${id}-hint`} : {}),
  });
  const show = () => {
    output.textContent = shown(Number(input.value));
    input.setAttribute('aria-valuetext', output.textContent);
  };
  input.addEventListener('input', () => {
    show();
    onChange(Number(input.value));
  });
  const element = make('div', {class: 'slider'}, make('label', {for: id}, label), output, input,
    hint ? make('small', {id: `${id}-hint`}, hint) : null);
  return {element, input, set: number => {
    input.value = number;
    show();
  }};
}

// Calls back once an element has another width, and time to settle; not where it is hidden.
export function onWidth(element, changed) {
  let last = element.clientWidth;
  let wait = 0;
  new ResizeObserver(() => {
    if (element.clientWidth !== last && element.clientWidth > 0) {
      last = element.clientWidth;
      clearTimeout(wait);
      wait = setTimeout(changed, 60);
    }
  }).observe(element);
}
