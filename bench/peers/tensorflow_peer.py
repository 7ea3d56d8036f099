"""TensorFlow's Python as a contestant; its thread counts come by TensorFlow's own environment."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")

import tensorflow as tf  # noqa: E402

from serve import serve  # noqa: E402
from tensorflow_dcgan import prepare as prepare_dcgan  # noqa: E402
from tensorflow_residual import prepare as prepare_residual  # noqa: E402
from tensorflow_ring import prepare as prepare_ring  # noqa: E402


def facts(variant):
    gpus = tf.config.list_physical_devices("GPU")
    if variant["device"] == "gpu" and not gpus:
        raise SystemExit("TensorFlow sees no GPU on this machine.")
    name = tf.config.experimental.get_device_details(gpus[0])["device_name"] if gpus else "cpu"
    return {
        "version": tf.__version__,
        "threads": int(os.environ.get("TF_NUM_INTRAOP_THREADS", os.cpu_count())),
        "device": name,
    }


def multiply(side):
    a = tf.random.uniform([side, side])
    b = tf.random.uniform([side, side])
    return lambda: tf.linalg.matmul(a, b)[0, 0].numpy()


CASES = {"dcgan": prepare_dcgan, "residual": prepare_residual, "ring": prepare_ring}

serve(facts, CASES, multiply)
