"""Memspike from Python, with NumPy alone: the ring, models, event files, and the command line.

    ring = memspike.Ring("camera.ring"); ring.write(t, x, y, p); ring.end()
    tensors, metadata = memspike.read("model.safetensors")
    result = memspike.run("data", "info", "recording.raw")
"""

import json
import mmap
import os
import struct
import subprocess
import time

import numpy as np

try:
    import fcntl
except ImportError:  # where there is none, nobody is found gone
    fcntl = None

_TYPES = {"F64": "<f8", "F32": "<f4", "F16": "<f2", "I64": "<i8", "I32": "<i4", "I16": "<i2", "I8": "i1", "U8": "u1", "BOOL": "?"}


def read(path):
    """Tensors by name, and the metadata, of a model or an event file."""
    with open(path, "rb") as file:
        size = struct.unpack("<Q", file.read(8))[0]
        header = json.loads(file.read(size))
    metadata = header.pop("__metadata__", {})
    tensors = {}
    for name, info in header.items():
        begin, end = info["data_offsets"]
        kind = np.dtype(_TYPES[info["dtype"]])
        tensors[name] = np.memmap(path, kind, "r", 8 + size + begin, tuple(info["shape"])) if end > begin else np.zeros(info["shape"], kind)
    return tensors, metadata


def read_events(path):
    """Counts [samples, bins, channels, rows, columns] and labels of an event file."""
    tensors, _ = read(path)
    return tensors["events"], tensors["labels"]


def read_recorded(directory, node):
    """What `evaluate --record NODE --out DIRECTORY` wrote of a node, logits among them."""
    return np.load(os.path.join(directory, node + ".npy"), mmap_mode="r")


def run(*arguments, command="memspike"):
    """Result of a command, as its --json says it. Raises RuntimeError with its one line where it fails."""
    done = subprocess.run([command, *map(str, arguments), "--json"], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip())
    return json.loads(done.stdout)


class Ring:
    """Writes events into a new ring that `memspike stream --source ipc:PATH` reads. One producer, which waits where the reader is behind,
    and raises BrokenPipeError where it has gone. One object of a path in a process: the file's locks say that it is there."""

    _R = 1 << 16
    _RING, _TAIL, _HEAD = 128, 128 + _R + 128, 128 + _R + 384
    _BATCH = 512
    _LOCKS, _READER = 1 << 32, 256
    _SILENCE = 0.1  # who has waited so many seconds asks whether the reader is there

    def __init__(self, path):
        if os.path.exists(path):
            raise FileExistsError(path)
        with open(str(path) + ".tmp", "wb") as file:
            file.write(struct.pack("=8siiii", b"MSPKEVNT", 1, 0, 1, self._R).ljust(128 + self._R + 768, b"\0"))
        self._file = open(str(path) + ".tmp", "r+b")
        self._m = mmap.mmap(self._file.fileno(), 0)
        if fcntl is not None:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._LOCKS)  # given back when this process ends, however it does
            struct.pack_into("=i", self._m, 32, 1)
        os.rename(str(path) + ".tmp", path)
        self._sequence = 0

    def write(self, t, x, y, p):
        """Events: microseconds below 2^40, x and y below 2048, polarity 0 or 1."""
        t, x, y, p = (np.asarray(each).astype(np.int64) for each in (t, x, y, p))
        if len(t) and (t.min() < 0 or t.max() >> 40 or min(x.min(), y.min(), p.min()) < 0 or max(x.max(), y.max()) > 2047 or p.max() > 1):
            raise ValueError("events: expected t below 2^40, x and y below 2048 and p 0 or 1")
        events = t << 23 | y << 12 | x << 1 | p
        for at in range(0, len(events), self._BATCH):
            part = events[at : at + self._BATCH]
            self._put(1, struct.pack("=iiqq", 0, 0, self._sequence, time.monotonic_ns()) + part.tobytes())
            self._sequence += len(part)

    def end(self):
        """Ends the stream; the reader removes the file."""
        self._put(2, struct.pack("=iiqq", 0, 0, self._sequence, time.monotonic_ns()))

    def _has_reader_gone(self):
        closed, came = struct.unpack_from("=ii", self._m, 24)
        if closed or not came or fcntl is None:
            return bool(closed)
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, self._LOCKS + self._READER)
        except OSError:
            return False  # it is there
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, self._LOCKS + self._READER)
        return True

    def _put(self, kind, payload):
        m, r = self._m, self._R
        size = (8 + len(payload) + 7) & ~7
        asked = None
        while True:
            if struct.unpack_from("=i", m, 24)[0]:
                raise BrokenPipeError("ring: expected a reader, found that it has gone")
            (tail,) = struct.unpack_from("=q", m, self._TAIL)
            i = tail & (r - 1)
            padding = r - i if i + size > r else 0
            if tail + padding + size - struct.unpack_from("=q", m, self._HEAD)[0] <= r - 8:
                break
            now = time.monotonic()
            asked = now if asked is None else asked
            if now - asked > self._SILENCE:  # a call of the system: not at every look
                asked = now
                if self._has_reader_gone():
                    raise BrokenPipeError("ring: expected a reader, found that it has gone")
            time.sleep(0)
        if padding:
            struct.pack_into("=q", m, self._RING, 0)
            struct.pack_into("=i", m, self._RING + i + 4, -1)
            struct.pack_into("=q", m, self._TAIL, tail + padding)
            struct.pack_into("=i", m, self._RING + i, padding)
            tail, i = tail + padding, 0
        if i + size < r:
            struct.pack_into("=q", m, self._RING + i + size, 0)
        struct.pack_into("=q", m, self._TAIL, tail + size)
        m[self._RING + i + 8 : self._RING + i + 8 + len(payload)] = payload
        struct.pack_into("=i", m, self._RING + i + 4, kind)
        struct.pack_into("=i", m, self._RING + i, 8 + len(payload))
