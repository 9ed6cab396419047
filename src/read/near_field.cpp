#include "read/near_field.hpp"

#include <optional>

#include "core/text.hpp"
#include "ptyger/error.hpp"

namespace ptyger::read {
namespace {

/// The string in a dataset or attribute; empty when there is none.
std::optional<std::string> word_at(hdf5::InputFile const& file, std::string const& name) {
  if (file.has_dataset(name)) {
    auto const dataset = file.dataset(name);
    if (dataset.kind() != hdf5::Kind::text || dataset.size() != 1) return {};
    return dataset.text();
  }
  auto const slash = name.rfind('/');
  return file.text_attribute(name.substr(0, slash), name.substr(slash + 1));
}

}  // namespace

void refuse_near_field(std::string const& word, std::string const& where) {
  auto const lower = core::in_small_letters(word);
  if (!lower.starts_with("near") && lower != "fresnel" && lower != "inline") return;
  throw InputError(where + " says '" + word +
                   "': the frames are near-field images, but only far-field patterns, which are Fourier transforms of "
                   "the exit waves, can be reconstructed here.");
}

void refuse_near_field(hdf5::InputFile const& file, std::vector<std::string> const& names) {
  for (auto const& name : names)
    if (auto const word = word_at(file, name)) refuse_near_field(*word, file.path() + ": '" + name + "'");
}

}  // namespace ptyger::read
