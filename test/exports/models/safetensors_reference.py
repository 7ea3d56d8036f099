"""Builds a generator from nothing but its safetensors file, and draws with it.

Arguments: the file, and a JSON list of latents. Prints the pictures [N,H,W,C] as JSON.
"""

import json
import sys

import numpy
from safetensors import safe_open
from safetensors.numpy import load_file


def transposed_convolution(maps, kernel, stride):
    """TensorFlow's padding SAME: what a convolution's gradient for its input is."""
    count, height, width, _ = maps.shape
    kernel_height, kernel_width, outputs, _ = kernel.shape
    before = max(0, kernel_height - stride) // 2
    room = numpy.zeros(
        (count, height * stride + kernel_height, width * stride + kernel_width, outputs),
        numpy.float64,
    )
    for y in range(kernel_height):
        for x in range(kernel_width):
            part = maps @ kernel[y, x].T
            room[:, y : y + height * stride : stride, x : x + width * stride : stride] += part
    return room[:, before : before + height * stride, before : before + width * stride]


def normalisation(maps, arrays, layer):
    scale, offset, mean, variance = (
        arrays[layer[name]] for name in ("scale", "offset", "mean", "variance")
    )
    return (maps - mean) / numpy.sqrt(variance + layer["epsilon"]) * scale + offset


LAYERS = {
    "dense": lambda x, arrays, layer: x @ arrays[layer["kernel"]],
    "reshape": lambda x, arrays, layer: x.reshape(-1, *layer["shape"]),
    "normalisation": normalisation,
    "relu": lambda x, arrays, layer: numpy.maximum(x, 0),
    "tanh": lambda x, arrays, layer: numpy.tanh(x),
    "transposed-convolution": lambda x, arrays, layer: transposed_convolution(
        x, arrays[layer["kernel"]], layer["stride"]
    ),
}


def main():
    file, latents = sys.argv[1:]
    with safe_open(file, framework="numpy") as opened:
        metadata = opened.metadata()
    arrays = {name: array.astype(numpy.float64) for name, array in load_file(file).items()}
    x = numpy.array(json.loads(latents), numpy.float64)
    for layer in json.loads(metadata["layers"]):
        x = LAYERS[layer["kind"]](x, arrays, layer)
    names = sorted(arrays)
    print(json.dumps({"shape": x.shape, "values": x.ravel().tolist(), "names": names, "metadata": metadata}))


main()
