#include "tests/support/correlation.hpp"

#include <algorithm>
#include <cmath>

namespace ptyger::test {

std::vector<std::size_t> illuminated_pixels(Result const& result) {
  double const most = *std::max_element(result.illumination.begin(), result.illumination.end());
  std::vector<std::size_t> illuminated;
  std::size_t const cols = result.object.cols;
  for (std::size_t row = 1; row + 1 < result.object.rows; ++row)
    for (std::size_t col = 1; col + 1 < cols; ++col)
      if (result.illumination[row * cols + col] > 0.2 * most) illuminated.push_back(row * cols + col);
  return illuminated;
}

double power(Image const& image) {
  double sum = 0;
  for (auto const& value : image) sum += std::norm(value);
  return sum;
}

namespace {

// Subtracts the projection of `image` on `base` from `image`.
void remove_projection(Image& image, Image const& base) {
  std::complex<double> inner = 0;
  for (std::size_t i = 0; i < image.size(); ++i) inner += std::conj(base[i]) * image[i];
  double const norm = power(base);
  for (std::size_t i = 0; i < image.size(); ++i) image[i] -= inner / norm * base[i];
}

// Changes of the truth t, to first order, that the data do not determine: scale and phase, shifts, phase ramps.
std::vector<Image> equivalents(ObjectImage const& truth, std::vector<std::size_t> const& illuminated) {
  auto const& t = truth.values;
  auto const cols = static_cast<double>(truth.cols);
  std::vector<Image> bases(5);
  for (auto const i : illuminated) {
    bases[0].push_back(t[i]);
    bases[1].push_back(t[i + truth.cols] - t[i - truth.cols]);
    bases[2].push_back(t[i + 1] - t[i - 1]);
    bases[3].push_back(t[i] * (std::floor(static_cast<double>(i) / cols) / static_cast<double>(truth.rows) - 0.5));
    bases[4].push_back(t[i] * (std::fmod(static_cast<double>(i), cols) / cols - 0.5));
  }
  return bases;
}

}  // namespace

double correlation_at(Image const& object, ObjectImage const& truth, std::vector<std::size_t> const& illuminated) {
  Image found;
  for (auto const i : illuminated) found.push_back(object[i]);
  std::vector<Image> removed{Image(illuminated.size(), 1.0)};
  remove_projection(found, removed.front());
  double const contrast = power(found);
  for (auto& base : equivalents(truth, illuminated)) {
    for (auto const& earlier : removed) remove_projection(base, earlier);
    remove_projection(found, base);
    removed.push_back(std::move(base));
  }
  return std::sqrt(1 - power(found) / contrast);
}

double correlation(Result const& result, ObjectImage const& truth) {
  return correlation_at(result.object.values, truth, illuminated_pixels(result));
}

}  // namespace ptyger::test
