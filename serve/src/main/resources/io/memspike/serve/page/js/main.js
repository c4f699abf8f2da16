// Tabs, colours, and the parts of the page, each of which is made when it is first shown.
import * as api from './api.js';

const PARTS = ['digit', 'hole', 'array', 'stream', 'runs'];
const mounted = new Map();

function show(name, focus) {
  for (const part of PARTS) {
    const tab = document.getElementById(`tab-${part}`);
    const isShown = part === name;
    tab.setAttribute('aria-selected', isShown);
    tab.tabIndex = isShown ? 0 : -1;
    document.getElementById(part).hidden = !isShown;
    if (isShown && focus) {
      tab.focus();
    }
  }
  if (location.hash.slice(1) !== name) {
    history.replaceState(null, '', `#${name}`);
  }
  document.title = `${name[0].toUpperCase()}${name.slice(1)} · Memspike`;
  if (!mounted.has(name)) {
    mounted.set(name, import(`./${name}.js`)
      .then(module => module.mount(document.getElementById(name), api))
      .catch(api.trouble));
  }
  window.dispatchEvent(new CustomEvent('part', {detail: name}));
}

for (const part of PARTS) {
  const tab = document.getElementById(`tab-${part}`);
  tab.addEventListener('click', () => show(part));
  tab.addEventListener('keydown', event => {
    const at = PARTS.indexOf(part);
    const to = {ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: PARTS.length - 1}[event.key];
    if (to !== undefined) {
      event.preventDefault();
      show(PARTS[(to + PARTS.length) % PARTS.length], true);
    }
  });
}

// ---- colours: the system's unless the switch says others
const theme = document.getElementById('theme');
const system = matchMedia('(prefers-color-scheme: dark)');
function colours() {
  const dark = (localStorage.getItem('theme') ?? (system.matches ? 'dark' : 'light')) === 'dark';
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
  theme.setAttribute('aria-pressed', dark);
  window.dispatchEvent(new CustomEvent('colours'));
}
theme.addEventListener('click', () => {
  localStorage.setItem('theme', document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark');
  colours();
});
system.addEventListener('change', colours);
colours();

window.addEventListener('hashchange', () => {
  const name = location.hash.slice(1);
  if (PARTS.includes(name)) {
    show(name);
  }
});
show(PARTS.includes(location.hash.slice(1)) ? location.hash.slice(1) : 'digit');
