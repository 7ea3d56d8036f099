"""The steps of bench/cases/ring.ts: many in a row, for one is soon over."""

import tensorflow as tf

from tensorflow_adam import Adam
from tensorflow_network import Network


def run(network, x):
    index = 0
    while f"layer{index}/kernel" in network.variables:
        x = tf.nn.relu(x) if index else x
        x = tf.matmul(x, network[f"layer{index}/kernel"])
        x = tf.nn.bias_add(x, network[f"layer{index}/bias"])
        index += 1
    return x


def prepare(settings, variant, weights, batches):
    generator = Network(weights, "generator")
    discriminator = Network(weights, "discriminator")
    generator_adam = Adam(settings, generator.trained)
    discriminator_adam = Adam(settings, discriminator.trained)
    inputs = [(tf.constant(batch["real"]), tf.constant(batch["latents"])) for batch in batches]

    def train(real, z):
        with tf.GradientTape(watch_accessed_variables=False) as generator_tape:
            generator_tape.watch(generator.trained)
            fake = run(generator, z)
            with generator_tape.stop_recording():
                with tf.GradientTape(watch_accessed_variables=False) as tape:
                    tape.watch(discriminator.trained)
                    judged = tf.reduce_mean(tf.nn.softplus(-run(discriminator, real)))
                    judged += tf.reduce_mean(tf.nn.softplus(run(discriminator, fake)))
                discriminator_adam.apply(tape.gradient(judged, discriminator.trained))
            fooled = tf.reduce_mean(tf.nn.softplus(-run(discriminator, fake)))
        generator_adam.apply(generator_tape.gradient(fooled, generator.trained))
        return judged, fooled

    # All steps of a call in one graph, as ours are.
    @tf.function(jit_compile=variant.get("compiled", False))
    def train_in_a_row(reals, latents):
        losses = [train(real, z) for real, z in zip(tf.unstack(reals), tf.unstack(latents))]
        return losses[0]

    def step(index):
        judged, fooled = train_in_a_row(*inputs[index])
        return float(judged), float(fooled)

    return step
