#include "write/picture/colour_map.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace ptyger::write {
namespace {

/// A linear colour channel, 0..1, as a channel of sRGB with 8 bits.
std::uint8_t encode_srgb(double linear) {
  double const c = std::clamp(linear, 0.0, 1.0);
  double const srgb = c <= 0.0031308 ? 12.92 * c : 1.055 * std::pow(c, 1 / 2.4) - 0.055;
  return static_cast<std::uint8_t>(std::lround(255 * srgb));
}

/// Lightness, chroma and hue (radians) of the OKLab space to sRGB; Ottosson, "A perceptual color space", 2020.
Colour from_oklch(double lightness, double chroma, double hue) {
  double const a = chroma * std::cos(hue);
  double const b = chroma * std::sin(hue);
  auto const cube = [](double v) { return v * v * v; };
  double const l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
  double const m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
  double const s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
  return {encode_srgb(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
          encode_srgb(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
          encode_srgb(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s)};
}

/// Chroma and hue of scale_colour() at one of evenly spaced fractions.
struct ControlPoint {
  double chroma;
  double hue;  // degrees
};
constexpr std::array<ControlPoint, 6> scale_points = {
    {{0.10, 300}, {0.13, 275}, {0.11, 235}, {0.11, 185}, {0.15, 145}, {0.17, 105}}};

/// Lightness in OKLab of complex_colour() at a brightness of 0..1.
double complex_lightness(double brightness) {
  return 0.12 + 0.70 * brightness;
}

}  // namespace

Colour grey_colour(double fraction) {
  return from_oklch(0.10 + 0.89 * std::clamp(fraction, 0.0, 1.0), 0, 0);
}

Colour scale_colour(double fraction) {
  double const f = std::clamp(fraction, 0.0, 1.0);
  double const place = f * (scale_points.size() - 1);
  std::size_t const below = std::min(static_cast<std::size_t>(place), scale_points.size() - 2);
  double const weight = place - static_cast<double>(below);
  double const chroma = std::lerp(scale_points[below].chroma, scale_points[below + 1].chroma, weight);
  double const hue = std::lerp(scale_points[below].hue, scale_points[below + 1].hue, weight);
  return from_oklch(0.24 + 0.70 * f, chroma, hue * std::numbers::pi / 180);
}

Colour complex_colour(double phase, double amplitude) {
  double const brightness = std::clamp(amplitude, 0.0, 1.0);
  return from_oklch(complex_lightness(brightness), 0.125 * brightness, phase);
}

Colour phase_colour(double fraction) {
  return complex_colour((2 * fraction - 1) * std::numbers::pi, 1);
}

Colour brightness_colour(double amplitude) {
  return from_oklch(complex_lightness(std::clamp(amplitude, 0.0, 1.0)), 0, 0);
}

}  // namespace ptyger::write
