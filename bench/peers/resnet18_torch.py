"""ResNet-18 for 32x32 images in PyTorch: all module outputs of many images by hooks, and the Jacobian of its logits.

usage: python3 resnet18_torch.py activations OUT.onnx [images] [threads]
       python3 resnet18_torch.py jacobian OUT.onnx [threads]

Writes the network as ONNX first, so that the Java side runs the very same one.
"""
import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F


class Block(nn.Module):
    def __init__(self, inputs, outputs, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.relu1 = nn.ReLU()
        self.relu2 = nn.ReLU()
        self.shortcut = nn.Identity()
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu1(self.bn1(self.conv1(x)))))
        return self.relu2(y + self.shortcut(x))


class ResNet18(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 64, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(64)
        self.relu = nn.ReLU()
        layers, width = [], 64
        for stage in range(4):
            outputs = 64 * 2 ** stage
            for block in range(2):
                layers.append(Block(width, outputs, 2 if stage > 0 and block == 0 else 1))
                width = outputs
        self.layers = nn.Sequential(*layers)
        self.fc = nn.Linear(512, classes)

    def forward(self, x):
        x = self.layers(self.relu(self.bn1(self.conv1(x))))
        return self.fc(F.adaptive_avg_pool2d(x, 1).flatten(1))


def activations(model, images, batch=50):
    kept = {}
    for name, module in model.named_modules():
        if not list(module.children()) and not isinstance(module, nn.Identity):
            module.register_forward_hook(lambda m, i, o, n=name: kept.__setitem__(n, o))
    x = torch.rand(images, 3, 32, 32)
    for _ in range(3):
        start, values = time.time(), 0
        with torch.no_grad():
            for i in range(0, images, batch):
                kept.clear()
                model(x[i:i + batch])
                values += sum(t.numpy().size for t in kept.values())
        seconds = time.time() - start
        print(f"torch {torch.__version__} hooks: {images} images, {len(kept)} modules, "
              f"{values // images} values/image: {seconds:.2f} s, {images / seconds:.0f} images/s", flush=True)


def jacobian(model):
    for dtype in (torch.float32, torch.float64):
        model = model.to(dtype)
        x = torch.rand(1, 3, 32, 32, dtype=dtype)
        for way in ("replicated", "retained"):
            times = []
            for _ in range(7):
                start = time.time()
                if way == "replicated":
                    r = x.repeat(10, 1, 1, 1).requires_grad_(True)
                    torch.autograd.grad(model(r), r, torch.eye(10, dtype=dtype))[0].reshape(10, -1)
                else:
                    r = x.clone().requires_grad_(True)
                    y = model(r)[0]
                    [torch.autograd.grad(y[k], r, retain_graph=True)[0] for k in range(10)]
                times.append(time.time() - start)
            times.sort()
            print(f"torch {torch.__version__} Jacobian 10x3072 {dtype} {way}: "
                  f"median {1000 * times[3]:.0f} ms, best {1000 * times[0]:.0f} ms", flush=True)


def main():
    job, path, *rest = sys.argv[1:]
    torch.manual_seed(1)
    threads = int(rest[-1]) if rest else 2
    torch.set_num_threads(threads)
    model = ResNet18().eval()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    torch.onnx.export(model, torch.rand(2, 3, 32, 32), path, opset_version=13,
                      input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "N"}, "output": {0: "N"}},
                      do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE)
    if job == "activations":
        activations(model, int(rest[0]) if len(rest) > 1 else 1000)
    else:
        jacobian(model)


main()
