"""Adam by TensorFlow's fused update: Keras 3 spells it out in a dozen operations a variable."""

import tensorflow as tf

EPSILON = 1e-8


class Adam:
    def __init__(self, settings, variables):
        self.rate, self.beta1, self.beta2 = (
            float(settings[key]) for key in ("rate", "beta1", "beta2")
        )
        self.variables = variables
        self.means = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        self.squares = [tf.Variable(tf.zeros_like(variable)) for variable in variables]
        self.power1 = tf.Variable(self.beta1)
        self.power2 = tf.Variable(self.beta2)

    def apply(self, gradients):
        power1, power2 = self.power1.read_value(), self.power2.read_value()
        for variable, mean, square, gradient in zip(
            self.variables, self.means, self.squares, gradients
        ):
            tf.raw_ops.ResourceApplyAdam(
                var=variable.handle,
                m=mean.handle,
                v=square.handle,
                beta1_power=power1,
                beta2_power=power2,
                lr=self.rate,
                beta1=self.beta1,
                beta2=self.beta2,
                epsilon=EPSILON,
                grad=gradient,
            )
        self.power1.assign(power1 * self.beta1)
        self.power2.assign(power2 * self.beta2)
