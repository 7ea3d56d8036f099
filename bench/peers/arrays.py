"""Reads the float32 arrays of a safetensors file: an 8-byte length, a JSON header, the bytes."""

import json
import struct

import numpy


def read_arrays(file):
    with open(file, "rb") as source:
        data = source.read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    return {name: _array(data, 8 + length, entry) for name, entry in header.items()}


def read_batches(file):
    """A list of batches, each a dictionary of the step's inputs; the file calls them `0/real` and so on."""
    batches = {}
    for name, values in read_arrays(file).items():
        index, key = name.split("/")
        batches.setdefault(int(index), {})[key] = values
    return [batches[index] for index in sorted(batches)]


def _array(data, start, entry):
    first, last = entry["data_offsets"]
    values = numpy.frombuffer(data[start + first : start + last], numpy.float32)
    # A copy of its own, which may be written to and is aligned.
    return values.reshape(entry["shape"]).copy()
