// The part of the page called array.
import {make} from './dom.js';

export function mount(element, api) {
  element.append(make('h2', {}, 'array'));
}
