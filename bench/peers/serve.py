"""The loop of a contestant: JSON lines in, JSON lines out, timing as the studio's own contestant does."""

import json
import os
import sys
import time

from arrays import read_arrays, read_batches

FIRST_STEPS = 3


def serve(facts, cases, multiply):
    """
    `facts(device)` describes the library; `cases[network](settings, variant, weights, batches)` gives a
    function that runs the step, or several in a row, of a batch's index and returns the losses of the
    first, the discriminator's and the generator's; `multiply(side)` prepares one matrix product.
    """
    # Whatever libraries print must not come between the lines.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    racer = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["do"] == "load":
            racer = Racer(request, cases)
            answer = {"losses": [racer.step() for _ in range(FIRST_STEPS)], **facts(request["variant"])}
        elif request["do"] == "steps":
            count = request["count"]
            answer = {"ms": [timed(racer.step) / racer.in_a_row for _ in range(count)]}
        else:
            product = multiply(request["side"])
            product()
            answer = {"ms": [timed(product) for _ in range(request["count"])]}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


class Racer:
    def __init__(self, request, cases):
        settings = request["settings"]
        folder = request["folder"]
        weights = read_arrays(os.path.join(folder, "weights.safetensors"))
        batches = read_batches(os.path.join(folder, "batches.safetensors"))
        self.count = len(batches)
        self.in_a_row = settings.get("inARow", 1)
        self.run = cases[settings["network"]](settings, request["variant"], weights, batches)
        self.index = 0

    def step(self):
        losses = self.run(self.index % self.count)
        self.index += 1
        return losses


def timed(work):
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * 1000
