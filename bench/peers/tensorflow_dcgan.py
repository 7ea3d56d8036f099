"""The DCGAN step of src-main/gan/families/dcgan.ts as one tf.function."""

import tensorflow as tf

from tensorflow_adam import Adam
from tensorflow_network import Network

SMALLEST = 4
SLOPE = 0.2
EPSILON = 1e-5
MOMENTUM = 0.9


class NormedNetwork(Network):
    def norm(self, x, name, tracked):
        value, mean, variance = tf.compat.v1.nn.fused_batch_norm(
            x, self[f"{name}/scale"], self[f"{name}/offset"], epsilon=EPSILON, is_training=True
        )
        if tracked:
            for kind, now in (("mean", mean), ("variance", variance)):
                running = self[f"{name}/running_{kind}"]
                running.assign(running * MOMENTUM + now * (1 - MOMENTUM))
        return value


def generate(weights, size, z):
    side = SMALLEST
    x = tf.matmul(z, weights["project/kernel"])
    x = tf.reshape(x, [z.shape[0], side, side, x.shape[1] // side**2])
    x = tf.nn.relu(weights.norm(x, "project/norm", True))
    while side < size:
        side *= 2
        kernel = weights[f"up{side}/kernel"]
        shape = [z.shape[0], side, side, kernel.shape[2]]
        x = tf.nn.conv2d_transpose(x, kernel, shape, 2, "SAME")
        if side < size:
            x = tf.nn.relu(weights.norm(x, f"up{side}/norm", True))
    return tf.tanh(x)


def judge(weights, size, x):
    side = size // 2
    while side >= SMALLEST:
        x = tf.nn.conv2d(x, weights[f"down{side}/kernel"], 2, "SAME")
        if side < size // 2:
            x = weights.norm(x, f"down{side}/norm", False)
        x = tf.nn.leaky_relu(x, SLOPE)
        side //= 2
    return tf.matmul(tf.reshape(x, [x.shape[0], -1]), weights["judge/kernel"])


def prepare(settings, variant, weights, batches):
    size = settings["size"]
    generator = NormedNetwork(weights, "generator")
    discriminator = NormedNetwork(weights, "discriminator")
    generator_adam = Adam(settings, generator.trained)
    discriminator_adam = Adam(settings, discriminator.trained)
    inputs = [(tf.constant(batch["real"]), tf.constant(batch["latents"])) for batch in batches]

    @tf.function(jit_compile=variant.get("compiled", False))
    def train(real, z):
        with tf.GradientTape(watch_accessed_variables=False) as generator_tape:
            generator_tape.watch(generator.trained)
            fake = generate(generator, size, z)

            # The discriminator, on real and generated pictures apart.
            with generator_tape.stop_recording():
                with tf.GradientTape(watch_accessed_variables=False) as tape:
                    tape.watch(discriminator.trained)
                    judged = tf.reduce_mean(tf.nn.softplus(-judge(discriminator, size, real)))
                    judged += tf.reduce_mean(tf.nn.softplus(judge(discriminator, size, fake)))
                discriminator_adam.apply(tape.gradient(judged, discriminator.trained))

            # The generator against the new discriminator.
            fooled = tf.reduce_mean(tf.nn.softplus(-judge(discriminator, size, fake)))
        generator_adam.apply(generator_tape.gradient(fooled, generator.trained))
        return judged, fooled

    def step(index):
        judged, fooled = train(*inputs[index])
        return float(judged), float(fooled)

    return step
