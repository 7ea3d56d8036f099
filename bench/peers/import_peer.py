"""
Brings a folder of pictures, a folder for each class, into one array of their middles:
import_peer.py torchvision|pillow <folder> <workers> <size>; prints the seconds and the pictures as JSON.
"""

import json
import multiprocessing
import os
import sys
import time

import numpy
import PIL.Image

# Pictures that a worker takes at once.
CHUNK = 32
BATCH = 256


def run_torchvision(folder, workers, size):
    """The usual way: `ImageFolder` and `DataLoader`, whose workers start when it is iterated."""
    import torch.utils.data
    import torchvision.datasets
    import torchvision.transforms as transforms

    steps = [transforms.Resize(size), transforms.CenterCrop(size), transforms.PILToTensor()]
    started = time.perf_counter()
    pictures = torchvision.datasets.ImageFolder(folder, transforms.Compose(steps))
    loader = torch.utils.data.DataLoader(pictures, batch_size=BATCH, num_workers=workers)
    pixels = numpy.empty((len(pictures), 3, size, size), numpy.uint8)
    done = 0
    for batch, _ in loader:
        pixels[done : done + len(batch)] = batch.numpy()
        done += len(batch)
    return time.perf_counter() - started, done


def run_pillow(folder, workers, size):
    """The fastest way found: libjpeg makes the picture smaller, processes write into shared memory."""
    started = time.perf_counter()
    paths = [os.path.join(place, name) for place, _, names in sorted(os.walk(folder)) for name in sorted(names)]
    shared = multiprocessing.RawArray("B", len(paths) * size * size * 3)
    pixels = numpy.frombuffer(shared, numpy.uint8).reshape(len(paths), size, size, 3)
    with multiprocessing.get_context("fork").Pool(workers, begin, (paths, pixels, size)) as pool:
        pool.map(fill, range(0, len(paths), CHUNK), chunksize=1)
    return time.perf_counter() - started, len(paths)


def begin(*state):
    global paths_to_read, pixels_to_fill, side
    paths_to_read, pixels_to_fill, side = state


def fill(first):
    for index in range(first, min(first + CHUNK, len(paths_to_read))):
        pixels_to_fill[index] = middle(paths_to_read[index], side)


def middle(path, size):
    with PIL.Image.open(path) as picture:
        picture.draft("RGB", (size, size))
        colours = picture.convert("RGB")
        width, height = colours.size
        edge = min(width, height)
        left, top = (width - edge) // 2, (height - edge) // 2
        box = (left, top, left + edge, top + edge)
        return numpy.asarray(colours.resize((size, size), PIL.Image.Resampling.BILINEAR, box))


if __name__ == "__main__":
    ways = {"torchvision": run_torchvision, "pillow": run_pillow}
    seconds, pictures = ways[sys.argv[1]](sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
    print(json.dumps({"seconds": seconds, "pictures": pictures}))
