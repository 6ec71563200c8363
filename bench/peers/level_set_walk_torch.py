"""A held walk of a LeNet in PyTorch: the same predictor-corrector loop as Nervure's LevelSetWalk.

usage: OMP_NUM_THREADS=1 python3 level_set_walk_torch.py lenet_mnist.torchscript.pt t10k-images-idx3-ubyte.gz [steps]

All logits held in float64 inside the box [0, 1], steps of length 0.05 from the first test image: a random velocity with
momentum, made tangent to the class and to the box by an active set; one Jacobian a step (the input replicated, one backward
pass) at the predicted point; corrections by Q of J^T with Broyden's updates until every logit is within 1e-12 (relative).
Prints CPU seconds of the walk and of its Jacobians alone.
"""
import gzip
import math
import sys
import time

import torch
import torch.nn.functional as F

torch.set_num_threads(1)


def lenet(path):
    """The weights are constants of the frozen trace; the network is written out, so that it runs in float64."""
    tensors = [node.t("value") for node in torch.jit.load(path).graph.nodes()
               if node.kind() == "prim::Constant" and node.output().type().kind() == "TensorType"]
    by_shape = {tuple(t.shape): t.detach().double() for t in tensors}
    shapes = [(6, 1, 5, 5), (6,), (16, 6, 5, 5), (16,), (120, 400), (120,), (84, 120), (84,), (10, 84), (10,)]
    w1, b1, w2, b2, w3, b3, w4, b4, w5, b5 = [by_shape[s] for s in shapes]

    def f(x):
        x = F.max_pool2d(torch.relu(F.conv2d(x, w1, b1, padding=2)), 2)
        x = F.max_pool2d(torch.relu(F.conv2d(x, w2, b2)), 2)
        x = torch.relu(F.linear(x.flatten(1), w3, b3))
        return F.linear(torch.relu(F.linear(x, w4, b4)), w5, b5)

    return f


class Map:
    def __init__(self, f):
        self.f = f
        self.rows = torch.eye(10, dtype=torch.float64)

    def value(self, x):
        with torch.no_grad():
            return self.f(x.reshape(1, 1, 28, 28))[0]

    def linearize(self, x):
        batch = x.expand(10, 784).reshape(10, 1, 28, 28).clone().requires_grad_(True)
        y = self.f(batch)
        (jacobian,) = torch.autograd.grad(y, batch, self.rows)
        return y[0].detach(), jacobian.reshape(10, 784)


def decompose(jacobian, free):
    """Q (n x m) and R with J restricted to the free coordinates = R^T Q^T."""
    q, r = torch.linalg.qr((jacobian * free).T)
    return q, r


def tangent(q, v):
    return v - q @ (q.T @ v)


def walk(map_, start, steps, step, memory, generator):
    x = start.clone()
    target, jacobian = map_.linearize(x)
    tolerance = 1e-12 * max(1.0, float(target.abs().max()))
    kept = math.exp(-step / memory)
    last, path, corrections, drift, sigma = None, [x], 0, 0.0, math.inf
    for _ in range(steps):
        wanted = torch.randn(784, dtype=torch.float64, generator=generator)
        wanted /= wanted.norm()
        if last is not None:
            wanted = kept * last + math.sqrt(1 - kept * kept) * wanted
        sigma = min(sigma, float(torch.linalg.svdvals(jacobian)[-1]))
        free = torch.ones(784, dtype=torch.float64)
        v = wanted
        for _ in range(6):
            blocked = ((x <= 0) & (v < 0) | (x >= 1) & (v > 0)) & (free > 0)
            if _ > 0 and not bool(blocked.any()):
                break
            free[blocked] = 0
            q, r = decompose(jacobian, free)
            v = tangent(q, wanted * free)
        v /= v.norm()
        y = (x + step * v).clamp(0, 1)
        value, jacobian = map_.linearize(y)
        q, r = decompose(jacobian, free)
        inverse = torch.linalg.inv(r.T)
        residual = value - target
        for _ in range(25):
            if float(residual.abs().max()) <= tolerance:
                break
            before = y
            y = (y - q @ (inverse @ residual)).clamp(0, 1)
            a = q.T @ (y - before)
            residual = map_.value(y) - target
            corrections += 1
            # Broyden: J a is off by what is left of the residual.
            u = inverse @ residual
            inverse = inverse - torch.outer(u, a @ inverse) / (a @ a + a @ u)
        else:
            raise RuntimeError("no convergence")
        drift = max(drift, float(residual.abs().max()))
        x, last = y, v
        path.append(x)
    return path, corrections, drift


def main():
    map_ = Map(lenet(sys.argv[1]))
    with gzip.open(sys.argv[2]) as file:
        image = torch.frombuffer(bytearray(file.read(16 + 784)[16:]), dtype=torch.uint8).double() / 255
    steps = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    walks, jacobians = [], []
    for _ in range(3):
        generator = torch.Generator().manual_seed(7)
        start = time.process_time()
        path, corrections, drift = walk(map_, image, steps, 0.05, 2.0, generator)
        middle = time.process_time()
        for x in path[:steps]:
            map_.linearize(x)
        walks.append(middle - start)
        jacobians.append(time.process_time() - middle)
        print(f"walk {walks[-1]:.3f} s, its Jacobians alone {jacobians[-1]:.3f} s")
    print(f"{steps} steps, distance {float((path[-1] - image).norm()):.2f}, drift {drift:.2e}, {corrections} corrections")
    print(f"torch {torch.__version__}, median of 3: walk {sorted(walks)[1]:.3f} s, Jacobians {sorted(jacobians)[1]:.3f} s")


main()
