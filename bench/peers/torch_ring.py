"""The steps of bench/cases/ring.ts: many in a row, for one is soon over."""

import torch
from torch import nn
from torch.nn import functional


def network(weights, owner, device):
    layers = []
    index = 0
    while f"{owner}/layer{index}/kernel" in weights:
        kernel = torch.from_numpy(weights[f"{owner}/layer{index}/kernel"])
        layer = nn.Linear(*kernel.shape)
        with torch.no_grad():
            layer.weight.copy_(kernel.T)
            layer.bias.copy_(torch.from_numpy(weights[f"{owner}/layer{index}/bias"]))
        layers += [layer, nn.ReLU()]
        index += 1
    return nn.Sequential(*layers[:-1]).to(device)


def prepare(settings, variant, weights, batches):
    device = variant["device"]
    generator = network(weights, "generator", device)
    discriminator = network(weights, "discriminator", device)
    rate, betas = settings["rate"], (float(settings["beta1"]), float(settings["beta2"]))
    generator_adam = torch.optim.Adam(generator.parameters(), rate, betas, fused=True)
    discriminator_adam = torch.optim.Adam(discriminator.parameters(), rate, betas, fused=True)
    generate, judge = generator, discriminator
    if variant.get("compiled", False):
        generate, judge = torch.compile(generator), torch.compile(discriminator)
    inputs = [
        [torch.from_numpy(batch[key]).to(device).unbind() for key in ("real", "latents")]
        for batch in batches
    ]

    def one(real, z):
        fake = generate(z)
        judged = functional.softplus(-judge(real)).mean()
        judged = judged + functional.softplus(judge(fake.detach())).mean()
        discriminator_adam.zero_grad()
        judged.backward()
        discriminator_adam.step()

        discriminator.requires_grad_(False)
        fooled = functional.softplus(-judge(fake)).mean()
        generator_adam.zero_grad()
        fooled.backward()
        generator_adam.step()
        discriminator.requires_grad_(True)
        return judged, fooled

    def step(index):
        losses = [one(real, z) for real, z in zip(*inputs[index])]
        judged, fooled = losses[0]
        return judged.item(), fooled.item()

    return step
