// The part of the page called digit.
import {make} from './dom.js';

export function mount(element, api) {
  element.append(make('h2', {}, 'digit'));
}
