#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace ptyger::compare {

using Field = std::vector<std::complex<double>>;  ///< [row][col]

/// Rows and columns of an image, pixels.
struct Shape {
  std::size_t rows = 0;
  std::size_t cols = 0;
  std::size_t size() const { return rows * cols; }
  bool operator==(Shape const&) const = default;
};

/// A number for the row axis and one for the column axis.
struct Pair {
  double row = 0;
  double col = 0;
};

/// The q where |F| is largest, F(q) = sum over (y, x) of field[y][x] exp(-2 pi i (q.row y / rows + q.col x / cols)),
/// for real q in [-rows/2, rows/2) x [-cols/2, cols/2) and |q| <= limit: the best integers by an FFT, then finer grids
/// around them by direct sums along rows and columns (the matrix form of Guizar-Sicairos, Thurman & Fienup 2008, Opt.
/// Lett. 33, 156), at last a parabola; accurate to about 1e-5.
Pair fourier_peak(Field const& field, Shape shape, Pair limit);

/// A spectrum with its zero frequency moved to the centre: entry [k] goes to [(k + n/2) % n] on both axes.
/// fourier_peak() needs this order for the spectrum of an image.
Field centred(Field const& spectrum, Shape shape);

/// field(r + shift), by a linear phase in Fourier space; the field is taken as periodic.
Field shifted(Field field, Shape shape, Pair shift);

/// field[y][x] exp(i (ramp.row (y - rows/2) + ramp.col (x - cols/2))), ramp in radians per pixel.
void add_ramp(Field& field, Shape shape, Pair ramp);

}  // namespace ptyger::compare
