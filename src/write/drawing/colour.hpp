#pragma once

#include <cstdint>

namespace ptyger::write {

/// sRGB, 8 bits a channel.
struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
  bool operator==(Colour const&) const = default;
};

inline constexpr Colour black{20, 20, 20};
inline constexpr Colour white{255, 255, 255};
inline constexpr Colour pale{232, 232, 232};       ///< of pixels without a value
inline constexpr Colour grey{96, 96, 96};          ///< of notes
inline constexpr Colour grid_grey{225, 225, 225};  ///< of the grid of a plot

}  // namespace ptyger::write
