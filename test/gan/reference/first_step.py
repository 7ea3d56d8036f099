"""The first steps of cases.ts, written once more with PyTorch in 64 bits; see write-inputs.ts."""

import json
import math
import sys

import torch
from torch.nn import functional as F

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)
SLOPE = 0.2


def tensor(values, shape):
    return torch.tensor(values, dtype=torch.float64).reshape(shape)


class Game:
    """One step of a case. Pictures and kernels are ours, [N,H,W,C] and [kh,kw,C,D], and turned where PyTorch wants it."""

    def __init__(self, case):
        self.config = case["config"]
        self.draws = case["draws"]
        self.weights = {
            key: tensor(entry["values"], entry["shape"]) for key, entry in case["variables"].items()
        }
        size, batch = self.config["size"], self.config["batch"]
        self.colours = 1 if self.config["channels"] == "grey" else 3
        if self.config["family"] == "voxels":
            self.colours = size
        self.real = tensor(case["inputs"]["real"], (batch, size, size, self.colours))
        self.z = tensor(case["inputs"]["latents"], (batch, -1))
        count = len(self.config["classes"].split("\n")) if self.config["classes"] else 0
        self.classes = tensor(case["inputs"]["classes"], (batch, count)) if count else None
        self.moves = {}

    def trained(self, player):
        left_out = ("running", "spectral", "adam", "sgd", "average", "last_accuracy")
        return [
            key for key in self.weights if key.startswith(f"{player}/") and not any(part in key for part in left_out)
        ]

    # Layers.

    def convolve(self, x, kernel, stride=1, padding=None):
        groups = x.shape[3] // kernel.shape[2]
        side = kernel.shape[0]
        pad = (side - stride) // 2 if padding is None else padding
        turned = kernel.permute(3, 2, 0, 1).contiguous()
        out = F.conv2d(x.permute(0, 3, 1, 2), turned, stride=stride, padding=pad, groups=groups)
        return out.permute(0, 2, 3, 1)

    def convolve_back(self, x, kernel):
        out = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), stride=2, padding=1)
        return out.permute(0, 2, 3, 1)

    def batch_norm(self, x, w, name):
        moments = dict(running_mean=None, running_var=None, training=True, eps=1e-5)
        turned = F.batch_norm(x.permute(0, 3, 1, 2), weight=w[f"{name}/scale"], bias=w[f"{name}/offset"], **moments)
        return turned.permute(0, 2, 3, 1)

    def low_pass(self, channels, gain):
        taps = torch.tensor([1.0, 3.0, 3.0, 1.0]) / 8
        return (torch.outer(taps, taps) * gain).expand(channels, 1, 4, 4)

    def halve(self, x):
        kernel = self.low_pass(x.shape[3], 1)
        return F.conv2d(x.permute(0, 3, 1, 2), kernel, stride=2, padding=1, groups=x.shape[3]).permute(0, 2, 3, 1)

    def double(self, x):
        kernel = self.low_pass(x.shape[3], 4)
        turned = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel, stride=2, padding=1, groups=x.shape[3])
        return turned.permute(0, 2, 3, 1)

    def blocks(self, x, w, prefix):
        for number in range(1, self.config["residualBlocks"] + 1):
            name = f"{prefix}-{number}"
            y = F.leaky_relu(self.convolve(x, w[f"{name}/widen/kernel"]) + w[f"{name}/widen/bias"], SLOPE)
            y = F.leaky_relu(self.convolve(y, w[f"{name}/mix/kernel"]) + w[f"{name}/mix/bias"], SLOPE)
            x = x + self.convolve(y, w[f"{name}/narrow/kernel"])
        return x

    # Networks.

    def place(self, w):
        """z, with the embedding of its class where there are classes."""
        if self.classes is None:
            return self.z
        return torch.cat([self.z, self.classes @ w["generator/classes/embedding"]], 1)

    def generate(self, w):
        size = self.config["size"]
        if self.config["family"] == "residual":
            scales = self.place(w) @ w["generator/start/kernel"]
            x = self.blocks(scales[:, None, None, :] * w["generator/start/basis"], w, "generator/block4")
            side = 8
            while side < size:
                change = w.get(f"generator/up{side}/kernel")
                x = self.double(x if change is None else self.convolve(x, change))
                x = self.blocks(x, w, f"generator/block{side}")
                side *= 2
            return self.convolve_back(x, w["generator/colours/kernel"])
        if self.config["family"] == "voxels":
            return self.generate_solids(w)
        if self.config["family"] == "mlp":
            x = self.place(w)
            for number in (1, 2):
                name = f"generator/hidden{number}"
                x = F.relu(x @ w[f"{name}/kernel"] + w[f"{name}/bias"])
            x = x @ w["generator/pixels/kernel"] + w["generator/pixels/bias"]
            return (2 * torch.sigmoid(x) - 1).reshape(len(x), size, size, self.colours)
        x = (self.place(w) @ w["generator/project/kernel"]).reshape(len(self.z), 4, 4, -1)
        x = F.relu(self.batch_norm(x, w, "generator/project/norm"))
        side = 8
        while side <= size:
            x = self.convolve_back(x, w[f"generator/up{side}/kernel"])
            x = torch.tanh(x) if side == size else F.relu(self.batch_norm(x, w, f"generator/up{side}/norm"))
            side *= 2
        return x

    def judge(self, pictures, w, place):
        """Logits and the features of each layer, as seen in the look number `place`."""
        x = self.seen(pictures, place)
        packing = self.config["packing"]
        if packing > 1:
            packs = x.reshape(-1, packing, *x.shape[1:])
            x = torch.cat([packs[:, at] for at in range(packing)], 3)
        judges = {"residual": self.judge_residual, "dcgan": self.judge_dcgan, "mlp": self.judge_mlp, "voxels": self.judge_solids}
        return judges[self.config["family"]](x, w)

    # Solids, [N,C,planes,rows,columns] here.

    def generate_solids(self, w):
        x = (self.place(w) @ w["generator/project/kernel"]).reshape(len(self.z), 4, 4, 4, -1).permute(0, 4, 1, 2, 3)
        x = F.relu(self.norm_solids(x, w, "generator/project/norm"))
        side = 8
        while side <= self.config["size"]:
            kernel = w[f"generator/up{side}/kernel"].permute(4, 3, 0, 1, 2)
            x = F.conv_transpose3d(x, kernel, stride=2, padding=1)
            if side == self.config["size"]:
                return 2 * torch.sigmoid(x[:, 0]) - 1
            x = F.relu(self.norm_solids(x, w, f"generator/up{side}/norm"))
            side *= 2

    def norm_solids(self, x, w, name):
        moments = dict(running_mean=None, running_var=None, training=True, eps=1e-5)
        return F.batch_norm(x, weight=w[f"{name}/scale"], bias=w[f"{name}/offset"], **moments)

    def judge_solids(self, x, w):
        x, features = x[:, None], []
        side = self.config["size"] // 2
        while side >= 4:
            name = f"discriminator/down{side}"
            x = F.conv3d(x, self.kernel(w, f"{name}/kernel").permute(4, 3, 0, 1, 2), stride=2, padding=1)
            if f"{name}/norm/scale" in w:
                x = self.norm_solids(x, w, f"{name}/norm")
            elif f"{name}/bias" in w:
                x = x + w[f"{name}/bias"][:, None, None, None]
            x = F.leaky_relu(x, SLOPE)
            features.append(x)
            side //= 2
        return self.head(x.permute(0, 2, 3, 4, 1).reshape(len(x), -1), w), features

    def judge_mlp(self, x, w):
        x, features = x.reshape(len(x), -1), []
        for number in (1, 2):
            names = [f"discriminator/maxout{number}/piece{piece}" for piece in range(1, 6)]
            pieces = [x @ self.kernel(w, f"{name}/kernel") + w[f"{name}/bias"] for name in names]
            x = torch.stack(pieces).amax(0)
            features.append(x)
        return self.head(x, w), features

    def judge_dcgan(self, x, w):
        norm, features = self.config["discriminatorNorm"], []
        side = self.config["size"] // 2
        while side >= 4:
            name = f"discriminator/down{side}"
            x = self.convolve(x, self.kernel(w, f"{name}/kernel"), stride=2)
            if f"{name}/norm/scale" in w:
                x = self.batch_norm(x, w, f"{name}/norm")
            elif f"{name}/bias" in w:
                x = x + w[f"{name}/bias"]
            x = F.leaky_relu(x, SLOPE)
            features.append(x)
            side //= 2
        assert (norm == "batch") == any(key.endswith("norm/scale") for key in w if key.startswith("disc"))
        return self.head(x.reshape(len(x), -1), w), features

    def judge_residual(self, x, w):
        x = self.convolve(x, w["discriminator/colours/kernel"], stride=2)
        features, side = [], self.config["size"] // 2
        while True:
            x = self.blocks(x, w, f"discriminator/block{side}")
            features.append(x)
            if side == 4:
                break
            side //= 2
            change = w.get(f"discriminator/down{side}/kernel")
            x = self.halve(x)
            x = x if change is None else self.convolve(x, change)
        end = self.convolve(x, w["discriminator/end/basis"], padding=0)
        return self.head(end.reshape(len(end), -1), w), features

    def head(self, flat, w):
        embedding = "discriminator/classes/embedding"
        told = 0 if self.classes is None else (flat * (self.classes @ self.kernel(w, embedding))).sum(1, keepdim=True)
        if self.config["minibatchKernels"] > 0:
            rows = (flat @ w["discriminator/minibatch/kernel"]).reshape(len(flat), -1, 5)
            near = torch.exp(-(rows[:, None] - rows[None]).abs().sum(3))
            # Itself left out, at distance 0.
            flat = torch.cat([flat, near.sum(1) - 1], 1)
        return flat @ self.kernel(w, "discriminator/judge/kernel") + told

    def kernel(self, w, name):
        """A kernel, over the first estimate of its largest singular value with spectral norm."""
        value = w[name]
        if self.config["discriminatorNorm"] != "spectral":
            return value
        matrix = value.reshape(-1, value.shape[-1])
        with torch.no_grad():
            v = F.normalize(matrix @ self.weights[f"{name}/spectral/u"], dim=0)
            u = F.normalize(matrix.T @ v, dim=0)
        return value / (v.T @ matrix @ u)[0, 0]

    def keep_vectors(self, w):
        for name in [key for key in self.weights if key.endswith("spectral/u")]:
            matrix = w[name.removesuffix("/spectral/u")].detach()
            matrix = matrix.reshape(-1, matrix.shape[-1])
            v = F.normalize(matrix @ self.weights[name], dim=0)
            self.weights[name] = F.normalize(matrix.T @ v, dim=0)

    def seen(self, x, place):
        if self.config["augment"] == "colour":
            numbers = tensor(self.draws["colour"][place], (len(x), 8))[:, :, None, None, None]
            x = x + numbers[:, 1] - 0.5
            grey = x.mean(3, keepdim=True)
            x = (x - grey) * numbers[:, 2] * 2 + grey
            mean = x.mean((1, 2, 3), keepdim=True)
            x = (x - mean) * (numbers[:, 3] + 0.5) + mean
        if self.config["instanceNoise"] > 0:
            x = x + self.config["instanceNoise"] * tensor(self.draws["noise"][place], x.shape)
        return x

    # Losses.

    def played(self, real, fake):
        loss, a = self.config["loss"], self.config["labelSmoothing"]
        if loss in ("non-saturating", "minimax"):
            labels = torch.full_like(real, 1 - a)
            real_part = F.binary_cross_entropy_with_logits(real, labels)
            return real_part + F.binary_cross_entropy_with_logits(fake, torch.zeros_like(fake))
        if loss == "least-squares":
            return ((real - (1 - a)) ** 2).mean() / 2 + (fake**2).mean() / 2
        if loss == "hinge":
            return F.relu(1 - real).mean() + F.relu(1 + fake).mean()
        if loss in ("wgan", "wgan-gp"):
            return fake.mean() - real.mean()
        return F.softplus(fake - real).mean()

    def fooled(self, fake, real):
        loss = self.config["loss"]
        if loss == "non-saturating":
            return -F.logsigmoid(fake).mean()
        if loss == "minimax":
            return F.logsigmoid(-fake).mean()
        if loss == "least-squares":
            return ((fake - 1) ** 2).mean() / 2
        if loss in ("hinge", "wgan", "wgan-gp"):
            return -fake.mean()
        return F.softplus(real() - fake).mean()

    def slopes(self, pictures, w, place):
        x = pictures if pictures.requires_grad else pictures.detach().requires_grad_(True)
        logits, _ = self.judge(x, w, place)
        (slope,) = torch.autograd.grad(logits.sum(), x, create_graph=True)
        return slope.reshape(len(logits), -1)

    def judgement(self, real, fake, w, look):
        real_logits, fake_logits = self.judge(real, w, look)[0], self.judge(fake, w, look + 1)[0]
        loss = self.played(real_logits, fake_logits)
        if self.config["r1Gamma"] > 0:
            loss = loss + self.config["r1Gamma"] / 2 * (self.slopes(real, w, look) ** 2).sum(1).mean()
        if self.config["r2Gamma"] > 0:
            loss = loss + self.config["r2Gamma"] / 2 * (self.slopes(fake, w, look + 1) ** 2).sum(1).mean()
        if self.config["loss"] == "wgan-gp":
            share = torch.tensor(self.draws["share"]).repeat_interleave(self.config["packing"])
            share = share[:, None, None, None]
            between = share * real + (1 - share) * fake
            lengths = self.slopes(between, w, 0).norm(dim=1)
            loss = loss + self.config["gradientPenalty"] * ((lengths - 1) ** 2).mean()
        return loss, real_logits, fake_logits

    # The step.

    def step(self):
        config = self.config
        start = {key: value.clone().requires_grad_(True) for key, value in self.weights.items()}
        numbers = {}

        with torch.no_grad():
            fake = self.generate(start)
        names = self.trained("discriminator")
        loss, real_logits, fake_logits = self.judgement(self.real, fake, start, 0)
        boundary = self.boundary(real_logits, fake_logits)
        numbers["discriminatorLoss"] = loss.item()
        numbers["realAccuracy"] = (real_logits > boundary).double().mean().item()
        numbers["fakeAccuracy"] = (fake_logits < boundary).double().mean().item()
        gradients = torch.autograd.grad(loss, [start[name] for name in names], allow_unused=True)
        slots = {}
        after = dict(self.updated(start, names, gradients, "discriminator", slots, 1))
        after = {key: value.detach().requires_grad_(True) for key, value in after.items()}
        self.keep_vectors(start)

        fake = self.generate(after)
        ahead = after
        for number in range(config["unrollSteps"]):
            loss, _, _ = self.judgement(self.real, fake, ahead, 0)
            values = [ahead[name] for name in names]
            gradients = torch.autograd.grad(loss, values, create_graph=True, allow_unused=True)
            ahead = dict(self.updated(ahead, names, gradients, "discriminator", slots, 2 + number))
        logits, features = self.judge(fake, ahead, 2)
        if config["featureMatching"]:
            wanted = self.judge(self.real, ahead, 2)[1][-1]
            loss = ((wanted.mean(0) - features[-1].mean(0)) ** 2).sum()
        else:
            loss = self.fooled(logits, lambda: self.judge(self.real, ahead, 2)[0])
        numbers["generatorLoss"] = loss.item()
        names = self.trained("generator")
        gradients = torch.autograd.grad(loss, [after[name] for name in names])
        dict(self.updated(after, names, gradients, "generator", {}, 1))
        return {"numbers": numbers, "moves": {key: summary(move) for key, move in self.moves.items()}}

    def boundary(self, real, fake):
        loss = self.config["loss"]
        if loss in ("wgan", "wgan-gp", "relativistic"):
            return (real.mean() + fake.mean()) / 2
        return 0.5 if loss == "least-squares" else 0

    def updated(self, weights, names, gradients, player, slots, number):
        """The weights after an update; `slots` hold Adam's moments, `number` counts its updates."""
        config, rate = self.config, self.config[f"{player}Rate"]
        for key, value in weights.items():
            if key not in names:
                yield key, value
                continue
            gradient = gradients[names.index(key)]
            gradient = torch.zeros_like(value) if gradient is None else gradient
            if config["optimizer"] == "adam":
                beta1, beta2 = config["beta1"], config["beta2"]
                m, v = slots.get(key, (0, 0))
                m, v = beta1 * m + (1 - beta1) * gradient, beta2 * v + (1 - beta2) * gradient**2
                # What follows the step is learned through, the step itself is not.
                slots[key] = (m.detach(), v.detach()) if number == 1 else (m, v)
                scaled = rate * math.sqrt(1 - beta2**number) / (1 - beta1**number)
                move = -scaled * m / ((v + 1e-16).sqrt() + 1e-8)
            else:
                move = -rate * gradient
            if number == 1:
                self.moves[key] = move.detach().reshape(-1)
            value = value + move
            if player == "discriminator" and config["loss"] == "wgan":
                value = value.clamp(-config["weightClip"], config["weightClip"])
            yield key, value


