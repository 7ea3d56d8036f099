"""The DCGAN step of src-main/gan/families/dcgan.ts, written the way PyTorch runs it fastest."""

import torch
from torch import nn
from torch.nn import functional

from torch_layout import Layout

SMALLEST = 4
SLOPE = 0.2


def norm(weights, name, tracked):
    scale = weights[f"{name}/scale"]
    # torch's momentum is the share of what is new.
    layer = nn.BatchNorm2d(len(scale), eps=1e-5, momentum=0.1, track_running_stats=tracked)
    with torch.no_grad():
        layer.weight.copy_(torch.from_numpy(scale))
        layer.bias.copy_(torch.from_numpy(weights[f"{name}/offset"]))
    return layer


class Generator(nn.Module):
    def __init__(self, settings, layout, weights):
        super().__init__()
        self.layout = layout
        self.project = layout.from_latents(weights["generator/project/kernel"], SMALLEST)
        sides = []
        side = SMALLEST * 2
        while side <= settings["size"]:
            sides.append(side)
            side *= 2
        self.kernels = nn.ParameterList(
            layout.kernel(weights[f"generator/up{side}/kernel"]) for side in sides
        )
        names = ["project", *(f"up{side}" for side in sides[:-1])]
        self.norms = nn.ModuleList(norm(weights, f"generator/{name}/norm", True) for name in names)

    def forward(self, z):
        x = self.layout.unflatten(z @ self.project, SMALLEST)
        for kernel, normalise in zip(self.kernels, self.norms):
            x = functional.relu(normalise(x))
            x = functional.conv_transpose2d(x, kernel, stride=2, padding=1)
        return torch.tanh(x)


class Discriminator(nn.Module):
    def __init__(self, settings, layout, weights):
        super().__init__()
        self.layout = layout
        sides = []
        side = settings["size"] // 2
        while side >= SMALLEST:
            sides.append(side)
            side //= 2
        self.kernels = nn.ParameterList(
            layout.kernel(weights[f"discriminator/down{side}/kernel"]) for side in sides
        )
        # It is run in training alone, so nothing of its moments is kept.
        self.norms = nn.ModuleList(
            norm(weights, f"discriminator/down{side}/norm", False) for side in sides[1:]
        )
        self.judge = layout.to_features(weights["discriminator/judge/kernel"], SMALLEST)

    def forward(self, x):
        for kernel, normalise in zip(self.kernels, [None, *self.norms]):
            x = functional.conv2d(x, kernel, stride=2, padding=1)
            x = functional.leaky_relu(normalise(x) if normalise else x, SLOPE)
        return self.layout.flatten(x) @ self.judge


def prepare(settings, variant, weights, batches):
    layout = Layout(variant)
    generator = Generator(settings, layout, weights).to(layout.device)
    discriminator = Discriminator(settings, layout, weights).to(layout.device)
    rate, betas = settings["rate"], (float(settings["beta1"]), float(settings["beta2"]))
    generator_adam = torch.optim.Adam(generator.parameters(), rate, betas, fused=True)
    discriminator_adam = torch.optim.Adam(discriminator.parameters(), rate, betas, fused=True)
    generate, judge = generator, discriminator
    if variant.get("compiled", False):
        generate, judge = torch.compile(generator), torch.compile(discriminator)
    inputs = [(layout.pictures(batch["real"]), layout.tensor(batch["latents"])) for batch in batches]

    def step(index):
        real, z = inputs[index]

        # The discriminator, on real and generated pictures apart; the generator's pass is used twice.
        fake = generate(z)
        judged = functional.softplus(-judge(real)).mean()
        judged = judged + functional.softplus(judge(fake.detach())).mean()
        discriminator_adam.zero_grad()
        judged.backward()
        discriminator_adam.step()

        # The generator against the new discriminator, whose own gradients nobody needs now.
        discriminator.requires_grad_(False)
        fooled = functional.softplus(-judge(fake)).mean()
        generator_adam.zero_grad()
        fooled.backward()
        generator_adam.step()
        discriminator.requires_grad_(True)
        return judged.item(), fooled.item()

    return step
