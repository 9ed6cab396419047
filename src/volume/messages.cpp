#include "volume/messages.hpp"

#include <cstring>
#include <nlohmann/json.hpp>

#include "comm/together.hpp"

namespace ptyger::write {
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(PhasePlane, row_step, col_step, offset)
}  // namespace ptyger::write

namespace ptyger::volume {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Outline, missing, pixel_row_m, pixel_col_m, center_row_m, center_col_m, energy_eV,
                                   rows, cols, top, left, lit_rows, lit_cols)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Flattening, plane, amplitude)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Outcome, missing, flattening)

namespace {

/// Encodes a value as MessagePack, which keeps all bits of numbers and any bytes in texts.
std::string packed(nlohmann::json const& value) {
  std::string bytes;
  nlohmann::json::to_msgpack(value, bytes);
  return bytes;
}

template <class Value>
std::vector<Value> share_numbered(comm::World const& world, Numbered<Value> const& own, std::size_t count) {
  std::vector<Value> all(count);
  for (std::string const& message : comm::share(world, packed(own)))
    for (auto const& [number, value] : nlohmann::json::from_msgpack(message).get<Numbered<Value>>())
      all[number] = value;
  return all;
}

}  // namespace

std::vector<Outline> share_outlines(comm::World const& world, Numbered<Outline> const& own, std::size_t count) {
  return share_numbered(world, own, count);
}

std::vector<Outcome> share_outcomes(comm::World const& world, Numbered<Outcome> const& own, std::size_t count) {
  return share_numbered(world, own, count);
}

std::vector<write::Thumbnail> gather_thumbnails(comm::World const& world, Numbered<write::Thumbnail> const& own,
                                                std::size_t count) {
  nlohmann::json pictures = nlohmann::json::array();
  for (auto const& [number, picture] : own) {
    std::vector<std::uint8_t> bytes(picture.values.size() * sizeof(float));
    std::memcpy(bytes.data(), picture.values.data(), bytes.size());
    pictures.push_back({number, picture.rows, picture.cols, nlohmann::json::binary(std::move(bytes))});
  }
  auto const messages = world.gather(packed(pictures));
  std::vector<write::Thumbnail> all(world.rank() == 0 ? count : 0);
  for (std::string const& message : messages)
    for (auto const& picture : nlohmann::json::from_msgpack(message)) {
      write::Thumbnail& thumbnail = all[picture[0].get<std::size_t>()];
      thumbnail.rows = picture[1].get<std::size_t>();
      thumbnail.cols = picture[2].get<std::size_t>();
      thumbnail.values.resize(thumbnail.rows * thumbnail.cols);
      auto const& bytes = picture[3].get_binary();
      std::memcpy(thumbnail.values.data(), bytes.data(), bytes.size());
    }
  return all;
}

}  // namespace ptyger::volume
