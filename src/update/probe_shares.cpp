#include "update/probe_shares.hpp"

#include <algorithm>
#include <cmath>

#include "update/eliminate.hpp"
#include "update/hermitian_eigen.hpp"

namespace ptyger::update {
namespace {

using Value = std::complex<double>;

constexpr double ridge = 1e-3;              // share of the mean curvature
constexpr double quantile = 0.95;           // of the moduli of shares
constexpr double most_of_quantile = 1.5;    // largest modulus of a share
constexpr double least_eigenvalue = 1e-14;  // relative to the largest; smaller: the images are not independent
constexpr double unused_share = 1e-6;       // mean modulus of shares below which a variation probe is not used yet
constexpr double unused_norm = 0.01;        // ||q_k|| / ||q_0|| of such a probe

/// Product of the matrices a, rows x n, and b, n x cols.
std::vector<Value> product(std::vector<Value> const& a, std::vector<Value> const& b, std::size_t n) {
  auto const rows = a.size() / n;
  auto const cols = b.size() / n;
  std::vector<Value> result(rows * cols);
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t k = 0; k < n; ++k)
      for (std::size_t col = 0; col < cols; ++col) result[row * cols + col] += a[row * n + k] * b[k * cols + col];
  return result;
}

/// Conjugate transpose of a matrix with n columns.
std::vector<Value> adjoint(std::vector<Value> const& a, std::size_t n) {
  auto const rows = a.size() / n;
  std::vector<Value> result(a.size());
  for (std::size_t row = 0; row < rows; ++row)
    for (std::size_t col = 0; col < n; ++col) result[col * rows + row] = std::conj(a[row * n + col]);
  return result;
}

/// Roots of a Gram matrix G of n images Q: G = B B^H, so that Q = B E with orthonormal images E.
struct GramRoot {
  std::vector<Value> root;     ///< B, [n][n]
  std::vector<Value> inverse;  ///< of B, where its images are independent
};

GramRoot root_of(std::vector<Value> const& gram, std::size_t n) {
  auto const eigen = hermitian_eigen(gram, n);
  GramRoot result{std::vector<Value>(n * n), std::vector<Value>(n * n)};
  for (std::size_t k = 0; k < n; ++k) {
    if (!(eigen.values[k] > least_eigenvalue * eigen.values[0])) continue;
    double const root = std::sqrt(eigen.values[k]);
    for (std::size_t row = 0; row < n; ++row) {
      result.root[row * n + k] = eigen.vectors[row * n + k] * root;
      result.inverse[k * n + row] = std::conj(eigen.vectors[row * n + k]) / root;
    }
  }
  return result;
}

}  // namespace

std::vector<double> share_step(ShareSlopes const& slopes, std::vector<double> const& norms) {
  auto const n = slopes.gradient.size();
  auto const norm = [&](std::size_t a) { return a == 0 ? 1 : norms[(a - 1) / 2]; };
  auto h = slopes.curvature;
  std::vector<double> x(n);
  double trace = 0;
  for (std::size_t a = 0; a < n; ++a) {
    x[a] = -slopes.gradient[a] / norm(a);
    for (std::size_t b = 0; b < n; ++b) h[a * n + b] /= norm(a) * norm(b);
    trace += h[a * n + a];
  }
  if (!(trace > 0) || !std::isfinite(trace)) return std::vector<double>(n);
  for (std::size_t a = 0; a < n; ++a) h[a * n + a] += ridge * trace / static_cast<double>(n);
  eliminate(h, x);
  for (std::size_t a = 0; a < n; ++a) x[a] /= norm(a);
  if (!std::all_of(x.begin(), x.end(), [](double value) { return std::isfinite(value); }))
    return std::vector<double>(n);
  return x;
}

void cut_outliers(std::vector<Value>& shares, std::size_t variation) {
  auto const frames = shares.size() / variation;
  std::vector<double> moduli(frames);
  for (std::size_t k = 0; k < variation; ++k) {
    for (std::size_t j = 0; j < frames; ++j) moduli[j] = std::abs(shares[j * variation + k]);
    auto const at = moduli.begin() + static_cast<std::ptrdiff_t>(quantile * static_cast<double>(frames - 1));
    std::nth_element(moduli.begin(), at, moduli.end());
    double const most = most_of_quantile * *at;
    for (std::size_t j = 0; j < frames; ++j) {
      auto& share = shares[j * variation + k];
      if (std::abs(share) > most) share *= most / std::abs(share);
    }
  }
}

ProbeGauge principal_probes(std::vector<Value> const& gram, std::vector<double> const& brightness,
                            std::vector<Value> const& shares) {
  auto const frames = brightness.size();
  auto const variation = shares.size() / frames;
  auto const n = variation + 1;
  // p_j = sum_k v_jk q_k
  std::vector<Value> v(frames * n);
  std::vector<Value> mean(n);
  for (std::size_t j = 0; j < frames; ++j)
    for (std::size_t k = 0; k < n; ++k) {
      v[j * n + k] = brightness[j] * (k == 0 ? Value(1) : shares[j * variation + k - 1]);
      mean[k] += v[j * n + k] / static_cast<double>(frames);
    }
  auto const gram_mean = product(gram, adjoint(mean, n), n);  // <q_k, mean probe>
  double const mean_power = product(mean, gram_mean, n)[0].real();
  // alpha_j: component along the mean probe, real after the phase of the frame; v_j becomes the rest.
  ProbeGauge result{std::vector<double>(frames), std::vector<Value>(shares.size()), std::vector<Value>(n * n)};
  for (std::size_t j = 0; j < frames; ++j) {
    Value overlap = 0;
    for (std::size_t k = 0; k < n; ++k) overlap += v[j * n + k] * gram_mean[k];
    double const alpha = std::abs(overlap) / mean_power;
    Value const turn = std::abs(overlap) > 0 ? std::conj(overlap) / std::abs(overlap) : Value(1);
    result.brightness[j] = alpha;
    for (std::size_t k = 0; k < n; ++k) v[j * n + k] = v[j * n + k] * turn - alpha * mean[k];
  }
  auto const roots = root_of(gram, n);
  auto const rest = product(v, roots.root, n);  // in orthonormal images
  auto const eigen = hermitian_eigen(product(adjoint(rest, n), rest, frames), n);
  auto const components = product(rest, eigen.vectors, n);                       // [N][n]
  auto const directions = product(adjoint(eigen.vectors, n), roots.inverse, n);  // unit images, [n][n]
  std::copy(mean.begin(), mean.end(), result.images.begin());
  double const norm = std::sqrt(mean_power);
  for (std::size_t k = 0; k < variation; ++k) {
    double squares = 0;
    for (std::size_t j = 0; j < frames; ++j) {
      auto& share = result.shares[j * variation + k];
      share = result.brightness[j] > 0 ? components[j * n + k] / result.brightness[j] : Value(0);
      squares += std::norm(share) / static_cast<double>(frames);
    }
    double const deviation = std::sqrt(squares);
    bool const used = deviation > unused_share * norm;
    for (std::size_t j = 0; j < frames; ++j)
      result.shares[j * variation + k] = used ? result.shares[j * variation + k] / deviation : Value(0);
    for (std::size_t l = 0; l < n; ++l)
      result.images[(k + 1) * n + l] = directions[k * n + l] * (used ? deviation : unused_norm * norm);
  }
  return result;
}

}  // namespace ptyger::update
