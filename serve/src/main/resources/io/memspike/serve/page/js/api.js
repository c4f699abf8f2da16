// What parts of the page talk to the server with. Every refusal becomes an Error with the server's line.

async function checked(response) {
  if (response.ok) {
    return response;
  }
  let line = `${response.status} ${response.statusText}`;
  try {
    line = (await response.json()).error ?? line;
  } catch {
    // not the server's own words
  }
  const error = new Error(line);
  error.status = response.status;
  throw error;
}

const json = (method, body, signal) => ({
  method, signal, headers: {'Content-Type': 'application/json'}, body: JSON.stringify(body),
});

export async function get(path, signal) {
  return (await checked(await fetch(path, {signal}))).json();
}

export async function post(path, body, signal) {
  return (await checked(await fetch(path, json('POST', body, signal)))).json();
}

export async function postBytes(path, bytes, signal) {
  const response = await fetch(path, {
    method: 'POST', signal, headers: {'Content-Type': 'application/octet-stream'}, body: bytes,
  });
  return (await checked(response)).json();
}

export async function del(path) {
  return (await checked(await fetch(path, {method: 'DELETE'}))).json();
}

// Server-sent events of a GET, or of a POST where there is a body, until they end: onEvent(name, data).
export async function stream(path, body, onEvent, signal) {
  const response = await checked(await fetch(path, body === null ? {signal} : json('POST', body, signal)));
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const {value, done} = await reader.read();
    if (done) {
      return;
    }
    text += value;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const event = parsed(text.slice(0, end));
      text = text.slice(end + 2);
      if (event !== null) {
        if (event.name === 'failed') {
          throw new Error(event.data.error);
        }
        onEvent(event.name, event.data);
      }
    }
  }
}

function parsed(block) {
  const event = {name: 'message', data: null};
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) {
      event.name = line.slice(7);
    } else if (line.startsWith('data: ')) {
      event.data = JSON.parse(line.slice(6));
    }
  }
  return event.data === null ? null : event;
}

// A conversation that comes back by itself after the server was away. say(object) sends; onAnswer(object) is told answers.
export function conversation(path, onAnswer) {
  let socket = null;
  let waiting = null;
  let pause = 500;
  const open = () => {
    socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}${path}`);
    socket.onopen = () => {
      pause = 500;
      if (waiting !== null) {
        socket.send(waiting);
        waiting = null;
      }
    };
    socket.onmessage = message => onAnswer(JSON.parse(message.data));
    socket.onclose = () => {
      socket = null;
    };
  };
  return {
    say(message) {
      const text = JSON.stringify(message);
      if (socket !== null && socket.readyState === WebSocket.OPEN) {
        socket.send(text);
        return;
      }
      waiting = text;
      if (socket === null) {
        open();
        setTimeout(() => { // where that fails, the newest is asked again
          if (waiting !== null && socket === null) {
            this.say(JSON.parse(waiting));
          }
        }, pause = Math.min(8000, pause * 2));
      }
    },
    close() {
      waiting = null;
      socket?.close();
    },
  };
}

// Base64 of a Uint8Array, and back: what bytes are in JSON.
export function toBase64(bytes) {
  let text = '';
  for (const byte of bytes) {
    text += String.fromCharCode(byte);
  }
  return btoa(text);
}

export function fromBase64(text) {
  return Uint8Array.from(atob(text), each => each.charCodeAt(0));
}

// One line at the foot of the page, read out, gone after a while.
let gone = 0;
export function trouble(error) {
  if (error?.name === 'AbortError') {
    return;
  }
  const place = document.getElementById('trouble');
  place.textContent = error.message ?? String(error);
  place.hidden = false;
  clearTimeout(gone);
  gone = setTimeout(() => {
    place.hidden = true;
  }, 8000);
}
