#include "compare/common_noise.hpp"

#include <algorithm>
#include <filesystem>

namespace ptyger::compare {
namespace {

/// Relative paths may belong to different folders, so they never name the same file.
bool same_file(std::filesystem::path const& a, std::filesystem::path const& b) {
  std::error_code ignored;
  return a.is_absolute() && b.is_absolute() && (a == b || std::filesystem::equivalent(a, b, ignored));
}

bool same_scan(core::ResultFrames const& a, core::ResultFrames const& b) {
  return std::equal(a.files.begin(), a.files.end(), b.files.begin(), b.files.end(), same_file);
}

/// Why two results of one scan share noise; empty: they do not.
std::string reason(core::ResultFrames const& a, core::ResultFrames const& b) {
  if (a.half == b.half) return "A and B are made of the same frames";
  if (a.half == FrameHalf::all) return "A is made of all frames, B of half of them";
  if (b.half == FrameHalf::all) return "B is made of all frames, A of half of them";
  if (a.shared_start && b.shared_start) return "the initial objects of A and B used frames of the other half";
  if (a.shared_start) return "the initial object of A used frames of the other half";
  if (b.shared_start) return "the initial object of B used frames of the other half";
  return {};
}

}  // namespace

CommonNoise common_noise(core::PlacedObject const& a, core::PlacedObject const& b) {
  if (a.object.values == b.object.values)
    return {false, "A and B are the same object, so their correlation gives no resolution"};
  if (!a.frames || !b.frames || !same_scan(*a.frames, *b.frames)) return {};
  auto const why = reason(*a.frames, *b.frames);
  if (why.empty()) return {true, "A and B are the two halves of one scan, with independent noise"};
  return {false, why + ": they share noise, so the resolution is overestimated"};
}

}  // namespace ptyger::compare
