#include "hdf5/chunk_decoder.hpp"

#include <algorithm>
#include <array>

#include "hdf5/failure.hpp"

namespace ptyger::hdf5 {
namespace {

/// Whether the decoded data have as many bytes as the stored data.
bool keeps_size(Decoder const& decoder, FilterParameters parameters) {
  bool const is_plain_bitshuffle = &decoder == &bitshuffle_decoder && (parameters.size() < 5 || parameters[4] == 0);
  return &decoder == &shuffle_decoder || is_plain_bitshuffle;
}

}  // namespace

std::optional<ChunkDecoder> ChunkDecoder::of(hid_t creation, std::string const& where) {
  ChunkDecoder all;
  int compressors = 0;
  int const filters = check(H5Pget_nfilters(creation), "H5Pget_nfilters", where);
  for (unsigned index = 0; index < static_cast<unsigned>(filters); ++index) {
    unsigned flags = 0;
    std::array<unsigned, 32> values{};
    std::size_t number = values.size();
    auto const* const decoder = decoder_of(check(
        H5Pget_filter2(creation, index, &flags, &number, values.data(), 0, nullptr, nullptr), "H5Pget_filter2", where));
    if (decoder == nullptr || number > values.size()) return {};
    Filter filter{decoder, {values.begin(), values.begin() + static_cast<std::ptrdiff_t>(number)}};
    compressors += keeps_size(*decoder, filter.parameters) ? 0 : 1;
    all.filters_.push_back(std::move(filter));
  }
  if (filters == 0 || compressors > 1) return {};
  return all;
}

bool ChunkDecoder::decode(Bytes stored, std::uint32_t skipped, MutableBytes out) const {
  std::vector<Filter const*> used;
  for (std::size_t index = 0; index < filters_.size(); ++index)
    if (index >= 32 || (skipped >> index & 1U) == 0) used.push_back(&filters_[index]);
  if (used.empty()) {
    if (stored.size() != out.size()) return false;
    std::copy(stored.begin(), stored.end(), out.begin());
  }
  std::vector<unsigned char> buffers[2];
  while (!used.empty()) {
    auto const& filter = *used.back();
    used.pop_back();
    auto& buffer = buffers[used.size() % 2];
    if (!used.empty()) buffer.resize(out.size());
    MutableBytes const decoded = used.empty() ? out : buffer;
    if (!filter.decoder->decode(stored, filter.parameters, decoded)) return false;
    stored = decoded;
  }
  return true;
}

std::string ChunkDecoder::names() const {
  std::string text;
  for (auto const& filter : filters_) text += (text.empty() ? "" : " and ") + std::string(filter.decoder->name);
  return text;
}

}  // namespace ptyger::hdf5
