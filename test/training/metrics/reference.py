"""Reference figures for the metrics, by implementations that are not ours.

    python3 -m venv venv && venv/bin/pip install numpy==2.4.6 scipy==1.17.1 scikit-learn==1.9.1 prdc==0.2
    venv/bin/python test/training/metrics/reference.py > test/training/metrics/reference.json

prdc is that of Naeem et al. 2020 (github.com/clovaai/generative-evaluation-prdc).
"""

import contextlib
import json
import sys

import numpy as np
from prdc import compute_prdc
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist, pdist
from sklearn.metrics.pairwise import polynomial_kernel

WIDTHS = [5, 3]
random = np.random.default_rng(1)


def rows(count, shift, scale):
    return np.round(random.normal(shift, scale, (count, sum(WIDTHS))), 4)


def networks(features):
    return np.split(features, np.cumsum(WIDTHS)[:-1], axis=1)


def frechet(a, b):
    root = sqrtm(np.cov(a.T) @ np.cov(b.T))
    apart = ((a.mean(0) - b.mean(0)) ** 2).sum()
    return apart + np.trace(np.cov(a.T) + np.cov(b.T) - 2 * root.real)


def kid(a, b):
    within = lambda x: (lambda k: (k.sum() - np.trace(k)) / (len(x) * (len(x) - 1)))(
        polynomial_kernel(x, degree=3, coef0=1)
    )
    return within(a) + within(b) - 2 * polynomial_kernel(a, b, degree=3, coef0=1).mean()


def duplicates(samples, reals):
    nearest = lambda x: np.sort(cdist(x, x) + np.diag([np.inf] * len(x)), axis=1)[:, 0]
    usual = np.sort(nearest(reals))[len(reals) // 2]
    return (nearest(samples) < usual / 2).mean()


def case(samples, reals, known):
    pairs = list(zip(networks(samples), networks(reals)))
    # It says how many there are on standard output.
    with contextlib.redirect_stdout(sys.stderr):
        five, three = (compute_prdc(reals, samples, nearest_k=k) for k in (5, 3))
    return {
        "samples": samples.tolist(),
        "reals": reals.tolist(),
        "known": known.tolist(),
        "expected": {
            "frechet-random": np.mean([frechet(a, b) for a, b in pairs]),
            "kid-random": np.mean([kid(a, b) for a, b in pairs]),
            "density": five["density"],
            "coverage": five["coverage"],
            "precision": three["precision"],
            "recall": three["recall"],
            "diversity": pdist(samples).mean(),
            "duplicates": duplicates(samples, reals),
            "nearest-training": np.sort(cdist(samples, known).min(axis=1))[len(samples) // 2],
        },
    }


reals, others = rows(40, 0, 1), rows(15, 0, 1)
known = np.concatenate([reals, others])
# Of these samples some are nearly the same as others.
narrow = rows(40, 0.4, 0.7)
narrow[30:] = np.round(narrow[:10] + 0.02, 4)
cases = {"near": case(rows(40, 0.1, 1), reals, known), "narrow": case(narrow, reals, known)}
# Fewer rows than numbers in each: covariances without full rank.
few, others = np.round(random.normal(0, 1, (6, 12)), 4), np.round(random.normal(1, 2, (7, 12)), 4)
singular = {"a": few.tolist(), "b": others.tolist(), "frechet": frechet(few, others)}
json.dump({"widths": WIDTHS, "cases": cases, "singular": singular}, sys.stdout)
print()
