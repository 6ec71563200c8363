"""Scattering (J = 3, L = 8, order 2) written with the FFTs of PyTorch, in float32.

python3 bench/peers/scattering_torch.py IMAGES.npy THREADS BATCH REPETITIONS OUT.npy
Prints for each repetition wall and processor seconds of all images, the filters left out; writes
the coefficients, images x 217 x 4 x 4.

Written as one would without more thought than kymatio's: a batch of images at once, the transform
of each wavelet at the resolution that it needs, subsampling in the spectrum, all angles of a scale
in one call. Filters as in kymatio.
"""
import sys
import time

import numpy
import torch

J, L = 3, 8
images = torch.tensor(numpy.load(sys.argv[1]))
torch.set_num_threads(int(sys.argv[2]))
batch, repetitions = int(sys.argv[3]), int(sys.argv[4])
side = images.shape[-1]
padded = ((side + 2**J) // 2**J + 1) * 2**J
before = (padded - side) // 2
after = padded - side - before


def gabor(sigma, angle, frequency, slant):
    n = numpy.arange(-2 * padded, 3 * padded)
    x, y = numpy.meshgrid(n, n, indexing="ij")
    along = x * numpy.cos(angle) + y * numpy.sin(angle)
    across = -x * numpy.sin(angle) + y * numpy.cos(angle)
    wave = numpy.exp(-(along**2 + (slant * across) ** 2) / (2 * sigma**2) + 1j * frequency * along)
    wave = wave.reshape(5, padded, 5, padded).sum(axis=(0, 2))
    return wave * slant / (2 * 3.1415 * sigma**2)


def levels(filters, count):
    spectra = numpy.fft.fft2(filters).real
    kept = []
    for level in range(count):
        half = padded >> (level + 1)
        low = numpy.r_[0:half, padded - half : padded]
        kept.append(torch.tensor(spectra[..., low, :][..., low].astype(numpy.float32)))
    return kept


psi = []
for j in range(J):
    bank = []
    for t in range(L):
        parts = [
            gabor(0.8 * 2**j, (L / 2 - 1 - t) * numpy.pi / L, f, 4 / L)
            for f in (0.75 * numpy.pi / 2**j, 0)
        ]
        bank.append(parts[0] - parts[0].sum() / parts[1].sum() * parts[1])
    psi.append(levels(numpy.array(bank), max(j, 1)))
phi = levels(gabor(0.8 * 2 ** (J - 1), 0, 0, 1), J)


def sampled(spectra, factor):
    if factor == 1:
        return spectra
    *rest, height, width = spectra.shape
    folded = spectra.reshape(*rest, factor, height // factor, factor, width // factor)
    return folded.mean(dim=(-4, -2))


def averaged(spectra, level):
    low = sampled(spectra * phi[level], 2 ** (J - level))
    return torch.fft.ifft2(low).real[..., 1:-1, 1:-1]


def scattering(x):
    x = torch.nn.functional.pad(x, (before, after, before, after), mode="reflect")
    spectrum = torch.fft.fft2(x)  # images x 1 x padded x padded
    first, second = [averaged(spectrum, 0)], []
    for j1 in range(J):
        u1 = torch.fft.ifft2(sampled(spectrum * psi[j1][0], 2**j1)).abs()
        spectra = torch.fft.fft2(u1)  # images x L x ...
        first.append(averaged(spectra, j1))
        for t1 in range(L):
            for j2 in range(j1 + 1, J):
                u2 = sampled(spectra[:, t1 : t1 + 1] * psi[j2][j1], 2 ** (j2 - j1))
                u2 = torch.fft.ifft2(u2).abs()
                second.append(averaged(torch.fft.fft2(u2), j2))
    # By the first scale, its angle, the second scale, its angle: the order of kymatio.
    return torch.cat(first + second, dim=1)


with torch.no_grad():
    scattering(images[:batch])
    for _ in range(repetitions):
        wall, processor = time.perf_counter(), time.process_time()
        values = torch.cat([scattering(images[i : i + batch]) for i in range(0, len(images), batch)])
        print(time.perf_counter() - wall, time.process_time() - processor)
numpy.save(sys.argv[5], values.numpy())
