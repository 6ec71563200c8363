"""Trains 784-128-64-10 perceptrons (SiLU and ReLU, seeds 1 to 3) on MNIST, pixels in [0, 1], until 96.5 % of the test
images are right, and writes them as ONNX for DirectedWalkBenchmark. Needs torch; a few minutes on one core.

    python3 bench/peers/train_perceptrons.py MNIST_FOLDER OUT_FOLDER
"""

import gzip
import pathlib
import sys

import numpy as np
import torch
from torch import nn

torch.set_num_threads(1)
data, out = map(pathlib.Path, sys.argv[1:3])


def idx(name, header):
    return np.frombuffer(gzip.open(data / name).read()[header:], np.uint8)


def images(name):
    return torch.tensor(idx(name, 16).reshape(-1, 784).copy()).float() / 255


def labels(name):
    return torch.tensor(idx(name, 8).astype(np.int64))


x, y = images("train-images-idx3-ubyte.gz"), labels("train-labels-idx1-ubyte.gz")
tx, ty = images("t10k-images-idx3-ubyte.gz"), labels("t10k-labels-idx1-ubyte.gz")

for seed in (1, 2, 3):
    for name, act in (("silu", nn.SiLU), ("relu", nn.ReLU)):
        torch.manual_seed(seed)
        net = nn.Sequential(nn.Flatten(), nn.Linear(784, 128), act(), nn.Linear(128, 64), act(), nn.Linear(64, 10))
        opt = torch.optim.Adam(net.parameters(), 1e-3)
        accuracy, step = 0, 0
        while accuracy < 0.965:
            order = torch.randperm(len(x))
            for i in range(0, len(x), 128):
                b = order[i:i + 128]
                loss = nn.functional.cross_entropy(net(x[b]), y[b])
                opt.zero_grad()
                loss.backward()
                opt.step()
                step += 1
                if step % 100 == 0:
                    with torch.no_grad():
                        accuracy = (net(tx).argmax(1) == ty).float().mean().item()
                    if accuracy >= 0.965:
                        break
        print(name, seed, step, "steps, accuracy", accuracy, flush=True)
        torch.onnx.export(net, torch.zeros(1, 1, 28, 28), out / f"mlp_{name}_{seed}.onnx",
                          input_names=["input"], output_names=["logits"],
                          dynamic_axes={"input": {0: "n"}, "logits": {0: "n"}}, opset_version=13)
