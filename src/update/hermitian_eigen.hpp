#pragma once

#include <complex>
#include <cstddef>
#include <vector>

namespace ptyger::update {

/// Eigenvalues and eigenvectors of a Hermitian matrix.
struct HermitianEigen {
  std::vector<double> values;                 ///< eigenvalues in descending order
  std::vector<std::complex<double>> vectors;  ///< [row][k]: column k is the eigenvector of values[k]
};

/// Eigenvalues and orthonormal eigenvectors of a small Hermitian matrix [row][col] by Jacobi rotations
/// (Golub & Van Loan, Matrix Computations, section 8.5).
HermitianEigen hermitian_eigen(std::vector<std::complex<double>> matrix, std::size_t size);

}  // namespace ptyger::update
