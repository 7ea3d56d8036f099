"""PyTorch as a contestant; started by the benchmark with the threads it may use as OMP_NUM_THREADS."""

import torch

from serve import serve
from torch_dcgan import prepare as prepare_dcgan
from torch_residual import prepare as prepare_residual
from torch_ring import prepare as prepare_ring

torch.manual_seed(1)


def facts(variant):
    device = variant["device"]
    return {
        "version": torch.__version__,
        "threads": torch.get_num_threads(),
        "device": "cpu" if device == "cpu" else torch.cuda.get_device_name(),
    }


def multiply(side):
    device = "cuda" if torch.cuda.is_available() else "cpu"
    a = torch.rand(side, side, device=device)
    b = torch.rand(side, side, device=device)
    # Reading one number back waits for the product.
    return lambda: torch.mm(a, b)[0, 0].item()


CASES = {"dcgan": prepare_dcgan, "residual": prepare_residual, "ring": prepare_ring}

serve(facts, CASES, multiply)
