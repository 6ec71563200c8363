"""PGD (L-inf, 10 steps of a quarter of eps, random start) in PyTorch, on a TorchScript network.

python3 bench/peers/pgd_torch.py NETWORK.pt IMAGES-idx3-ubyte.gz LABELS-idx1-ubyte.gz COUNT EPS [THREADS]
Prints the accuracy and the seconds of the attack, reading and the first call left out.
"""
import gzip
import sys
import time

import numpy
import torch
import torch.nn.functional as functional

network, images, labels, count, eps = sys.argv[1:6]
count, eps = int(count), float(eps)
torch.set_num_threads(int(sys.argv[6]) if len(sys.argv) > 6 else 2)
torch.manual_seed(1)
model = torch.jit.load(network).eval()
pixels = numpy.frombuffer(gzip.open(images).read(), numpy.uint8, offset=16)
x = torch.tensor(pixels.reshape(-1, 1, 28, 28)[:count] / numpy.float32(255))
answers = numpy.frombuffer(gzip.open(labels).read(), numpy.uint8, offset=8)[:count]
y = torch.tensor(answers.astype(numpy.int64))


def attacked(x, y):
    changed = (x + torch.empty_like(x).uniform_(-eps, eps)).clamp(0, 1)
    for _ in range(10):
        changed.requires_grad_(True)
        loss = functional.cross_entropy(model(changed), y)
        (gradient,) = torch.autograd.grad(loss, changed)
        with torch.no_grad():
            changed = changed + eps / 4 * gradient.sign()
            changed = torch.max(torch.min(changed, x + eps), x - eps).clamp(0, 1)
    return changed


attacked(x[:64], y[:64])
attacked(x[:64], y[:64])
start, processor = time.perf_counter(), time.process_time()
right = 0
for first in range(0, count, 64):
    changed = attacked(x[first : first + 64], y[first : first + 64])
    with torch.no_grad():
        right += (model(changed).argmax(1) == y[first : first + 64]).sum().item()
print(
    "accuracy %.4f, %.2f s, %.2f s of processors"
    % (right / count, time.perf_counter() - start, time.process_time() - processor)
)
