"""The step of bench/cases/residual.ts, written the way PyTorch runs it fastest."""

import torch
from torch import nn
from torch.nn import functional

from torch_layout import Layout

SMALLEST = 4
SLOPE = 0.2
GROUP = 16


class Block(nn.Module):
    def __init__(self, layout, weights, name):
        super().__init__()
        self.widen, self.mix, self.narrow = (
            layout.kernel(weights[f"{name}/{part}/kernel"]) for part in ("widen", "mix", "narrow")
        )
        self.widen_bias, self.mix_bias = (
            nn.Parameter(layout.tensor(weights[f"{name}/{part}/bias"])) for part in ("widen", "mix")
        )
        self.groups = self.mix.shape[0] // GROUP

    def forward(self, x):
        y = functional.leaky_relu(functional.conv2d(x, self.widen, self.widen_bias), SLOPE)
        y = functional.conv2d(y, self.mix, self.mix_bias, padding=1, groups=self.groups)
        return x + functional.conv2d(functional.leaky_relu(y, SLOPE), self.narrow)


class Network(nn.Module):
    """Blocks between their changes of resolution, and the 1 x 1 convolution from or to colours."""

    def __init__(self, layout, weights, owner, sides):
        super().__init__()
        self.layout = layout
        self.blocks = nn.ModuleList(
            Block(layout, weights, f"{owner}/block{side}") for side in sides
        )
        self.picture = layout.kernel(weights[f"{owner}/picture/kernel"])
        self.picture_bias = nn.Parameter(layout.tensor(weights[f"{owner}/picture/bias"]))


class Generator(Network):
    def __init__(self, layout, weights, sides):
        super().__init__(layout, weights, "generator", sides)
        self.start = layout.from_latents(weights["generator/start/kernel"], SMALLEST)
        bias = weights["generator/start/bias"][None]
        self.start_bias = nn.Parameter(layout.from_latents(bias, SMALLEST).detach()[0])

    def forward(self, z):
        x = self.layout.unflatten(torch.addmm(self.start_bias, z, self.start), SMALLEST)
        for index, block in enumerate(self.blocks):
            x = block(functional.interpolate(x, scale_factor=2.0) if index else x)
        return functional.conv2d(x, self.picture, self.picture_bias)


class Discriminator(Network):
    def __init__(self, layout, weights, sides):
        super().__init__(layout, weights, "discriminator", sides)
        self.judge = layout.to_features(weights["discriminator/judge/kernel"], SMALLEST)

    def forward(self, x):
        x = functional.conv2d(x, self.picture, self.picture_bias)
        for index, block in enumerate(self.blocks):
            x = block(functional.avg_pool2d(x, 2) if index else x)
        return self.layout.flatten(x) @ self.judge


def prepare(settings, variant, weights, batches):
    layout = Layout(variant)
    sides = [SMALLEST]
    while sides[-1] < settings["size"]:
        sides.append(sides[-1] * 2)
    generator = Generator(layout, weights, sides).to(layout.device)
    discriminator = Discriminator(layout, weights, sides[::-1]).to(layout.device)
    rate, betas = settings["rate"], (float(settings["beta1"]), float(settings["beta2"]))
    generator_adam = torch.optim.Adam(generator.parameters(), rate, betas, fused=True)
    discriminator_adam = torch.optim.Adam(discriminator.parameters(), rate, betas, fused=True)
    inputs = [(layout.pictures(batch["real"]), layout.tensor(batch["latents"])) for batch in batches]

    def judged_loss(both):
        # R1 and R2 in one: the mean over real and generated pictures is half the sum of the means.
        def total(pictures):
            logits = discriminator(pictures)
            return logits.sum(), logits

        slopes, logits = torch.func.grad(total, has_aux=True)(both)
        penalty = slopes.square().sum((1, 2, 3)).mean() * settings["gamma"]
        real, fake = logits.chunk(2)
        return functional.softplus(fake - real).mean() + penalty

    def judged_loss_eagerly(both):
        both.requires_grad_(True)
        logits = discriminator(both)
        (slopes,) = torch.autograd.grad(logits.sum(), both, create_graph=True)
        penalty = slopes.square().sum((1, 2, 3)).mean() * settings["gamma"]
        real, fake = logits.chunk(2)
        return functional.softplus(fake - real).mean() + penalty

    def fooled_loss(real_logits, fake):
        return functional.softplus(real_logits - discriminator(fake)).mean()

    generate, judge, judged_by, fooled_by = (
        (generator, discriminator, judged_loss_eagerly, fooled_loss)
        if not variant.get("compiled", False)
        # A gradient inside of what is compiled must be a function's: a compiled function can be
        # differentiated once.
        else map(torch.compile, (generator, discriminator, judged_loss, fooled_loss))
    )

    def step(index):
        real, z = inputs[index]
        fake = generate(z)
        judged = judged_by(torch.cat([real, fake.detach()]))
        discriminator_adam.zero_grad()
        judged.backward()
        discriminator_adam.step()

        # The generator against the new discriminator, whose own gradients nobody needs now.
        discriminator.requires_grad_(False)
        with torch.no_grad():
            real_logits = judge(real)
        fooled = fooled_by(real_logits, fake)
        generator_adam.zero_grad()
        fooled.backward()
        generator_adam.step()
        discriminator.requires_grad_(True)
        return judged.item(), fooled.item()

    return step
