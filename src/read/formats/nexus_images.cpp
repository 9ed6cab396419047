#include "read/formats/nexus_images.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "ptyger/error.hpp"
#include "read/formats/nexus.hpp"
#include "read/frames.hpp"

namespace ptyger::read {
namespace {

/// A dataset of images in a group.
struct Images {
  std::string group;
  std::string dataset;
  FrameExtent extent;
};

/// The dataset that a group of the class NXdata or NXdetector shows: the one that its attribute `signal` names, or
/// data.
std::string shown_dataset(hdf5::InputFile const& file, std::string const& group) {
  auto const object = group.substr(0, group.size() - 1);
  auto const signal = file.text_attribute(object, "signal").value_or("data");
  return group + (file.has_dataset(group + signal) ? signal : "data");
}

/// The images in these groups. `unreadable`: why a dataset of a group is none.
std::vector<Images> images_of(hdf5::InputFile const& file, std::vector<std::string> const& groups,
                              std::string& unreadable) {
  std::vector<Images> found;
  for (auto const& group : groups) {
    auto const name = shown_dataset(file, group);
    if (!file.has_dataset(name)) {
      auto const names = file.members(group.substr(0, group.size() - 1));
      if (std::find(names.begin(), names.end(), "data") != names.end()) unreadable = file.why_missing(name);
      continue;
    }
    try {
      auto const extent = frame_extent(file.dataset(name));
      if (extent.shape.rows > 1 && extent.shape.cols > 1) found.push_back({group, name, extent});
    } catch (InputError const& error) {
      unreadable = error.what();
    }
  }
  return found;
}

/// The images to which positions belong; all of them when no number of images fits.
std::vector<Images> with_positions(std::vector<Images> images, std::function<bool(std::size_t)> const& has_positions) {
  auto const fits = [&](Images const& some) { return has_positions(some.extent.frames); };
  if (std::any_of(images.begin(), images.end(), fits)) std::erase_if(images, std::not_fn(fits));
  return images;
}

/// "'A' and 'B'" when other images could be meant as well as the first; images of NXdata are the same when they are of
/// the same size, such as a virtual dataset of those of the detector.
std::string rivals(hdf5::InputFile const& file, std::vector<Images> const& images, bool of_detectors) {
  auto const& first = images.front();
  for (auto const& other : images) {
    bool const same = of_detectors ? file.identity(other.dataset) == file.identity(first.dataset)
                                   : other.extent.shape == first.extent.shape;
    if (!same) return "'" + first.dataset + "' and '" + other.dataset + "'";
  }
  return "";
}

/// The detector with the frames, else the first that states its distance or pixel, else the first.
std::string detector_of(hdf5::InputFile const& file, std::vector<std::string> const& detectors,
                        std::vector<Images> const& images, Images const& frames) {
  auto const owner = std::find_if(images.begin(), images.end(), [&](Images const& some) {
    return some.extent.frames == frames.extent.frames && some.extent.shape == frames.extent.shape;
  });
  if (owner != images.end()) return owner->group;
  auto const states = std::find_if(detectors.begin(), detectors.end(), [&](std::string const& detector) {
    return !first_dataset(file, detector, {"distance", "x_pixel_size", "y_pixel_size"}).empty();
  });
  if (states != detectors.end()) return *states;
  return detectors.empty() ? "" : detectors.front();
}

}  // namespace

NexusImages find_nexus_images(hdf5::InputFile const& file, std::string const& entry, std::string const& instrument,
                              std::function<bool(std::size_t)> const& has_positions) {
  NexusImages found;
  auto const detectors =
      instrument.empty() ? std::vector<std::string>() : groups_of_class(file, instrument, "NXdetector");
  auto const in_detectors = images_of(file, detectors, found.unreadable);
  auto const data = groups_of_class(file, entry, "NXdata");
  auto const in_data = with_positions(images_of(file, data, found.unreadable), has_positions);
  auto const preferred = entry + file.text_attribute(entry.substr(0, entry.size() - 1), "default").value_or("") + "/";
  auto const by_default =
      std::find_if(in_data.begin(), in_data.end(), [&](Images const& images) { return images.group == preferred; });
  Images frames;
  if (by_default != in_data.end() && has_positions(by_default->extent.frames)) {
    frames = *by_default;
  } else if (!in_data.empty() && has_positions(in_data.front().extent.frames)) {
    found.ambiguous = rivals(file, in_data, false);
    frames = in_data.front();
  } else if (auto const fitting = with_positions(in_detectors, has_positions); !fitting.empty()) {
    found.ambiguous = rivals(file, fitting, true);
    frames = fitting.front();
  } else if (!in_data.empty()) {
    frames = in_data.front();
  }
  found.frames = frames.dataset;
  found.detector = detector_of(file, detectors, in_detectors, frames);
  return found;
}

}  // namespace ptyger::read
