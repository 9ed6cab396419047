#include "read/frame_numbers.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <sstream>

#include "core/text.hpp"

namespace ptyger::read {
namespace {

std::optional<std::int64_t> number_of(std::string const& text) {
  auto const number = core::number_of_text<std::int64_t>(text);
  return number >= 0 ? number : std::nullopt;
}

}  // namespace

std::string parse_frame_numbers(std::string const& text, FrameNumbers& numbers) {
  std::string list = text;
  std::error_code ignored;
  if (std::filesystem::is_regular_file(text, ignored)) {
    std::ifstream file(text);
    list.assign(std::istreambuf_iterator<char>(file), {});
  }
  std::replace(list.begin(), list.end(), ',', ' ');
  numbers.clear();
  std::istringstream words(list);
  for (std::string word; words >> word;) {
    auto const dash = word.find('-');
    auto const first = number_of(word.substr(0, dash));
    auto const last = dash == std::string::npos ? first : number_of(word.substr(dash + 1));
    if (!first || !last || *last < *first)
      return "'" + word + "' is neither a number of a frame, from 0, nor a range such as 0-99, nor a file with numbers";
    numbers.emplace_back(*first, *last);
  }
  return numbers.empty() ? "'" + text + "' names no frame" : "";
}

std::vector<std::uint8_t> marked_frames(FrameNumbers const& numbers, std::size_t frames) {
  std::vector<std::uint8_t> marked(frames, 0);
  for (auto const& [first, last] : numbers)
    for (auto frame = first; frame <= last && frame < static_cast<std::int64_t>(frames); ++frame)
      marked[static_cast<std::size_t>(frame)] = 1;
  return marked;
}

}  // namespace ptyger::read
