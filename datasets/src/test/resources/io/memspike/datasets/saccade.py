"""Writes saccade.safetensors: eight digits of MNIST and what the saccade camera sees of them.

Run:  python3 saccade.py DIRECTORY      needs NumPy

A window of 34 x 34 pixels moves over the centred image (28 x 28, black around it) along a closed triangle, three moves of
nine frames, each slow at its ends: f^2 (3 - 2 f). Every pixel of the window keeps the light it has signalled last, as
log(intensity + 0.4), from the first view on. At each frame it signals trunc(difference / 0.25) events, ON where it got
lighter and OFF where darker, and moves what it keeps by as many quarters. All in float32.
Shapes: images U8 [8, 28, 28], events U8 [8, 10, 2, 34, 34]: counts by bin of equal time; channel 0 is OFF, 1 is ON.
"""
import gzip
import pathlib
import sys

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parents[6]
MNIST = PROJECT / "datasets/src/main/resources/io/memspike/datasets/mnist/t10k-images-idx3-ubyte.gz"
sys.path.append(str(PROJECT / "topology-optimizer/src/test/resources/golden"))
import golden_file  # noqa: E402

DIGITS = (0, 1, 2, 3, 4, 7, 8, 18)
IMAGE, WINDOW, BINS, FRAMES_PER_MOVE = 28, 34, 10, 9
MARGIN = 11  # of black around the resting window, more than it ever moves
THRESHOLD, DARK = np.float32(0.25), np.float32(0.4)
TRIANGLE = ((0, -2.5), (-3.5, 4.5), (3.5, 4.5), (0, -2.5))  # where the window stands: rows and columns off the centre


def digits():
    """An IDX file: 16 bytes of head, then the pixels."""
    pixels = np.frombuffer(gzip.decompress(MNIST.read_bytes()), np.uint8, offset=16)
    return pixels.reshape(-1, IMAGE, IMAGE)[list(DIGITS)]


def path():
    """Where the window stands at each frame after the first view."""
    for begin, end in zip(TRIANGLE, TRIANGLE[1:]):
        for frame in range(1, FRAMES_PER_MOVE + 1):
            part = frame / FRAMES_PER_MOVE
            eased = part * part * (3 - 2 * part)
            yield tuple((1 - eased) * a + eased * b for a, b in zip(begin, end))


def light(scene, row, column):
    """log(intensity + 0.4) in the window at a fractional place: each pixel is the weighted mean of its four neighbours."""
    whole = int(np.floor(row)), int(np.floor(column))
    down, right = np.float32(row - whole[0]), np.float32(column - whole[1])
    intensity = np.float32(0)
    for i, vertical in enumerate((1 - down, down)):
        for j, horizontal in enumerate((1 - right, right)):
            top, left = MARGIN + whole[0] + i, MARGIN + whole[1] + j
            intensity = intensity + vertical * horizontal * scene[:, top : top + WINDOW, left : left + WINDOW]
    return np.log(intensity + DARK)


def record(images):
    around = MARGIN + (WINDOW - IMAGE) // 2
    scene = np.pad(images.astype(np.float32) / np.float32(255), ((0, 0), (around, around), (around, around)))
    places = list(path())
    events = np.zeros((len(images), BINS, 2, WINDOW, WINDOW), np.uint8)
    signalled = light(scene, *TRIANGLE[0])
    for frame, place in enumerate(places):
        steps = np.trunc((light(scene, *place) - signalled) / THRESHOLD)
        signalled = signalled + steps * THRESHOLD
        counts = events[:, frame * BINS // len(places)]
        counts[:, 0] += (-steps).clip(min=0).astype(np.uint8)
        counts[:, 1] += steps.clip(min=0).astype(np.uint8)
    return events


if __name__ == "__main__":
    images = digits()
    source = {"source": f"MNIST test images {','.join(map(str, DIGITS))}"}
    golden_file.write(pathlib.Path(sys.argv[1], "saccade.safetensors"), {"images": images, "events": record(images)}, source)
