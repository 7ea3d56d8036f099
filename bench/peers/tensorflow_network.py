"""A network's variables."""

import tensorflow as tf


class Network:
    """Variables by name, as the studio calls them."""

    def __init__(self, weights, owner):
        self.variables = {
            name.removeprefix(f"{owner}/"): tf.Variable(values)
            for name, values in weights.items()
            if name.startswith(f"{owner}/")
        }
        self.trained = [v for name, v in self.variables.items() if "/running_" not in name]

    def __getitem__(self, name):
        return self.variables[name]
