#include "read/detector_files/linked_frames.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include "core/text.hpp"
#include "ptyger/error.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

constexpr std::string_view prefix = "data_";

/// The number of a link data_NUMBER; nothing for another name.
std::optional<unsigned long> number_of_link(std::string_view name) {
  if (!name.starts_with(prefix)) return {};
  return core::number_of_text<unsigned long>(name.substr(prefix.size()));
}

/// Joins the frames behind links, in their order.
class LinkedFrames {
 public:
  explicit LinkedFrames(hdf5::InputFile const& file) : file_(file) {}

  void add(std::string const& link) {
    if (!file_.has_dataset(link)) {
      file_.refuse_damaged_target(link);
      lost_.push_back(link);
      return;
    }
    auto dataset = file_.dataset(link);
    auto const first_stated = file_.number_attribute(link, "image_nr_low");  // counted from 1
    if (parts_.empty() && lost_.empty()) offset_ = first_stated.value_or(1);
    if (!lost_.empty()) add_gap(first_stated, dataset.where());
    frames_ += frame_extent(dataset).frames;
    parts_.push_back(std::move(dataset));
  }

  FrameSet frames(std::size_t expected) && {
    if (parts_.empty())
      throw InputError(fmt::format("{}: none of its {} files of frames is there: {}.", file_.path(), lost_.size(),
                                   file_.why_missing(lost_.front())));
    if (!lost_.empty()) missing_.push_back({frames_, expected > frames_ ? expected - frames_ : 0, name_of_lost()});
    return FrameSet(std::move(parts_), std::move(missing_));
  }

 private:
  /// Frames are missing up to the frame with this number, which begins the next file.
  void add_gap(std::optional<double> first_stated, std::string const& next) {
    double const first = first_stated.value_or(0) - offset_;
    if (!(first > static_cast<double>(frames_)) || first > 1e9)
      throw InputError(
          fmt::format("{}: {}. How many frames are missing is unknown, because {} does not state the number of its "
                      "first frame (image_nr_low), so its frames cannot be matched with the positions. Get the file, "
                      "or describe the frames by --mapping.",
                      file_.path(), file_.why_missing(lost_.front()), next));
    auto const end = static_cast<std::size_t>(first);
    missing_.push_back({frames_, end - frames_, name_of_lost()});
    frames_ = end;
    lost_.clear();
  }

  std::string name_of_lost() const {
    auto const others = lost_.size() == 1 ? std::string() : fmt::format(", and {} more", lost_.size() - 1);
    return fmt::format("{}: {} ({}{})", file_.path(), lost_.front(), file_.why_missing(lost_.front()), others);
  }

  hdf5::InputFile const& file_;
  std::vector<hdf5::InputDataset> parts_;
  std::vector<MissingFrames> missing_;
  std::vector<std::string> lost_;  ///< links that lead nowhere since the last part
  std::size_t frames_ = 0;         ///< frames so far, with those that are missing
  double offset_ = 1;              ///< number of the first frame, as the files count
};

}  // namespace

std::vector<std::string> links_of_frames(hdf5::InputFile const& file) {
  std::vector<std::pair<unsigned long, std::string>> found;
  for (auto const& name : file.members("entry/data"))
    if (auto const number = number_of_link(name)) found.emplace_back(*number, "entry/data/" + name);
  std::sort(found.begin(), found.end());
  std::vector<std::string> links;
  for (auto& [number, link] : found) links.push_back(std::move(link));
  return links;
}

FrameSet linked_frames(hdf5::InputFile const& file, std::size_t expected) {
  LinkedFrames linked(file);
  for (auto const& link : links_of_frames(file)) linked.add(link);
  return std::move(linked).frames(expected);
}

}  // namespace ptyger::read
