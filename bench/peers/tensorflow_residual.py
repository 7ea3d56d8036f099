"""The step of bench/cases/residual.ts as one tf.function."""

import tensorflow as tf

from tensorflow_adam import Adam
from tensorflow_network import Network

SMALLEST = 4
SLOPE = 0.2


def convolve(x, network, name):
    bias = f"{name}/bias"
    x = tf.nn.conv2d(x, network[f"{name}/kernel"], 1, "SAME")
    return tf.nn.bias_add(x, network[bias]) if bias in network.variables else x


def block(x, network, name):
    y = tf.nn.leaky_relu(convolve(x, network, f"{name}/widen"), SLOPE)
    y = tf.nn.leaky_relu(convolve(y, network, f"{name}/mix"), SLOPE)
    return x + convolve(y, network, f"{name}/narrow")


def double(x):
    count, side, _, channels = x.shape
    x = tf.reshape(x, [count, side, 1, side, 1, channels])
    return tf.reshape(tf.tile(x, [1, 1, 2, 1, 2, 1]), [count, side * 2, side * 2, channels])


def generate(network, size, z):
    side = SMALLEST
    x = tf.nn.bias_add(tf.matmul(z, network["start/kernel"]), network["start/bias"])
    x = tf.reshape(x, [z.shape[0], side, side, -1])
    x = block(x, network, f"block{side}")
    while side < size:
        side *= 2
        x = block(double(x), network, f"block{side}")
    return convolve(x, network, "picture")


def judge(network, size, x):
    x = block(convolve(x, network, "picture"), network, f"block{size}")
    side = size
    while side > SMALLEST:
        side //= 2
        x = block(tf.nn.avg_pool2d(x, 2, 2, "VALID"), network, f"block{side}")
    return tf.matmul(tf.reshape(x, [x.shape[0], -1]), network["judge/kernel"])


def prepare(settings, variant, weights, batches):
    size = settings["size"]
    generator = Network(weights, "generator")
    discriminator = Network(weights, "discriminator")
    generator_adam = Adam(settings, generator.trained)
    discriminator_adam = Adam(settings, discriminator.trained)
    inputs = [(tf.constant(batch["real"]), tf.constant(batch["latents"])) for batch in batches]

    @tf.function(jit_compile=variant.get("compiled", False))
    def train(real, z):
        with tf.GradientTape(watch_accessed_variables=False) as generator_tape:
            generator_tape.watch(generator.trained)
            fake = generate(generator, size, z)

            # The discriminator; R1 and R2 in one, as the mean over both is half the sum of the means.
            with generator_tape.stop_recording():
                both = tf.concat([real, fake], 0)
                with tf.GradientTape(watch_accessed_variables=False) as tape:
                    tape.watch(discriminator.trained)
                    with tf.GradientTape(watch_accessed_variables=False) as inner:
                        inner.watch(both)
                        logits = judge(discriminator, size, both)
                    slopes = inner.gradient(logits, both)
                    squares = tf.reduce_sum(tf.square(slopes), [1, 2, 3])
                    real_logits, fake_logits = tf.split(logits, 2)
                    judged = tf.reduce_mean(tf.nn.softplus(fake_logits - real_logits))
                    judged += tf.reduce_mean(squares) * settings["gamma"]
                discriminator_adam.apply(tape.gradient(judged, discriminator.trained))
                real_logits = judge(discriminator, size, real)

            # The generator against the new discriminator.
            fooled = tf.reduce_mean(tf.nn.softplus(real_logits - judge(discriminator, size, fake)))
        generator_adam.apply(generator_tape.gradient(fooled, generator.trained))
        return judged, fooled

    def step(index):
        judged, fooled = train(*inputs[index])
        return float(judged), float(fooled)

    return step