class Refiner(Game):
    """A level of a pyramid above the coarsest: detail is added to `low`, real pictures halved and doubled."""

    def generate(self, w):
        planes = self.z.reshape(len(self.z), *self.low.shape[1:3], 1)
        parts = [self.low, planes]
        if self.classes is not None:
            parts.append((self.classes @ w["generator/classes/planes"]).reshape(planes.shape))
        x = torch.cat(parts, 3)
        for layer in (1, 2, 3):
            x = x if layer == 1 else F.relu(x)
            x = self.convolve(x, w[f"generator/detail{layer}/kernel"]) + w[f"generator/detail{layer}/bias"]
        return self.low + x


def resized(pictures, change):
    return change(pictures.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)


def take_levels(case):
    """The first step of each level of a pyramid on its own; numbers are means of theirs."""
    config, whole = case["config"], Game({**case, "variables": {}})
    begin, side, told, moves = config["latent"], 8, [], {}
    while side <= config["size"]:
        level = f"level{side}/"
        real = resized(whole.real, lambda x: F.avg_pool2d(x, config["size"] // side))
        width = (0, begin) if side == 8 else (begin, begin + side**2)
        own = {
            "config": {**config, "family": "mlp" if side == 8 else "dcgan", "size": side},
            "draws": case["draws"],
            "variables": {key.replace(level, ""): value for key, value in case["variables"].items() if level in key},
            "inputs": {
                **case["inputs"],
                "real": real.flatten().tolist(),
                "latents": whole.z[:, width[0] : width[1]].flatten().tolist(),
            },
        }
        game = Game(own) if side == 8 else Refiner(own)
        if side > 8:
            begin = width[1]
            game.low = resized(
                resized(real, lambda x: F.avg_pool2d(x, 2)),
                lambda x: F.interpolate(x, scale_factor=2, mode="bilinear", align_corners=False),
            )
        step = game.step()
        told.append(step["numbers"])
        moves.update({key.replace("/", f"/{level}", 1): move for key, move in step["moves"].items()})
        side *= 2
    numbers = {key: sum(each[key] for each in told) / len(told) for key in told[0]}
    return {"numbers": numbers, "moves": moves}


def take(case):
    return take_levels(case) if case["config"]["family"] == "pyramid" else Game(case).step()


def summary(move):
    """See summaryOf in step.ts."""
    along = torch.cos(torch.arange(1, len(move) + 1, dtype=torch.float64))
    return [move.norm().item(), (move @ along).item()]


with open(sys.argv[1]) as file:
    cases = json.load(file)
with open(sys.argv[2], "w") as file:
    json.dump({case["name"]: take(case) for case in cases}, file, indent=1)
    file.write("\n")
