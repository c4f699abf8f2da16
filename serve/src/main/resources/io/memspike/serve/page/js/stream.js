// The part of the page called stream.
import {make} from './dom.js';

export function mount(element, api) {
  element.append(make('h2', {}, 'stream'));
}
