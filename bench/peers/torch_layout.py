"""From the studio's layout (pictures NHWC, kernels HWIO) to PyTorch's, in either order of memory."""

import torch


class Layout:
    def __init__(self, variant):
        last = variant["layout"] == "channels_last"
        self.last = last
        self.format = torch.channels_last if last else torch.contiguous_format
        self.device = variant["device"]

    def tensor(self, values):
        return torch.from_numpy(values).to(self.device)

    def pictures(self, values):
        """[N,H,W,C] to [N,C,H,W]."""
        picture = torch.from_numpy(values).permute(0, 3, 1, 2)
        return picture.contiguous(memory_format=self.format).to(self.device)

    def kernel(self, values):
        """[H,W,I,O] to [O,I,H,W]; for a transposed convolution I is what comes out."""
        kernel = torch.from_numpy(values).permute(3, 2, 0, 1)
        kernel = kernel.contiguous(memory_format=self.format).to(self.device)
        return torch.nn.Parameter(kernel)

    def to_features(self, values, side):
        """A matrix [side*side*C,O] for flattened pictures, in the order in which they are flattened here."""
        return torch.nn.Parameter(self.tensor(self._reorder(values, side)))

    def from_latents(self, values, side):
        """A matrix [latent,side*side*C] whose product becomes pictures by `unflatten`."""
        return torch.nn.Parameter(self.tensor(self._reorder(values.T, side)).T.contiguous())

    def flatten(self, x):
        # In memory order: no copy in either layout.
        return (x.permute(0, 2, 3, 1) if self.last else x).flatten(1)

    def unflatten(self, x, side):
        if self.last:
            return x.view(x.shape[0], side, side, -1).permute(0, 3, 1, 2)
        return x.view(x.shape[0], -1, side, side)

    def _reorder(self, values, side):
        if self.last:
            return values
        pixels = values.reshape(side, side, -1, values.shape[-1])
        return pixels.transpose(2, 0, 1, 3).reshape(values.shape).copy()
