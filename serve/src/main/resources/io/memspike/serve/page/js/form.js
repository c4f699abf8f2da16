// The form of an experiment's plan, made from what the plan itself says.
import {make} from './dom.js';


// {element, values(), fill(values), refuse(line), clear()}: values are texts by name; a refusal is shown beside its field.
export function form(fields, files) {
  const controls = new Map();
  const notes = new Map();
  const list = make('datalist', {id: 'plan-files'}, files.map(name => make('option', {value: name})));
  const field = each => {
    const id = `plan-${each.name}`;
    const control = input(each, id);
    const note = make('small', {class: 'refusal', id: `${id}-refusal`, hidden: true});
    control.addEventListener('input', () => unmark(each.name));
    controls.set(each.name, control);
    notes.set(each.name, note);
    const name = make('label', {for: id}, each.name, each.required ? make('span', {class: 'needed'}, ' needed') : '');
    return make('div', {class: 'field'}, name, control, note,
      make('small', {class: 'muted', id: `${id}-hint`}, each.meaning));
  };
  const alone = fields.filter(each => each.required || each.group === '');
  const groups = [...new Set(fields.filter(each => !each.required && each.group !== '').map(each => each.group))];
  const element = make('div', {class: 'stack'}, list,
    make('div', {class: 'fields'}, alone.map(field)),
    groups.map(group => make('details', {}, make('summary', {}, words(group)),
      make('div', {class: 'fields'}, fields.filter(each => !each.required && each.group === group).map(field)))));

  function unmark(name) {
    controls.get(name).removeAttribute('aria-invalid');
    notes.get(name).hidden = true;
  }

  return {
    element,
    values() {
      const values = {};
      for (const [name, control] of controls) {
        const value = control.type === 'checkbox' ? (control.checked ? 'true' : '') : control.value.trim();
        if (value !== '') {
          values[name] = value;
        }
      }
      return values;
    },
    fill(values) {
      for (const [name, control] of controls) {
        const value = values[name];
        const text = value === undefined ? '' : Array.isArray(value) ? value.join('\n') : String(value);
        if (control.type === 'checkbox') {
          control.checked = text === 'true';
        } else {
          control.value = text;
        }
        const folded = control.closest('details');
        if (text !== '' && folded !== null) {
          folded.open = true;
        }
      }
    },
    // Whether the line begins with a field's name.
    refuse(line) {
      const name = /^--([a-z][a-z0-9-]*)/.exec(line)?.[1];
      if (!controls.has(name)) {
        return false;
      }
      const control = controls.get(name);
      const note = notes.get(name);
      note.textContent = line;
      note.hidden = false;
      control.setAttribute('aria-invalid', 'true');
      const folded = control.closest('details');
      if (folded !== null) {
        folded.open = true;
      }
      control.focus();
      return true;
    },
    clear() {
      controls.forEach((control, name) => unmark(name));
    },
  };
}

function input(each, id) {
  const shared = {id, 'aria-describedby': `${id}-refusal ${id}-hint`};
  if (each.kind === 'SWITCH') {
    return make('input', {...shared, type: 'checkbox'});
  }
  if (each.kind === 'CHOICE') {
    return make('select', shared, make('option', {value: ''}, each.usual === '' ? '–' : `${each.usual} (usual)`),
      each.choices.map(choice => make('option', {value: choice}, choice)));
  }
  const placeholder = each.usual === '' ? each.label : each.usual;
  if (each.kind === 'LIST') {
    return make('textarea', {...shared, rows: 2, placeholder: `${placeholder}, one a line`});
  }
  const isFile = each.kind === 'FILE' || /FILE/.test(each.label) && each.kind === 'TEXT';
  const numbers = {WHOLE: 'numeric', NUMBER: 'decimal'};
  return make('input', {
    ...shared, type: 'text', placeholder, autocomplete: 'off', spellcheck: 'false', inputmode: numbers[each.kind],
    list: isFile ? 'plan-files' : null,
  });
}

// learningRate as words.
export function words(name) {
  const spaced = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return spaced[0].toUpperCase() + spaced.slice(1);
}
